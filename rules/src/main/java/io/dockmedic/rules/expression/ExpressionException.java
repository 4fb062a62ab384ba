package io.dockmedic.rules.expression;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An expression could not be evaluated on an event: never a match, never a stop. */
public final class ExpressionException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;

    private final transient @Nullable Supplier<String> why;
    private String expression = "";

    ExpressionException(String message) {
        super(message);
        why = null;
    }

    ExpressionException(String message, Throwable cause) {
        super(message, cause);
        why = null;
    }

    /** What is worth its words only where a person reads it. */
    ExpressionException(Supplier<String> why) {
        this.why = why;
    }

    @Override
    public String getMessage() {
        return why == null ? String.valueOf(super.getMessage()) : why.get();
    }

    /** The same, of that expression as it is written; of one in another the inner one counts. */
    ExpressionException of(String written) {
        expression = expression.isEmpty() ? written : expression;
        return this;
    }

    /** For a person: which expression, and why. */
    public String words() {
        String one = expression.strip().replaceAll("\\s+", " ");
        return "'" + (one.length() > LONGEST ? one.substring(0, LONGEST) + "…" : one) + "': "
                + getMessage().replaceAll("\\p{Cntrl}", "?");
    }
}
