package io.dockmedic.remediation.action.limits;

/** What is to become of a limit. */
sealed interface Plan {
    /** It is to be set; to what it is already where that was not tried yet. */
    record Set(Limit now, Change change) implements Plan {}

    /** It stays as it is; {@code why}, for a person. */
    record Stay(String why) implements Plan {}

    /**
     * @param now     the limit as it is
     * @param first   as it was before the first of our raises that is still in place
     * @param untried it was raised, and its container has not run since
     */
    static Plan of(LimitsSettings settings, Limit now, Limit first, boolean untried) {
        if (now.bytes() == 0) {
            return new Stay("it has no memory limit: there is none to raise");
        }
        if (untried) {
            return new Set(now, new Change(first, now, settings.calm()));
        }
        long wanted = settings.memory().from(now.bytes());
        if (wanted <= now.bytes()) {
            return new Stay("its memory limit is " + now.words() + " already: the rule asks for "
                    + settings.memory().words());
        }
        Limit to = now.raised(Math.min(wanted, settings.ceiling().from(first.bytes())));
        // Less than a tenth is not worth the trouble, unless it is all that was asked for.
        long least = Math.min(wanted - now.bytes(), now.bytes() / 10);
        return to.bytes() - now.bytes() < least
                ? new Stay("the ceiling is reached: its memory limit is " + now.words() + ", was "
                        + first.words() + " at first, and may become " + settings.ceiling().words()
                        + ". If it needs more: " + now.raised(wanted).compose(first) + " in Compose")
                : new Set(now, new Change(first, to, settings.calm()));
    }
}
