package io.dockmedic.rules.expression;

/** An expression could not be evaluated on an event: never a match, never a stop. */
public final class ExpressionException extends Exception {
    private static final long serialVersionUID = 1L;

    ExpressionException(String message) {
        super(message);
    }

    ExpressionException(String message, Throwable cause) {
        super(message, cause);
    }
}
