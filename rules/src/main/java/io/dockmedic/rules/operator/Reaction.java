package io.dockmedic.rules.operator;

import org.jspecify.annotations.Nullable;

/**
 * What an operator makes of an event or a deadline.
 *
 * @param does  what the rule does now
 * @param state what to remember; null for nothing
 */
public record Reaction<S>(Does does, @Nullable S state) {
    /** What a rule can do. */
    public enum Does {
        /** Nothing that anybody sees. */
        WAIT,
        /** The condition holds but not yet for long enough. */
        PEND,
        /** The rule fires. */
        FIRE
    }

    public static <S> Reaction<S> waits(@Nullable S state) {
        return new Reaction<>(Does.WAIT, state);
    }

    public static <S> Reaction<S> pends(S state) {
        return new Reaction<>(Does.PEND, state);
    }

    public static <S> Reaction<S> fires() {
        return new Reaction<>(Does.FIRE, null);
    }
}
