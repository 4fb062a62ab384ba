package io.dockmedic.remediation.decide;

/** Whose containers may be healed, as the configuration's {@code heal} says. */
public enum HealMode {
    /** Those whose labels consent. */
    LABELLED,
    /** All but those whose labels refuse. */
    ALL,
    /** None. */
    NONE
}
