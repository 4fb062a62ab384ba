package io.dockmedic.collectors.base.health;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What works and what does not, as each part last said. One instance a process, handed to every stage. Safe for use
 * by several threads.
 */
public final class Health {
    /** {@code DEGRADED}: watching goes on but something promised is missing. {@code DOWN}: it does nothing. */
    public enum Status {
        UP, DEGRADED, DOWN
    }

    /** @param reason for a person; empty when there is nothing to say */
    public record Part(Status status, String reason) {}

    private final Map<String, Part> parts = new ConcurrentHashMap<>();

    /** Says how {@code part} is, replacing what it said before. */
    public void say(String part, Status status, String reason) {
        parts.put(part, new Part(status, reason));
    }

    /** Everything said, by part name in order. */
    public Map<String, Part> parts() {
        return new TreeMap<>(parts);
    }
}
