package io.dockmedic.rules.engine;

import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.IncidentChange.What;
import java.util.ArrayList;
import java.util.HashMap;
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
    static final Outcome NOTHING = new Outcome(List.of(), Map.of());

    public Outcome {
        changes = List.copyOf(changes);
        states = Map.copyOf(states);
    }

    /** Whether there is anything to write or tell. */
    public boolean isEmpty() {
        return changes.isEmpty() && states.isEmpty();
    }

    /** Collects one. Of most events nothing comes, of most others one change at most and the state of one key. */
    static final class Builder {
        private List<IncidentChange> changes = List.of();
        private Map<KeyId, Optional<KeyState>> states = Map.of();

        void change(IncidentChange change) {
            if (changes.isEmpty()) {
                changes = List.of(change);
                return;
            }
            if (changes.size() == 1) {
                changes = new ArrayList<>(changes);
            }
            changes.add(change);
        }

        boolean tellsNothing() {
            return changes.isEmpty();
        }

        List<IncidentChange> changes() {
            return List.copyOf(changes);
        }

        /**
         * The incident is told as {@code now} wherever it is told of.
         *
         * @return whether those after us hear of it for the first time
         */
        boolean tellsOf(Incident now) {
            boolean first = false;
            List<IncidentChange> told = new ArrayList<>(changes.size());
            for (IncidentChange change : changes) {
                boolean of = change.incident().id().equals(now.id());
                told.add(of ? new IncidentChange(change.what(), now, change.plan()) : change);
                first |= of && (change.what() == What.FIRED || change.what() == What.RESTORED);
            }
            changes = told;
            return first;
        }

        void state(KeyId id, Optional<KeyState> state) {
            if (states.isEmpty() || (states.size() == 1 && states.containsKey(id))) {
                states = Map.of(id, state);
                return;
            }
            if (states.size() == 1) {
                states = new HashMap<>(states);
            }
            states.put(id, state);
        }

        Outcome build() {
            return changes.isEmpty() && states.isEmpty() ? NOTHING : new Outcome(changes, states);
        }
    }
}
