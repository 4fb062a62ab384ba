package io.dockmedic.remediation.action.recreate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was asked of the engine last, and how often it refused that: so that it is known when asking on is in vain. */
final class Tries {
    private static final int MOST_REFUSALS = 20;
    private static final int ONCE_MORE = 5;

    private @Nullable Move unanswered;
    private Instant answeredBy = Instant.MIN;
    /** Why a call was refused that may have done something all the same. */
    private String said = "";
    private @Nullable Move last;
    private @Nullable Move tried;
    private int refusals;
    private int onceMore;
    private @Nullable Instant joinsUntil;

    /** Whether it was asked for, not answered, and may yet show. */
    boolean mayShow(Move move, Instant now) {
        return move.equals(unanswered) && now.isBefore(answeredBy);
    }

    /** Whether it was asked for just now, and is to be done still. */
    boolean inVain(Move move) {
        boolean again = move.equals(unanswered) || move.equals(last);
        unanswered = null;
        return again;
    }

    /** What is asked for again, has not been done. */
    void undone() {
        last = null;
    }

    /** Why what was asked for in vain is given up. */
    String inVainWords(Move move) {
        return said.isEmpty()
                ? "the engine did not do what it was asked for: " + move.getClass().getSimpleName()
                : move.word() + " was refused: " + said;
    }

    /** It is being asked for. */
    void tries(Move move) {
        refusals = move.equals(tried) ? refusals : 0;
        tried = move;
    }

    /** The engine says that it did it. */
    void done(Move move) {
        last = move;
    }

    /** The engine failed at it, and may do it all the same. */
    void failed(String message) {
        said = message;
    }

    /** What it did shows by then, or not at all. */
    void unanswered(Move move, Instant by) {
        unanswered = move;
        answeredBy = by;
    }

    /** Whether it was refused too often by now. */
    boolean refusedTooOften() {
        refusals++;
        return refusals > MOST_REFUSALS;
    }

    /** Whether what the engine failed at may be asked for again before all is put back. */
    boolean mayBeAskedOnceMore() {
        onceMore++;
        return onceMore <= ONCE_MORE;
    }

    /** Whether a network may still come up that is to be joined, since it was first not there. */
    boolean mayJoinUntil(Instant first, Instant now) {
        joinsUntil = joinsUntil == null ? first : joinsUntil;
        return now.isBefore(joinsUntil);
    }

    /** The engine was not there to refuse it. */
    void doesNotCount() {
        refusals--;
    }
}
