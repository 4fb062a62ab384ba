package io.dockmedic.remediation.record;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.remediation.decide.storm.Storm;
import io.dockmedic.remediation.remark.Remark;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages on their way, and what receivers were told of, in the journal. Futures fail as the journal's do. */
public final class DeliveryRecords {
    /** State of a message that its receiver was not told. */
    public static final String GIVEN_UP = "given_up";

    /** State of a message of which others were told in the place of its receiver. */
    public static final String HANDED_ON = "handed_on";

    private final Journal journal;

    public DeliveryRecords(Journal journal) {
        this.journal = journal;
    }

    /**
     * Writes messages to be sent; one whose key is known already stays as it is. With those that are new, what their receivers
     * were told of. Answers how many were new.
     */
    public Future<Integer> post(List<Delivery> deliveries, List<Page> pages) {
        return deliveries.isEmpty()
                ? Future.succeededFuture(0)
                : journal.write(connection -> post(connection, deliveries, pages));
    }

    /** The same of messages about a storm, and how it stands with what was told of it: both or neither. */
    public Future<Integer> told(StormRecord told, List<Delivery> deliveries, List<Page> pages) {
        return journal.write(connection -> {
            BrakeRecords.save(connection, told);
            return post(connection, deliveries, pages);
        });
    }

    /** The same of messages that a storm is over, and that it is: both or neither. */
    public Future<Integer> over(Storm storm, Instant at, List<Delivery> deliveries, List<Page> pages) {
        return journal.write(connection -> {
            BrakeRecords.over(connection, storm, at);
            return post(connection, deliveries, pages);
        });
    }

    private static int post(Connection connection, List<Delivery> deliveries, List<Page> pages) throws SQLException {
        int added = 0;
        for (Delivery delivery : deliveries) {
            added += Sql.run(connection, "INSERT OR IGNORE INTO remediation_deliveries VALUES (?,?,?,?,?,?,?,?)",
                    delivery.key(), delivery.receiver(), delivery.at(), delivery.body(), "pending", 0, null, "");
        }
        for (Page page : added == 0 ? List.<Page>of() : pages) {
            Sql.run(connection, "INSERT OR REPLACE INTO remediation_pages VALUES (?,?,?,?,?,?,?,?)",
                    page.about(), page.receiver(), page.key(), incidents(page),
                    page.since(), page.last(), page.times(), page.body());
        }
        return added;
    }

    /** Writes of which incidents receivers are still to hear as part of these. */
    public Future<Void> narrowed(List<Page> pages) {
        return journal.write(connection -> {
            int changed = 0;
            for (Page page : pages) {
                changed += Sql.run(connection,
                        "UPDATE remediation_pages SET incidents = ? WHERE about = ? AND receiver = ?",
                        incidents(page), page.about(), page.receiver());
            }
            return changed;
        }).mapEmpty();
    }

    private static String incidents(Page page) {
        return new JsonArray(page.incidents()).encode();
    }

    /**
     * Writes what came of a message: it was taken, or given up.
     *
     * @param page of what it tells, with when that was; empty where that is not to be written
     */
    public Future<Void> delivered(Delivery delivery, String state, int attempts, String detail, Instant at,
            Optional<Page> page) {
        return journal.write(connection -> {
            if (page.isPresent()) {
                Sql.run(connection,
                        "UPDATE remediation_pages SET last = ? WHERE about = ? AND receiver = ? AND key = ?",
                        page.get().last(), page.get().about(), page.get().receiver(), page.get().key());
            }
            return Sql.run(connection,
                    "UPDATE remediation_deliveries SET state = ?, attempts = ?, detail = ?, ended = ?"
                            + " WHERE key = ? AND receiver = ?",
                    state, attempts, detail, at, delivery.key(), delivery.receiver());
        }).mapEmpty();
    }

    /** Forgets who was told of an incident or a storm. */
    public Future<Void> forget(String about) {
        return journal.write(connection -> Sql.run(connection, "DELETE FROM remediation_pages WHERE about = ?", about))
                .mapEmpty();
    }

    /**
     * What became of a message to a receiver.
     *
     * @param kind  what it says: {@code escalation}, {@code resolved}, …
     * @param state {@code pending}, {@code delivered}, {@link #GIVEN_UP} or {@link #HANDED_ON}
     * @param ended when that was so; null while it is on its way
     */
    public record Told(String receiver, Instant at, String kind, String state, int attempts, @Nullable Instant ended,
            String detail) {}

    /** The last hundred messages about an incident, the oldest first: whom they were for, and whether those took them. */
    public Future<List<Told>> about(String incident) {
        return journal.read(connection -> Sql.list(connection, "SELECT receiver, at, state, attempts, ended, detail,"
                + " coalesce(json_extract(body, '$.kind'), '') AS kind FROM remediation_deliveries"
                + " WHERE json_extract(body, '$.incident.id') = ? OR json_extract(body, '$.act.incident') = ?"
                + " OR (json_extract(body, '$.held') IS NOT NULL AND instr(body, ?) > 0) ORDER BY at DESC, rowid DESC LIMIT 100",
                row -> new Told(row.getString("receiver"), Sql.instant(row, "at"), row.getString("kind"),
                        row.getString("state"), row.getInt("attempts"),
                        Sql.optional(row, "ended"), row.getString("detail")),
                incident, incident, '"' + incident + '"').reversed());
    }

    private record Dead(DeadLetter letter, Instant written, Instant ended) {
        boolean answered(Said said) {
            return letter.incidents().contains(said.incident())
                    && (said.knows() || !said.at().isBefore(ended) || (said.ack() && !said.at().isBefore(written)));
        }
    }

    /** @param knows whether it is that somebody knows of the incident as it is now */
    private record Said(String incident, Instant at, boolean ack, boolean knows) {
        static Said of(ResultSet row) throws SQLException {
            Remark.Kind kind = Remark.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
            return new Said(row.getString("incident"), Sql.instant(row, "at"), kind == Remark.Kind.ACK,
                    kind.knows() && row.getInt("over") == 0);
        }
    }

    /**
     * Messages that were given up since and for which no person has come, the oldest first; dated now at the latest. Who knows of
     * an incident has, who has acknowledged it since the message was written, and who said anything of it since it was given up.
     */
    public Future<List<DeadLetter>> givenUp(Instant since, Instant now) {
        return journal.read(connection -> {
            List<Optional<Dead>> dead = Sql.list(connection,
                    "SELECT key, receiver, at, body, ended FROM remediation_deliveries WHERE state = ? AND ended > ?"
                            + " ORDER BY ended",
                    row -> dead(row, now), GIVEN_UP, since);
            List<Said> said = dead.isEmpty()
                    ? List.of()
                    : Sql.list(connection, "SELECT incident, at, kind, over FROM remediation_remarks", Said::of);
            return dead.stream()
                    .flatMap(Optional::stream)
                    .filter(one -> said.stream().noneMatch(one::answered))
                    .map(Dead::letter)
                    .toList();
        });
    }

    private static Optional<Dead> dead(ResultSet row, Instant now) throws SQLException {
        Delivery delivery = delivery(row);
        Instant ended = Sql.instant(row, "ended");
        return DeadLetter.of(delivery, earlier(ended, now)).map(letter -> new Dead(letter, delivery.at(), ended));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Messages that were not taken yet, the oldest first. */
    static List<Delivery> waiting(Connection connection) throws SQLException {
        return Sql.list(connection, "SELECT key, receiver, at, body FROM remediation_deliveries WHERE state = ?"
                + " ORDER BY rowid", DeliveryRecords::delivery, "pending");
    }

    /** What receivers were told of that is not over. */
    static List<Page> pages(Connection connection) throws SQLException {
        return Sql.list(connection, "SELECT * FROM remediation_pages ORDER BY since", DeliveryRecords::page);
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(row.getString("key"), row.getString("receiver"), Sql.instant(row, "at"),
                row.getString("body"));
    }

    private static Page page(ResultSet row) throws SQLException {
        List<String> incidents = new JsonArray(row.getString("incidents")).stream().map(String::valueOf).toList();
        return new Page(row.getString("about"), row.getString("receiver"), row.getString("key"), incidents,
                Sql.instant(row, "since"), Sql.instant(row, "last"), row.getInt("times"), row.getString("body"));
    }
}
