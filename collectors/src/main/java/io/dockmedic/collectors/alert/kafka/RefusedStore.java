package io.dockmedic.collectors.alert.kafka;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.Tables;
import io.vertx.core.Future;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What could not be taken, in the journal: where it lies and why, not what it says. */
public final class RefusedStore {
    /** The table it needs. */
    public static final Tables TABLES = new Tables(
            "kafka",
            List.of("""
                    CREATE TABLE kafka_refused (
                        topic TEXT NOT NULL, part INTEGER NOT NULL, place INTEGER NOT NULL, at INTEGER NOT NULL,
                        kind TEXT NOT NULL, why TEXT NOT NULL, put_aside INTEGER NOT NULL,
                        PRIMARY KEY (topic, part, place))
                    """),
            List.of(new Tables.Retained("kafka_refused", "at", "1", Duration.ZERO)));

    /** A topic full of what is none must not fill the journal. */
    private static final int MOST = 10_000;

    private final Journal journal;

    public RefusedStore(Journal journal) {
        this.journal = journal;
    }

    /** Keeps it; the same again changes nothing. The oldest go when they are very many. */
    Future<Void> add(List<Refused> refused, List<Boolean> putAside, Instant now) {
        if (refused.isEmpty()) {
            return Future.succeededFuture();
        }
        return journal.write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT OR REPLACE INTO kafka_refused VALUES (?, ?, ?, ?, ?, ?, ?)");
                    PreparedStatement trim = connection.prepareStatement("DELETE FROM kafka_refused WHERE rowid <="
                            + " (SELECT MAX(rowid) FROM kafka_refused) - " + MOST)) {
                for (int index = 0; index < refused.size(); index++) {
                    Refused one = refused.get(index);
                    insert.setString(1, one.letter().topic());
                    insert.setInt(2, one.letter().partition());
                    insert.setLong(3, one.letter().offset());
                    insert.setLong(4, now.toEpochMilli());
                    insert.setString(5, one.kind());
                    insert.setString(6, one.why());
                    insert.setBoolean(7, putAside.get(index));
                    insert.addBatch();
                }
                insert.executeBatch();
                trim.executeUpdate();
                return true;
            }
        }).mapEmpty();
    }
}
