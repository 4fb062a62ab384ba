package io.dockmedic.rules.expression;

/**
 * What is wrong with an expression.
 *
 * @param offset  in the text that was compiled, in UTF-16 units, from 0
 * @param message what is wrong
 * @param hint    what to write instead; may be empty
 */
public record Flaw(int offset, String message, String hint) {
    /** The same flaw in a longer text. */
    public Flaw movedBy(int distance) {
        return new Flaw(offset + distance, message, hint);
    }
}
