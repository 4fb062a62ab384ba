package io.dockmedic.remediation.action.recreate;

/**
 * What came of the calls so far, as far as it cannot be seen in what the engine has.
 *
 * @param crowded the engine's disk is full: the one of the two that is not to stay goes first, for the room that it takes
 * @param spent   the new one's start was asked for often enough, in vain
 * @param revived the new one was started once more after all else was given up
 * @param removed it was we who removed the old one
 */
record Heard(boolean crowded, boolean spent, boolean revived, boolean removed) {
    /** Nothing so far. */
    static final Heard NOTHING = new Heard(false, false, false, false);

    Heard ofNoRoom() {
        return new Heard(true, spent, revived, removed);
    }

    Heard inVain() {
        return new Heard(crowded, true, revived, removed);
    }

    Heard startedAgain() {
        return new Heard(crowded, spent, true, removed);
    }

    Heard oldRemoved() {
        return new Heard(crowded, spent, revived, true);
    }
}
