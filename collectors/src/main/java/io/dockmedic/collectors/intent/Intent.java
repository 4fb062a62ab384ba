package io.dockmedic.collectors.intent;

import java.util.Locale;

/** Who wanted a container to end. */
public enum Intent {
    /** A person, a deployer or Dockmedic asked the engine for it. Never healed. */
    ASKED,
    /** Nobody asked: a fault. */
    NOT_ASKED,
    /** The engine itself was shutting down and took its containers with it. */
    ENGINE_SHUTDOWN,
    /** The evidence was lost. Not healed by default; told, with the gap. */
    UNKNOWN;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As rules, logs and metric labels write it. */
    public String word() {
        return word;
    }
}
