package io.dockmedic.api.view;

import io.dockmedic.rules.incident.Incident;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes incidents, the newest first, as there is room for them: whole at first, then without what is between the first and the
 * last event, as are, for that, those taken before, the oldest of them first. For one thread at a time.
 */
final class Newest {
    private final long heaviest;
    private final List<Incident> taken = new ArrayList<>();
    private long weight;
    /** So many of those taken, the first, were taken whole and are not thinned. */
    private int whole;

    /** @param heaviest so many bytes, by estimate, may all of them weigh */
    Newest(long heaviest) {
        this.heaviest = heaviest;
    }

    /** Takes it if there is room for it, and says whether; for the first there always is. */
    boolean take(Incident incident) {
        if (whole == taken.size() && fits(incident)) {
            add(incident);
            whole++;
            return true;
        }
        Incident thinned = incident.thinned();
        while (whole > 1 && !fits(thinned)) {
            thinOne();
        }
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

    private void thinOne() {
        whole--;
        Incident before = taken.get(whole);
        Incident thinned = before.thinned();
        weight += Weight.of(thinned) - Weight.of(before);
        taken.set(whole, thinned);
    }

    private void add(Incident incident) {
        taken.add(incident);
        weight += Weight.of(incident);
    }
}
