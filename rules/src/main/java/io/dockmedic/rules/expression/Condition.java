package io.dockmedic.rules.expression;

/** A compiled expression that is true or false. Safe for use by several threads. */
@FunctionalInterface
public interface Condition {
    /** Holds for every event. */
    Condition ALWAYS = subject -> true;

    boolean test(Subject subject) throws ExpressionException;
}
