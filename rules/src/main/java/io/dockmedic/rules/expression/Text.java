package io.dockmedic.rules.expression;

/** A compiled expression or template that gives a text. Safe for use by several threads. */
@FunctionalInterface
public interface Text {
    String of(Subject subject) throws ExpressionException;
}
