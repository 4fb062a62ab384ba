package io.dockmedic.api.view;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the remedies of incidents stand that are not known, yet or any more: a thousand, and a mebibyte by estimate. The one heard of
 * longest ago is forgotten first. For one thread.
 */
final class EarlyRemedies {
    private static final int MOST = 1000;
    private static final long HEAVIEST = 1L << 20;

    private final Map<String, Record> remedies = new HashMap<>();
    private final Room room = new Room(MOST, HEAVIEST);

    void put(String incidentId, Record snapshot) {
        remedies.put(incidentId, snapshot);
        room.remove(incidentId);
        room.put(incidentId, Weight.ofRemedy(snapshot), false);
        for (Optional<String> oldest = room.toForget(); oldest.isPresent(); oldest = room.toForget()) {
            take(oldest.get());
        }
    }

    /** The last of this incident, which is forgotten with that; null when there is none. */
    @Nullable
    Record take(String incidentId) {
        room.remove(incidentId);
        return remedies.remove(incidentId);
    }
}
