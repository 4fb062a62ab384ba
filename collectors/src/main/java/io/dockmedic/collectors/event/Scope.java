package io.dockmedic.collectors.event;

import java.util.Locale;

/** What of this host something is about that others tell. */
public enum Scope {
    /** One of its containers. */
    CONTAINER,
    /** One of its GPUs. */
    GPU,
    /** The host itself. */
    HOST,
    /** Nothing that is known here. */
    NONE,
    /** It is said to be about another host: nothing is done here because of it. */
    ELSEWHERE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As rules write it. */
    public String word() {
        return word;
    }
}
