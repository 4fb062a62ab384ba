package io.dockmedic.collectors.event;

import java.util.Locale;

/** How the network is that a container shares with another one, whose it is. */
public enum SharedNetwork {
    /** It has it. */
    OK,
    /** The other was started since: what it has is what that one had before, on which nothing is reached. A restart joins anew. */
    STALE,
    /** The other does not run. */
    DOWN,
    /** The engine has the other no more, and nothing but another container made in its place can join what came after it. */
    GONE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As rules write it. */
    public String word() {
        return word;
    }
}
