package io.dockmedic.collectors.image.report;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.Tables;
import io.vertx.core.Future;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What reports said of images, in the journal: one row an image. */
public final class ReportStore {
    /** The tables it needs. */
    public static final Tables TABLES = new Tables(
            "images",
            List.of("""
                    CREATE TABLE images_reports (
                        image TEXT PRIMARY KEY, name TEXT NOT NULL, id TEXT NOT NULL, written INTEGER NOT NULL,
                        found BLOB NOT NULL, added BLOB NOT NULL, services TEXT NOT NULL, used INTEGER NOT NULL,
                        in_use INTEGER NOT NULL)
                    """, "ALTER TABLE images_reports ADD COLUMN host TEXT NOT NULL DEFAULT ''"),
            List.of(new Tables.Retained("images_reports", "used", "1", Duration.ofDays(2))));

    private final Journal journal;

    public ReportStore(Journal journal) {
        this.journal = journal;
    }

    /** Those that {@link Memory} would keep. */
    Future<List<Remembered>> load() {
        return journal.read(connection -> {
            List<Remembered> all = new ArrayList<>();
            int room = Memory.MOST_KEYS;
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT image, name, id, written, found, added, services,"
                            + " used, in_use, host, length(found) + length(added) FROM images_reports"
                            + " ORDER BY in_use DESC, used DESC, image DESC LIMIT " + Memory.MOST)) {
                while (rows.next()) {
                    boolean fits = rows.getInt(11) / Long.BYTES <= room;
                    Remembered one = new Remembered(
                            rows.getString(1), rows.getString(2), rows.getString(3),
                            Instant.ofEpochMilli(rows.getLong(4)),
                            fits ? Keys.read(rows.getBytes(5)) : Keys.NONE,
                            fits ? Keys.read(rows.getBytes(6)) : Keys.NONE, rows.getString(7).lines().toList(),
                            Instant.ofEpochMilli(rows.getLong(8)), rows.getBoolean(9), rows.getString(10));
                    room -= one.keys();
                    all.add(one);
                }
            }
            return all;
        });
    }

    Future<Void> save(List<Remembered> changed) {
        return changed.isEmpty() ? Future.succeededFuture() : journal.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("INSERT OR REPLACE INTO images_reports"
                    + " (image, name, id, written, found, added, services, used, in_use, host)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                for (Remembered one : changed) {
                    statement.setString(1, one.key());
                    statement.setString(2, one.image());
                    statement.setString(3, one.imageId());
                    statement.setLong(4, one.written().toEpochMilli());
                    statement.setBytes(5, one.found().bytes());
                    statement.setBytes(6, one.added().bytes());
                    statement.setString(7, String.join("\n", one.services()));
                    statement.setLong(8, one.used().toEpochMilli());
                    statement.setBoolean(9, one.inUse());
                    statement.setString(10, one.host());
                    statement.executeUpdate();
                }
            }
            return true;
        }).mapEmpty();
    }
}
