package io.dockmedic.remediation.diagnose.good;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.event.Service;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The last good run of each service, in the journal. Futures fail as the journal's do. */
public final class GoodRuns {
    /** So many images are kept for each service: the last that ran well, and the one to go back to from it. */
    static final int PINNED = 2;

    private final Journal journal;

    public GoodRuns(Journal journal) {
        this.journal = journal;
    }

    /** The one of a service; empty when none is known. */
    public Future<Optional<GoodRun>> of(String service) {
        return journal.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT container, at, body FROM remediation_good_runs WHERE service = ?")) {
                select.setString(1, service);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(GoodRun.read(service, row.getString("container"),
                                    Instant.ofEpochMilli(row.getLong("at")), row.getString("body")))
                            : Optional.empty();
                }
            }
        });
    }

    /** Those of a service under any of its numbers, its own too. */
    public Future<List<GoodRun>> alike(Service service) {
        String all = service.project() + "/" + service.name() + "/";
        return journal.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT service, container, at, body FROM remediation_good_runs"
                            + " WHERE service = ? OR (? <> '' AND substr(service, 1, ?) = ?)")) {
                select.setString(1, service.key());
                select.setString(2, service.project());
                select.setInt(3, all.length());
                select.setString(4, all);
                List<GoodRun> runs = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        runs.add(GoodRun.read(row.getString("service"), row.getString("container"),
                                Instant.ofEpochMilli(row.getLong("at")), row.getString("body")));
                    }
                }
                return runs;
            }
        });
    }

    /** Ids of the images that no prune of ours may remove: the last {@link #PINNED} on which each service ran well. */
    public Future<Set<String>> images() {
        return journal.read(connection -> {
            Set<String> images = new HashSet<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT image FROM remediation_good_images");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    images.add(row.getString("image"));
                }
            }
            return Set.copyOf(images);
        });
    }

    /** Takes the place of the service's last one. */
    public Future<Void> save(GoodRun run) {
        return journal.write(connection -> {
            try (PreparedStatement insert = connection
                    .prepareStatement("INSERT OR REPLACE INTO remediation_good_runs VALUES (?,?,?,?)")) {
                insert.setString(1, run.service());
                insert.setString(2, run.container());
                insert.setLong(3, run.at().toEpochMilli());
                insert.setString(4, run.body());
                insert.executeUpdate();
            }
            if (!run.imageId().isEmpty()) {
                pin(connection, run);
            }
            return true;
        }).mapEmpty();
    }

    /** Its image is one of the last few of the service, and the others of before are none any more. */
    private static void pin(Connection connection, GoodRun run) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO remediation_good_images VALUES (?,?,?)"
                        + " ON CONFLICT(service, image) DO UPDATE SET at = max(at, excluded.at)")) {
            insert.setString(1, run.service());
            insert.setString(2, run.imageId());
            insert.setLong(3, run.at().toEpochMilli());
            insert.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM remediation_good_images WHERE service = ?1 AND image NOT IN (SELECT image FROM"
                        + " remediation_good_images WHERE service = ?1 ORDER BY at DESC, rowid DESC LIMIT ?2)")) {
            delete.setString(1, run.service());
            delete.setInt(2, PINNED);
            delete.executeUpdate();
        }
    }
}
