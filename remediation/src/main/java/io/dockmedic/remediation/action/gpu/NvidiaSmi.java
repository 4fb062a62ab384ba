package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.remediation.action.host.Running;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * NVIDIA's program, by its absolute path and without a shell, on the machine on which Dockmedic runs, as whoever it runs as. One
 * call at a time. The futures fail where it could not be begun, or its end was not seen.
 */
public final class NvidiaSmi {
    private static final String RESETS = "--gpu-reset";
    /** The same in short, of NVIDIA's program alone. */
    private static final String SHORTLY = "-r";
    private static final String NAME = "nvidia-smi";
    private static final String WHICH = "-i";
    private static final String PERSISTENCE = "-pm";
    private static final int MOST_LINES = 6;
    private static final Duration SHORT = Duration.ofMinutes(1);
    /** As a rule it takes seconds, on machines with many GPUs minutes. */
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Path program;
    private final HangGuard guard;
    private final Clock clock;
    private final Supplier<Stream<ProcessHandle>> processes;

    /** @param program by its absolute path */
    public NvidiaSmi(Path program, HangGuard guard, Clock clock) {
        this(program, guard, clock, ProcessHandle::allProcesses);
    }

    /** @param processes what runs on the machine */
    NvidiaSmi(Path program, HangGuard guard, Clock clock, Supplier<Stream<ProcessHandle>> processes) {
        this.program = program;
        this.guard = guard;
        this.clock = clock;
        this.processes = processes;
    }

    /** Why it cannot be used now; empty when it can. */
    Future<String> against() {
        return guard.call("look", LOOK, () -> Files.isExecutable(program) ? "" : program + " cannot be run")
                .compose(why -> why.isEmpty()
                        ? resets().map(now -> now ? "somebody resets a GPU just now" : "")
                        : Future.succeededFuture(why));
    }

    /** Whether a GPU is being reset, by whomever: what is cut off of us goes on without us. */
    Future<Boolean> resets() {
        return guard.call("processes", LOOK, () -> processes.get()
                .filter(one -> one.pid() != ProcessHandle.current().pid())
                .anyMatch(one -> isReset(one.info())));
    }

    /** Whether persistence mode is being switched, by whomever: the same goes for that. */
    Future<Boolean> switches() {
        return guard.call("processes", LOOK, () -> processes.get()
                .filter(one -> one.pid() != ProcessHandle.current().pid())
                .anyMatch(one -> isSwitch(one.info())));
    }

    private static boolean isSwitch(ProcessHandle.Info process) {
        List<String> words = process.arguments().map(Arrays::asList).orElse(List.of());
        return words.contains(PERSISTENCE)
                && Stream.concat(process.command().stream(), words.stream()).anyMatch(word -> word.endsWith(NAME));
    }

    private static boolean isReset(ProcessHandle.Info process) {
        List<String> words = process.arguments().map(Arrays::asList).orElse(List.of());
        boolean nvidias = process.command().filter(command -> command.endsWith(NAME)).isPresent();
        return words.contains(RESETS) || (nvidias && words.contains(SHORTLY));
    }

    /** What is run to reset them, for a person. */
    String shown(List<String> ids) {
        return String.join(" ", words(ids));
    }

    private List<String> words(List<String> ids) {
        return List.of(program.toString(), RESETS, WHICH, String.join(",", ids));
    }

    /** Resets them together. */
    Future<Running.Ended> reset(List<String> ids) {
        return call(words(ids), LONG);
    }

    /** Switches persistence mode on, or off. */
    Future<Running.Ended> persistence(String id, boolean on) {
        return call(List.of(program.toString(), WHICH, id, PERSISTENCE, on ? "1" : "0"), SHORT);
    }

    private Future<Running.Ended> call(List<String> words, Duration timeout) {
        return guard.call(NAME, timeout.plus(MARGIN), () -> new Running(clock::nanos).run(words, timeout));
    }

    private static String lastWords(List<String> lines) {
        return String.join(" ", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
    }

    /** How it ended, for a person; empty when all is well. */
    static String amiss(Running.Ended ended) {
        if (ended.late()) {
            return "nvidia-smi had not ended in its time and was killed" + (ended.left().isEmpty()
                    ? ""
                    : ", which it does not heed: it hangs in the driver");
        }
        return ended.exitCode() == 0
                ? ""
                : "nvidia-smi ended with " + ended.exitCode() + ": "
                        + (ended.lines().isEmpty() ? "it said nothing" : lastWords(ended.lines()));
    }
}
