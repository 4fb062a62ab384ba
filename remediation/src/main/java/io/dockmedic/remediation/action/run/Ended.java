package io.dockmedic.remediation.action.run;

import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.rules.duration.PrometheusDuration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a command ended, as it is written down before its container is removed.
 *
 * @param outOfMemory whether the kernel killed a process of it at its memory limit
 * @param killed      whether we killed it, for its time was over
 */
record Ended(int exitCode, boolean outOfMemory, boolean killed) {
    private static final String EXIT = "exit";
    private static final String OOM = "oom";
    private static final String KILLED = "killed";
    /** Of what ended by SIGKILL. */
    private static final int KILL = 137;

    /** What was written down; empty when no end was. */
    static Optional<Ended> read(Map<String, String> notes) {
        return Optional.ofNullable(notes.get(EXIT))
                .map(exit -> new Ended(Integer.parseInt(exit), Boolean.parseBoolean(notes.get(OOM)),
                        Boolean.parseBoolean(notes.get(KILLED))));
    }

    Map<String, String> notes() {
        return Map.of(EXIT, Integer.toString(exitCode), OOM, Boolean.toString(outOfMemory), KILLED,
                Boolean.toString(killed));
    }

    /**
     * What came of it.
     *
     * @param timeout that it had
     * @param lines   that it wrote last
     */
    Outcome came(Duration timeout, List<String> lines) {
        if (killed && exitCode == KILL) {
            return new Outcome.Failed(
                    "it had not ended within " + PrometheusDuration.format(timeout) + " and was killed");
        }
        if (outOfMemory && exitCode == KILL) {
            return new Outcome.Unknown(
                    "exit code 137: the kernel killed it at its memory limit, and nobody knows how far"
                            + " it came; memory: gives it more");
        }
        return Heard.ended(exitCode, lines);
    }
}
