package io.dockmedic.rules.remedy;

import java.time.Duration;
import java.util.List;

/**
 * A command in the container that has to end with 0.
 *
 * @param command the program and its arguments; no shell takes it apart
 * @param user    who runs it; empty for the container's own
 * @param timeout for one run
 */
public record ExecProbe(List<String> command, String user, Duration timeout) implements Step.Condition {
    /** As rules write it. */
    public static final String WORD = "exec";

    public ExecProbe {
        command = List.copyOf(command);
    }

    @Override
    public String word() {
        return WORD;
    }

    /** Whoever lets a rule run commands in the container lets it run this one. */
    @Override
    public String needs() {
        return "exec";
    }
}
