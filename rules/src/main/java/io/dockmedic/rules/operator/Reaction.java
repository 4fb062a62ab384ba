package io.dockmedic.rules.operator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator makes of an event or a deadline.
 *
 * @param does  what the rule does now
 * @param state what to remember; null for nothing
 * @param since events from before this did not contribute
 * @param count how many did; 0 where the operator does not keep count
 */
public record Reaction<S>(Does does, @Nullable S state, Instant since, int count) {
    /** What a rule can do. */
    public enum Does {
        /** The event is no fault: nothing but the state changes, and it may be a reason to resolve. */
        PASS,
        /** The event counts, but nothing comes of it yet. */
        WAIT,
        /** The condition holds but not yet for long enough. */
        PEND,
        /** The rule fires. */
        FIRE,
        /** It is over, pending or firing, without an event that says so. */
        OVER
    }

    /** What every further fault of a key that fires comes to. */
    private static final Reaction<?> FIRES = new Reaction<>(Does.FIRE, null, Instant.MIN, 0);

    public static <S> Reaction<S> passes(@Nullable S state) {
        return new Reaction<>(Does.PASS, state, Instant.MIN, 0);
    }

    public static <S> Reaction<S> waits(@Nullable S state) {
        return new Reaction<>(Does.WAIT, state, Instant.MIN, 0);
    }

    public static <S> Reaction<S> pends(S state) {
        return new Reaction<>(Does.PEND, state, Instant.MIN, 0);
    }

    public static <S> Reaction<S> over() {
        return new Reaction<>(Does.OVER, null, Instant.MIN, 0);
    }

    /** Fires, with nothing to remember. */
    @SuppressWarnings("unchecked")
    public static <S> Reaction<S> fires() {
        return (Reaction<S>) FIRES;
    }

    /** The same because of what happened from {@code since} on. */
    public static <S> Reaction<S> firesFor(Instant since) {
        return new Reaction<>(Does.FIRE, null, since, 0);
    }

    /** The same, and so many it were. */
    public static <S> Reaction<S> firesFor(Instant since, int count) {
        return new Reaction<>(Does.FIRE, null, since, count);
    }

    /** The same, and goes on watching. */
    public static <S> Reaction<S> firesFor(Instant since, S state) {
        return new Reaction<>(Does.FIRE, state, since, 0);
    }

    /** Fires, and goes on watching. */
    public static <S> Reaction<S> fires(S state) {
        return new Reaction<>(Does.FIRE, state, Instant.MIN, 0);
    }
}
