package io.dockmedic.testkit.observe;

/**
 * A promise that was broken, and how it shows.
 *
 * @param patient the service; {@code host} for what concerns none
 */
public record Finding(Kind kind, String patient, String text) {
    /** The five ways in which it must never go wrong. */
    public enum Kind {
        /** It should run, does not, and nobody was told. */
        LOST,
        /** Done or told twice. */
        DOUBLED,
        /** Done against what a person or the owner wants. */
        AGAINST_A_PERSON,
        /** More acts than the budget allows. */
        OVER_BUDGET,
        /** Done without a decision that can be read back, or not done without one. */
        UNEXPLAINED
    }

    @Override
    public String toString() {
        return kind + " " + patient + ": " + text;
    }
}
