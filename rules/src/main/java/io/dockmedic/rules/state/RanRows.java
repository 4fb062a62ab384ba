package io.dockmedic.rules.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** Since when the rules that run mean what they mean. On the journal's thread. */
final class RanRows {
    private RanRows() {}

    /** These run now, and no others; those that did not run before do so from {@code now} on, in ms. */
    static void replace(Connection connection, Set<String> temporal, long now) throws SQLException {
        Set<String> gone = since(connection, Long.MAX_VALUE);
        gone.removeAll(temporal);
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM rules_ran WHERE temporal = ?")) {
            for (String one : gone) {
                delete.setString(1, one);
                delete.executeUpdate();
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT OR IGNORE INTO rules_ran (temporal, since) VALUES (?, ?)")) {
            insert.setLong(2, now);
            for (String one : temporal) {
                insert.setString(1, one);
                insert.executeUpdate();
            }
        }
    }

    /** Those that did then already, in ms. */
    static Set<String> since(Connection connection, long then) throws SQLException {
        Set<String> ran = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT temporal FROM rules_ran WHERE since <= ?")) {
            select.setLong(1, then);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    ran.add(found.getString(1));
                }
            }
        }
        return ran;
    }
}
