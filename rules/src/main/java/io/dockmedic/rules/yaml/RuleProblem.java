package io.dockmedic.rules.yaml;

/**
 * What is wrong in a rule file. One is enough to refuse the whole set.
 *
 * @param file    its name as given
 * @param line    from 1; 0 when it concerns the file as a whole
 * @param column  from 1; 0 when it concerns the file as a whole
 * @param message what is wrong
 * @param hint    what to write instead; may be empty
 */
public record RuleProblem(String file, int line, int column, String message, String hint) {
    /** {@code rules.d/web.yml:12:9: event has no field 'exitcode'; did you mean 'exitCode'?}. */
    @Override
    public String toString() {
        String where = line == 0 ? file : file + ":" + line + ":" + column;
        return where + ": " + message + (hint.isEmpty() ? "" : "; " + hint);
    }
}
