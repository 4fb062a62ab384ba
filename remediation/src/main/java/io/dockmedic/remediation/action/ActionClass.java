package io.dockmedic.remediation.action;

/** How much an action may cost when it is wrong. */
public enum ActionClass {
    /** Without asking. */
    SAFE,
    /** Within ceilings, switched on by the owner. */
    CAREFUL,
    /** Only by approval. */
    DESTRUCTIVE
}
