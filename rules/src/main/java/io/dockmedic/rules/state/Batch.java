package io.dockmedic.rules.state;

import io.dockmedic.rules.engine.KeyId;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.engine.Outcome;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is to be written next: the last word on each key and each incident. Bounded, oldest incidents go first. */
final class Batch {
    private static final int MOST_INCIDENTS = 20_000;

    private final Map<KeyId, Optional<KeyState>> states = new LinkedHashMap<>();
    private final Map<String, Incident> incidents = new LinkedHashMap<>();

    void add(Outcome outcome) {
        for (IncidentChange change : outcome.changes()) {
            put(change.incident());
        }
        outcome.states().forEach((id, state) -> {
            states.put(id, state);
            state.map(KeyState::incident).ifPresent(this::put);
        });
    }

    /** Adds what is newer: its word counts. */
    void addAll(Batch newer) {
        states.putAll(newer.states);
        newer.incidents.values().forEach(this::put);
    }

    Map<KeyId, Optional<KeyState>> states() {
        return states;
    }

    Map<String, Incident> incidents() {
        return incidents;
    }

    private void put(Incident incident) {
        incidents.put(incident.id(), incident);
        if (incidents.size() > MOST_INCIDENTS) {
            incidents.remove(incidents.keySet().iterator().next());
        }
    }
}
