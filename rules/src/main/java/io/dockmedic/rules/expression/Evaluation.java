package io.dockmedic.rules.expression;

/** A planned expression: gives what CEL says it comes to. Safe for use by several threads. */
@FunctionalInterface
interface Evaluation {
    Object of(Subject subject) throws ExpressionException;
}
