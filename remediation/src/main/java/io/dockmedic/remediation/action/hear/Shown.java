package io.dockmedic.remediation.action.hear;

import io.dockmedic.collectors.base.redact.Redactor;
import java.util.Optional;

/** Whether who approves a command is shown all of it: what is cut off or hidden would be approved unseen. */
public final class Shown {
    private final int most;
    private final String where;

    /**
     * @param most  characters, no more than are shown wherever it is asked for
     * @param where in which it can be put in a script, or read a secret from
     */
    public Shown(int most, String where) {
        this.most = most;
        this.where = where;
    }

    /** What is wrong with what is shown, with what to write instead; empty when nothing is. */
    public Optional<String> problem(String text) {
        if (text.length() > most) {
            return Optional.of("command has " + text.length() + " characters with all that is shown of it; who approves"
                    + " it is shown " + most + ": put it into a script in " + where);
        }
        if (words(new Redactor().line(text)) != words(text)) {
            return Optional.of("command has what looks like a secret, which would hide the rest of it from who approves"
                    + " it; let it read that from a file or a variable in " + where);
        }
        return Optional.empty();
    }

    private static int words(String text) {
        return text.split("\\s+", -1).length;
    }
}
