package io.dockmedic.rules.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.rules.engine.KeyId;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.rule.Rule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
                "INSERT OR REPLACE INTO rules_state (rule, temporal, key, json) VALUES (?, ?, ?, ?)");
                PreparedStatement delete = connection.prepareStatement(
                        "DELETE FROM rules_state WHERE rule = ? AND temporal = ? AND key = ?")) {
            for (Map.Entry<KeyId, Optional<KeyState>> entry : batch.states().entrySet()) {
                if (entry.getValue().isPresent()) {
                    name(upsert, entry.getKey());
                    upsert.setString(4, json.write(StoredKey.of(entry.getValue().get())));
                    upsert.executeUpdate();
                } else {
                    name(delete, entry.getKey());
                    delete.executeUpdate();
                }
            }
        }
        return batch.incidents().size() + batch.states().size();
    }

    /** What cannot be read is left out and said: better one key forgotten than no start. */
    Map<KeyId, KeyState> read(Connection connection, List<Rule> rules) throws SQLException {
        Map<String, Rule> byName = new HashMap<>();
        rules.forEach(rule -> byName.put(rule.name(), rule));
        Map<KeyId, KeyState> states = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT s.rule, s.temporal, s.key, s.json, i.json FROM rules_state s"
                        + " LEFT JOIN rules_incident i ON i.id = json_extract(s.json, '$.incident')");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                KeyId id = new KeyId(row.getString(1), row.getString(2), row.getString(3));
                try {
                    states.put(id, state(id, row.getString(4), row.getString(5), byName.get(id.rule())));
                } catch (JsonProcessingException e) {
                    LOG.atWarn()
                            .addKeyValue("rule", id.rule())
                            .addKeyValue("key", id.key())
                            .addKeyValue("reason", e.getOriginalMessage())
                            .log("State of a key cannot be read and is dropped");
                }
            }
        }
        return states;
    }

    private KeyState state(KeyId id, String stateJson, @Nullable String incidentJson, @Nullable Rule rule)
            throws JsonProcessingException {
        StoredKey stored = json.read(stateJson, StoredKey.class);
        JsonNode operator = stored.operator();
        Object operatorState = null;
        if (rule != null && rule.temporal().equals(id.temporal()) && operator != null && !operator.isNull()) {
            operatorState = json.convert(operator, rule.operator().stateType());
        }
        return stored.state(operatorState, incidentJson == null ? null : json.read(incidentJson, Incident.class));
    }

    private static void name(PreparedStatement statement, KeyId id) throws SQLException {
        statement.setString(1, id.rule());
        statement.setString(2, id.temporal());
        statement.setString(3, id.key());
    }
}
