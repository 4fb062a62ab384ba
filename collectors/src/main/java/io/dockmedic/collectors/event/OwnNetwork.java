package io.dockmedic.collectors.event;

import java.util.Locale;

/** How a container is on the networks that the engine says it is on. */
public enum OwnNetwork {
    /** Nothing speaks against it. */
    ON,
    /** The kernel has it on one of them no more, and that network's bridge is there: a restart puts it back. */
    OFF,
    /** The same, and the bridge is gone too, or it is not known what the network is: a restart may end it for good. */
    BROKEN;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As rules write it. */
    public String word() {
        return word;
    }
}
