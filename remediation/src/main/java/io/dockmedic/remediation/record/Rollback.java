package io.dockmedic.remediation.record;

import java.time.Instant;
import java.util.Locale;

/**
 * A service was taken back from one image to another, or that was begun.
 *
 * @param image full id of the one that failed
 * @param onto  full id of the one on which it ran well
 * @param at    when that was begun last
 * @param act   which did it
 * @param words which images these are, for a person
 * @param hand  how to go on with the newer one by hand
 * @param state what came of it
 * @param tries how often it was begun
 */
public record Rollback(String service, String image, String onto, Instant at, String act, String words, String hand,
        State state, int tries) {
    /** What came of it. */
    public enum State {
        /** It is under way, or not known what came of it. */
        BEGUN,
        /** It was done. */
        DONE,
        /** It was put back for what has nothing to do with the image. */
        UNDONE,
        /** It did not run on that one either, and was put back. */
        FAILED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** One that is about to be begun. */
    public Rollback(String service, String image, String onto, Instant at, String act, String words, String hand) {
        this(service, image, onto, at, act, words, hand, State.BEGUN, 1);
    }
}
