package io.dockmedic.remediation.record;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.brake.Switch;
import io.dockmedic.remediation.decide.storm.Storm;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.sql.Connection;
import java.util.List;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What holds up acts, in the journal. Futures fail as the journal's do. */
public final class BrakeRecords {
    private final Journal journal;

    public BrakeRecords(Journal journal) {
        this.journal = journal;
    }

    /** Writes what a person has set. */
    public Future<Void> save(Switch one) {
        return journal.write(connection -> save(connection, one, "")).mapEmpty();
    }

    /** Writes that it ends at another time, and who had it so. */
    public Future<Void> extended(Switch one, String by) {
        return journal.write(connection -> save(connection, one, by)).mapEmpty();
    }

    private static int save(Connection connection, Switch one, String extendedBy) throws SQLException {
        return Sql.run(connection, """
                INSERT OR REPLACE INTO remediation_switches(
                  id, kind, services, since, until, reason, author, extended_by) VALUES (?,?,?,?,?,?,?,?)""",
                one.id(), one.kind().word(), one.services().text(), one.since(), one.until(), one.reason(), one.by(),
                extendedBy);
    }

    /** Writes what a person has set, and that it takes the place of others: both or neither. */
    public Future<Void> save(Switch one, List<Switch> replaced) {
        return journal.write(connection -> {
            for (Switch old : replaced) {
                ended(connection, old, one.since(), one.by());
            }
            return save(connection, one, "");
        }).mapEmpty();
    }

    /**
     * Writes that something a person had set holds no longer.
     *
     * @param by who ended it; empty when nobody did
     */
    public Future<Void> ended(Switch one, Instant at, String by) {
        return journal.write(connection -> ended(connection, one, at, by)).mapEmpty();
    }

    private static int ended(Connection connection, Switch one, Instant at, String by) throws SQLException {
        return Sql.run(connection, "UPDATE remediation_switches SET ended = ?, ended_by = ? WHERE id = ?", at, by,
                one.id());
    }

    /** Writes how a storm stands, and that others have become part of it: both or neither. */
    public Future<Void> save(StormRecord of, List<Storm> tookIn, Instant at) {
        return journal.write(connection -> {
            for (Storm one : tookIn) {
                over(connection, one, at);
            }
            return save(connection, of);
        }).mapEmpty();
    }

    static int save(Connection connection, StormRecord of) throws SQLException {
        Storm storm = of.storm();
        return Sql.run(connection, "INSERT OR REPLACE INTO remediation_storms VALUES (?,?,?,?,?,?,?,?)",
                storm.id(), storm.image(), storm.since(), storm.last(), texts(storm.services()), storm.why(),
                texts(of.told()), null);
    }

    /** Writes that a storm is over of which nobody hears. */
    public Future<Void> over(Storm storm, Instant at) {
        return journal.write(connection -> over(connection, storm, at)).mapEmpty();
    }

    static int over(Connection connection, Storm storm, Instant at) throws SQLException {
        return Sql.run(connection, "UPDATE remediation_storms SET ended = ? WHERE id = ?", at, storm.id());
    }

    /**
     * What has no end yet. What a person set may have run out meanwhile.
     *
     * @param since storms that have ended since then are in it too
     */
    public Future<BrakeHistory> load(Instant since) {
        return journal.read(connection -> new BrakeHistory(
                Sql.list(connection, "SELECT * FROM remediation_switches WHERE ended IS NULL ORDER BY since",
                        BrakeRecords::one),
                Sql.list(connection, "SELECT * FROM remediation_storms WHERE ended IS NULL ORDER BY since",
                        BrakeRecords::storm),
                Sql.list(connection, "SELECT * FROM remediation_storms WHERE ended >= ? ORDER BY since",
                        row -> new StormEnd(storm(row).storm(), Sql.instant(row, "ended")), since)));
    }

    private static Switch one(ResultSet row) throws SQLException {
        return new Switch(row.getString("id"), Switch.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                new ServicePattern(row.getString("services")), Sql.instant(row, "since"), Sql.optional(row, "until"),
                row.getString("reason"), row.getString("author"));
    }

    private static StormRecord storm(ResultSet row) throws SQLException {
        return new StormRecord(
                new Storm(row.getString("id"), row.getString("image"), Sql.instant(row, "since"),
                        Sql.instant(row, "last"), texts(row.getString("services")), row.getString("why")),
                texts(row.getString("told")));
    }

    private static String texts(Collection<String> all) {
        return new JsonArray(new TreeSet<>(all).stream().toList()).encode();
    }

    private static Set<String> texts(String json) {
        return new JsonArray(json).stream().map(String::valueOf).collect(Collectors.toSet());
    }
}
