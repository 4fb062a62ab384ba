package io.dockmedic.rules.expression;

/** A compiled expression that gives a number. Safe for use by several threads. */
@FunctionalInterface
public interface Measure {
    double of(Subject subject) throws ExpressionException;
}
