package io.dockmedic.rules.engine;

import io.dockmedic.rules.incident.IncidentChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of an event, a deadline or a reload. To be written down as a whole before anybody is told.
 *
 * @param changes of incidents, in order
 * @param states  what is remembered now of each key that changed; empty when nothing is
 */
public record Outcome(List<IncidentChange> changes, Map<KeyId, Optional<KeyState>> states) {
    public Outcome {
        changes = List.copyOf(changes);
        states = Map.copyOf(states);
    }

    /** Whether there is anything to write or tell. */
    public boolean isEmpty() {
        return changes.isEmpty() && states.isEmpty();
    }

    /** Collects one. */
    static final class Builder {
        private final List<IncidentChange> changes = new ArrayList<>();
        private final Map<KeyId, Optional<KeyState>> states = new LinkedHashMap<>();

        void change(IncidentChange change) {
            changes.add(change);
        }

        void state(KeyId id, Optional<KeyState> state) {
            states.put(id, state);
        }

        Outcome build() {
            return new Outcome(changes, states);
        }
    }
}
