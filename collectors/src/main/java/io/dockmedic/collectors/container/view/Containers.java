package io.dockmedic.collectors.container.view;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All containers of the engine. The watch keeps it up to date; safe for use by several threads. */
public final class Containers {
    private final Map<String, Sighting> byId = new ConcurrentHashMap<>();
    private volatile boolean whole;

    /** It was looked at. */
    public void saw(Sighting sighting) {
        byId.put(sighting.container().id(), sighting);
    }

    /** The engine does not have it any more. */
    public void gone(String id) {
        byId.remove(id);
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
