package io.dockmedic.rules.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dockmedic.rules.engine.KeyId;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.rule.Rule;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows of incidents and state. Runs on the journal's threads. */
final class RulesRows {
    private static final Logger LOG = LoggerFactory.getLogger(RulesRows.class);

    /** Rows handed to SQLite together. */
    private static final int BATCH = 500;

    private final IncidentJson json;

    RulesRows(IncidentJson json) {
        this.json = json;
    }

    /** Writes all of the batch, and says how many rows. */
    int write(Connection connection, Batch batch, long at) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "INSERT OR REPLACE INTO rules_incident (id, rule, key, state, at, json) VALUES (?, ?, ?, ?, ?, ?)")) {
            for (Incident incident : batch.incidents().values()) {
                upsert.setString(1, incident.id());
                upsert.setString(2, incident.rule());
                upsert.setString(3, incident.key());
                upsert.setString(4, incident.state().word());
                upsert.setLong(5, at);
                upsert.setString(6, json.write(incident));
                upsert.executeUpdate();
            }
        }
        try (PreparedStatement upsert = connection.prepareStatement(
                "INSERT OR REPLACE INTO rules_state (rule, temporal, key, json) VALUES (?, ?, ?, CAST(? AS TEXT))");
                PreparedStatement delete = connection.prepareStatement(
                        "DELETE FROM rules_state WHERE rule = ? AND temporal = ? AND key = ?")) {
            List<Map.Entry<KeyId, Optional<KeyState>>> entries = new ArrayList<>(batch.states().entrySet());
            // As the table has them: many at once then go into each page together.
            int waiting = 0;
            entries.sort(Map.Entry.comparingByKey());
            for (Map.Entry<KeyId, Optional<KeyState>> entry : entries) {
                if (entry.getValue().isPresent()) {
                    name(upsert, entry.getKey());
                    upsert.setBytes(4, json.bytes(entry.getValue().get()));
                    upsert.addBatch();
                    if (++waiting == BATCH) {
                        upsert.executeBatch();
                        waiting = 0;
                    }
                } else {
                    name(delete, entry.getKey());
                    delete.executeUpdate();
                }
            }
            upsert.executeBatch();
        }
        return batch.incidents().size() + batch.states().size();
    }

    /** What cannot be read is left out and said: better one key forgotten than no start. */
    Map<KeyId, KeyState> read(Connection connection, List<Rule> rules) throws SQLException {
        Map<String, Rule> byName = new HashMap<>();
        rules.forEach(rule -> byName.put(rule.name(), rule));
        Map<KeyId, KeyState> states = new HashMap<>();
        for (KeyId first = next(connection, "", ""); first != null; first = next(connection, first.rule(),
                first.temporal())) {
            Rule named = byName.get(first.rule());
            Rule rule = named != null && named.temporal().equals(first.temporal()) ? named : null;
            // The rule's very texts, for all its keys: they are compared with them again and again.
            read(connection, rule == null ? first : new KeyId(rule.name(), rule.temporal(), ""),
                    rule == null ? null : rule.operator().stateType(), states);
        }
        return states;
    }

    /** The first key of the rule after this one, as it meant something; null for none. Goes by the index. */
    private static @Nullable KeyId next(Connection connection, String rule, String temporal) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT rule, temporal, key FROM rules_state"
                + " WHERE (rule, temporal) > (?, ?) ORDER BY rule, temporal LIMIT 1")) {
            select.setString(1, rule);
            select.setString(2, temporal);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new KeyId(row.getString(1), row.getString(2), row.getString(3)) : null;
            }
        }
    }

    /** All keys of one rule. */
    private void read(Connection connection, KeyId first, @Nullable Class<?> operatorType,
            Map<KeyId, KeyState> states) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT key, json FROM rules_state WHERE rule = ? AND temporal = ?");
                PreparedStatement incident = connection.prepareStatement(
                        "SELECT json FROM rules_incident WHERE id = ?")) {
            select.setString(1, first.rule());
            select.setString(2, first.temporal());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    KeyId id = new KeyId(first.rule(), first.temporal(), row.getString(1));
                    try {
                        StoredKey stored = StoredKey.read(row.getBytes(2), operatorType, json);
                        states.put(id, stored.state(incident(incident, stored.incident())));
                    } catch (IOException e) {
                        LOG.atWarn()
                                .addKeyValue("rule", id.rule())
                                .addKeyValue("key", id.key())
                                .addKeyValue("reason", e instanceof JsonProcessingException json
                                        ? json.getOriginalMessage()
                                        : e.getMessage())
                                .log("State of a key cannot be read and is dropped");
                    }
                }
            }
        }
    }

    private @Nullable Incident incident(PreparedStatement select, @Nullable String id)
            throws SQLException, IOException {
        if (id == null) {
            return null;
        }
        select.setString(1, id);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? json.read(row.getBytes(1), Incident.class) : null;
        }
    }

    private static void name(PreparedStatement statement, KeyId id) throws SQLException {
        statement.setString(1, id.rule());
        statement.setString(2, id.temporal());
        statement.setString(3, id.key());
    }
}
