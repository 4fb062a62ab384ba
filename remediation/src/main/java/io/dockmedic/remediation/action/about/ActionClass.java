package io.dockmedic.remediation.action.about;

/** How much an action may cost when it is wrong. */
public enum ActionClass {
    /** Without asking. */
    SAFE,
    /** Switched on by the owner, by name. */
    CAREFUL,
    /** Only by approval. */
    DESTRUCTIVE
}
