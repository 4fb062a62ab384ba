package io.dockmedic.api.config;

/**
 * Something wrong in a file, said so that a person can put it right.
 *
 * @param file   as the person named it
 * @param line   from 1; 0 when it concerns the file as a whole
 * @param column from 1; 0 when it concerns the file as a whole
 * @param hint   what to write instead; may be empty
 */
public record Problem(String file, int line, int column, String message, String hint) {
    /** {@code file:line:column: message (hint)}. */
    @Override
    public String toString() {
        String where = line == 0 ? file : file + ":" + line + ":" + column;
        return where + ": " + message + (hint.isEmpty() ? "" : " (" + hint + ")");
    }
}
