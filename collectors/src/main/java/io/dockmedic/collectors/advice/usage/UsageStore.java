package io.dockmedic.collectors.advice.usage;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.Tables;
import io.vertx.core.Future;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What services used, in the journal: one row for each service and day. */
public final class UsageStore {
    /** The tables it needs. */
    public static final Tables TABLES = new Tables(
            "advice",
            List.of("""
                    CREATE TABLE advice_usage (
                        project TEXT NOT NULL, name TEXT NOT NULL, number TEXT NOT NULL, day INTEGER NOT NULL,
                        usage TEXT NOT NULL, PRIMARY KEY (project, name, number, day))
                    """),
            List.of(new Tables.Retained("advice_usage", "day * 86400000", "1", Duration.ofDays(1))));

    private final Journal journal;

    public UsageStore(Journal journal) {
        this.journal = journal;
    }

    /** From that day on. A row of another version is left out. */
    Future<Map<ServiceDay, Day>> load(long from) {
        return journal.read(connection -> {
            Map<ServiceDay, Day> all = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT project, name, number, day, usage FROM advice_usage WHERE day >= ?")) {
                statement.setLong(1, from);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        ServiceDay of = ServiceDay.of(
                                rows.getString(1), rows.getString(2), rows.getString(3), rows.getLong(4));
                        try {
                            all.put(of, Day.read(rows.getString(5)));
                        } catch (IllegalArgumentException another) {
                            // Another version wrote it; a day less is known.
                        }
                    }
                }
            }
            return all;
        });
    }

    /**
     * What is wanted of each service, from that day on, by name. Asked for on a thread of the journal, and only one
     * service's days are in memory at a time.
     *
     * @param newer days that count in place of the rows of the same days, as {@link Day#text} wrote them
     */
    <T> Future<List<T>> weeks(long from, Map<ServiceDay, String> newer, Function<ServiceUsage, T> wanted) {
        return journal.read(connection -> {
            Weeks<T> weeks = new Weeks<>(newer, wanted);
            try (PreparedStatement statement = connection.prepareStatement("SELECT project, name, number, day, usage"
                    + " FROM advice_usage WHERE day >= ? ORDER BY project, name, number, day")) {
                statement.setLong(1, from);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        weeks.row(ServiceDay.of(
                                rows.getString(1), rows.getString(2), rows.getString(3), rows.getLong(4)),
                                rows.getString(5));
                    }
                }
            }
            return weeks.end();
        });
    }

    /**
     * Keeps those days, in place of what was kept of them, and forgets the oldest.
     *
     * @param days   as {@link Day#text} wrote them
     * @param oldest that stays
     */
    Future<Void> save(Map<ServiceDay, String> days, long oldest) {
        return journal.write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT OR REPLACE INTO advice_usage (project, name, number, day, usage) VALUES (?, ?, ?, ?, ?)");
                    PreparedStatement delete = connection.prepareStatement("DELETE FROM advice_usage WHERE day < ?")) {
                for (Map.Entry<ServiceDay, String> one : days.entrySet()) {
                    insert.setString(1, one.getKey().service().project());
                    insert.setString(2, one.getKey().service().name());
                    insert.setString(3, one.getKey().service().number());
                    insert.setLong(4, one.getKey().day());
                    insert.setString(5, one.getValue());
                    insert.executeUpdate();
                }
                delete.setLong(1, oldest);
                delete.executeUpdate();
            }
            return true;
        }).mapEmpty();
    }
}
