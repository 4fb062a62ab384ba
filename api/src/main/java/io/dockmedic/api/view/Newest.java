package io.dockmedic.api.view;

import io.dockmedic.rules.incident.Incident;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes incidents, the newest first, as there is room for them: whole at first, then without what is between the first and the
 * last event. For one thread at a time.
 */
final class Newest {
    private final long heaviest;
    private final List<Incident> taken = new ArrayList<>();
    private long weight;

    /** @param heaviest so many bytes, by estimate, may all of them weigh */
    Newest(long heaviest) {
        this.heaviest = heaviest;
    }

    /** Takes it if there is room for it, and says whether; for the first there always is. */
    boolean take(Incident incident) {
        if (fits(incident)) {
            add(incident);
            return true;
        }
        Incident thinned = incident.thinned();
        boolean takes = taken.isEmpty() || fits(thinned);
        if (takes) {
            add(thinned);
        }
        return takes;
    }

    /** Takes it in any case. */
    void takeAnyway(Incident incident) {
        if (!take(incident)) {
            add(incident.thinned());
        }
    }

    List<Incident> taken() {
        return taken;
    }

    private boolean fits(Incident incident) {
        return weight + Weight.of(incident) <= heaviest;
    }

    private void add(Incident incident) {
        taken.add(incident);
        weight += Weight.of(incident);
    }
}
