package io.dockmedic.collectors.event;

import java.util.Locale;

/** Where an event comes from. */
public enum Origin {
    /** The engine's event stream. */
    ENGINE,
    /** Found by comparing what the engine has with what we knew. */
    RECONCILE,
    /** Dockmedic about itself, and what it reads from the kernel and from reports. */
    DOCKMEDIC,
    /** Somebody else, who sent it to us. */
    EXTERNAL;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As rules, logs and metric labels write it. */
    public String word() {
        return word;
    }
}
