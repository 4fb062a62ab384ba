package io.dockmedic.collectors.event;

import java.util.Locale;

/** Whether a container can still reach a GPU that it was given and that the host has. */
public enum GpuAccess {
    /** It can. */
    OK,
    /**
     * It may open it no more, and something in it has it open still, or that is not known: what works goes on, and nothing that
     * begins in it gets the GPU.
     */
    HELD,
    /** It may open it no more, and nothing in it is seen to use it. */
    LOST,
    /** It could not be asked, or what it says may have other causes. */
    UNKNOWN;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As rules and metric labels write it. */
    public String word() {
        return word;
    }
}
