package io.dockmedic.collectors.container.view;

import java.time.Instant;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** All containers of the engine. The watch keeps it up to date; safe for use by several threads. */
public final class Containers {
    /** Of those that are gone. */
    private static final int PAST = 64;

    private final Map<String, Sighting> byId = new ConcurrentHashMap<>();
    private final Deque<Sighting> past = new ConcurrentLinkedDeque<>();
    private volatile boolean whole;

    /** It was looked at. */
    public void saw(Sighting sighting) {
        byId.put(sighting.container().id(), sighting);
    }

    /**
     * The engine does not have it any more.
     *
     * @param now in our own time
     */
    public void gone(String id, Instant now) {
        Sighting last = byId.remove(id);
        if (last != null) {
            past.add(new Sighting(last.container(), last.state(), last.end(),
                    last.endedAt() == null ? now : last.endedAt()));
            if (past.size() > PAST) {
                past.poll();
            }
        }
    }

    /** The last of those that are gone, oldest first, each with when it had ended, in our own time. */
    public List<Sighting> past() {
        return List.copyOf(past);
    }

    /** Every one that the engine has was looked at. */
    public void compared() {
        whole = true;
    }

    /** Whether all were looked at, once since our start: what is not here then is not there. */
    public boolean whole() {
        return whole;
    }

    /** The one with this full id; empty when the engine does not have it. */
    public Optional<Sighting> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All of them, in no order. */
    public Collection<Sighting> all() {
        return List.copyOf(byId.values());
    }
}
