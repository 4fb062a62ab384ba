package io.dockmedic.collectors.event;

import java.util.Locale;

/** Who started a container. */
public enum StartCause {
    /** The engine's restart policy, or the engine coming back. */
    ENGINE,
    /** Dockmedic. */
    OURS,
    /** A person, Compose, another program. */
    FOREIGN,
    /** It was running when we looked. */
    FOUND;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As rules, logs and metric labels write it. */
    public String word() {
        return word;
    }
}
