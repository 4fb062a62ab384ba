package io.dockmedic.remediation.action.hear;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.rules.remedy.ListText;
import java.util.List;
import java.util.Optional;

/** Whether who approves a command is shown all of it: what is cut off or hidden would be approved unseen. */
public final class Shown {
    private final int most;
    private final String where;

    /**
     * @param most  characters, no more than are shown wherever it is asked for
     * @param where it can be put in a script, or read a secret from: {@code in the container}
     */
    public Shown(int most, String where) {
        this.most = most;
        this.where = where;
    }

    /**
     * What is wrong with what is shown, with what to write instead; empty when nothing is.
     *
     * @param command that is shown as a list too
     * @param text    all that is shown of it as a line
     */
    public Optional<String> problem(List<String> command, String text) {
        int longest = Math.max(ListText.of(command).length(), text.length());
        if (longest > most) {
            return Optional.of("command has " + longest + " characters with all that is shown of it; who approves"
                    + " it is shown " + most + ": put it into a script " + where);
        }
        // Whatever stands in its place could be what matters.
        Redactor redactor = new Redactor();
        if (!redactor.line(text).equals(text) || !redactor.line(ListText.of(command)).equals(ListText.of(command))) {
            return Optional.of("command has what looks like a secret, which would be hidden from who approves"
                    + " it; let it read that from a file " + where);
        }
        return Optional.empty();
    }
}
