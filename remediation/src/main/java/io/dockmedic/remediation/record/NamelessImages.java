package io.dockmedic.remediation.record;

import io.dockmedic.collectors.base.journal.Journal;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Since when images are seen to which no name leads and which no container has, in the journal. The engine does not say when
 * an image came or lost its name, and its own time is that of its build, wherever that was. Futures fail as the journal's do.
 */
public final class NamelessImages {
    /** What was not looked at for longer may have been used meanwhile, and counts from anew. */
    public static final Duration UNWATCHED = Duration.ofDays(1);

    private final Journal journal;

    public NamelessImages(Journal journal) {
        this.journal = journal;
    }

    /**
     * Writes which there are now, by their ids: those of before that are not among them are used, named or gone.
     *
     * @return since when each of them is seen so, without a gap
     */
    public Future<Map<String, Instant>> seen(Set<String> images, Instant now) {
        return journal.write(connection -> {
            Map<String, Instant> since = new HashMap<>();
            for (Row row : rows(connection)) {
                if (!images.contains(row.image())) {
                    Sql.run(connection, "DELETE FROM remediation_nameless_images WHERE image = ?", row.image());
                } else if (!row.seen().plus(UNWATCHED).isBefore(now)) {
                    since.put(row.image(), row.since());
                }
            }
            for (String image : images) {
                Sql.run(connection, "INSERT OR REPLACE INTO remediation_nameless_images VALUES (?,?,?)", image,
                        since.computeIfAbsent(image, fresh -> now), now);
            }
            return Map.copyOf(since);
        });
    }

    /** It is used: should it be left again, it counts from then. */
    public Future<Void> used(String image) {
        return journal.write(connection -> Sql.run(connection,
                "DELETE FROM remediation_nameless_images WHERE image = ?", image)).mapEmpty();
    }

    private record Row(String image, Instant since, Instant seen) {}

    private static List<Row> rows(Connection connection) throws SQLException {
        return Sql.list(connection, "SELECT * FROM remediation_nameless_images",
                row -> new Row(row.getString("image"), Sql.instant(row, "since"), Sql.instant(row, "seen")));
    }
}
