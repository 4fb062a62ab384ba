package io.dockmedic.remediation.diagnose;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.Probe;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.rules.exit.ExitCodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the findings say, the most telling first, for a person who was just woken. Pure. */
final class Conclusions {
    private static final int KILLED = 137;
    private static final List<Integer> NO_TOOL = List.of(126, 127);

    private Conclusions() {}

    static List<String> of(Bundle bundle) {
        List<String> all = new ArrayList<>();
        ContainerState state = bundle.state();
        if (state == null) {
            all.add("It could not be looked at: it may be gone.");
            return all;
        }
        runs(state, all);
        all.addAll(bundle.gpuLacks());
        all.addAll(bundle.gpus().wrong());
        if (!bundle.portHolders().isEmpty()) {
            all.add("It cannot start while a port of it is taken: " + String.join("; ", bundle.portHolders()) + ".");
        } else if (!state.error().isEmpty()) {
            all.add("The engine says: " + state.error());
        }
        if (Boolean.FALSE.equals(bundle.imageThere())) {
            all.add("Its image " + state.image() + " is not on this host any more.");
        }
        if (!bundle.changes().isEmpty()) {
            int changes = bundle.changes().size();
            all.add("Since it last ran well " + (changes == 1 ? "one thing" : changes + " things")
                    + " of its set-up " + (changes == 1 ? "has" : "have") + " changed: "
                    + String.join("; ", bundle.changes()) + ".");
        }
        bundle.parts().forEach(part -> all.addAll(part.conclusions()));
        probe(state, bundle.details()).ifPresent(all::add);
        if (!bundle.firstError().isEmpty()) {
            all.add("The first error in its log: " + bundle.firstError());
        }
        return all;
    }

    private static void runs(ContainerState state, List<String> all) {
        if (state.restarting()) {
            all.add("The engine is about to start it again, the " + (state.restartCount() + 1)
                    + ". time; it last ended with " + code(state) + ".");
        } else if (state.paused()) {
            all.add("Somebody has paused it: docker unpause " + state.name() + ".");
        } else if (!state.running() && !state.error().isEmpty()) {
            all.add(state.startedAt() == null
                    ? "It could not be started, and has never run."
                    : "It does not run, and could not be started again; it last ended with " + code(state) + ".");
        } else if (!state.running()) {
            all.add(state.oomKilled() && state.exitCode() == KILLED
                    ? "The kernel killed it for want of memory" + limit(state) + "."
                    : "It does not run; it ended with " + code(state) + ".");
        } else if (state.oomKilled()) {
            all.add("It runs, and the kernel has killed a process in it for want of memory" + limit(state) + ".");
        } else {
            all.add("It runs" + (state.health() == null ? "" : ", and its health check says " + state.health().status())
                    + ".");
        }
    }

    private static String code(ContainerState state) {
        return "exit code " + state.exitCode() + " (" + ExitCodes.meaning(state.exitCode()) + ")";
    }

    private static String limit(ContainerState state) {
        long bytes = state.limits().memoryBytes();
        return bytes > 0
                ? ": its limit is " + (bytes >> 20) + " MiB"
                : ": it has no limit, so the machine itself ran short";
    }

    /** Why its health check may be wrong itself. */
    private static Optional<String> probe(ContainerState state, @Nullable Details details) {
        if (state.health() == null || state.health().log().isEmpty()
                || state.health().status().equals("healthy")) {
            return Optional.empty();
        }
        Probe last = state.health().log().getLast();
        String output = last.output().toLowerCase(Locale.ROOT);
        if (NO_TOOL.contains(last.exitCode()) || output.contains("executable file not found")) {
            return Optional.of("The image lacks the tool that its health check calls: " + last.output().strip());
        }
        Duration timeout = details == null || details.check() == null ? null : details.check().timeout();
        Duration took = took(last);
        if (timeout != null && took.compareTo(timeout) >= 0) {
            return Optional.of("Its health check took " + took.toMillis() + " ms and may take " + timeout.toMillis()
                    + " ms: either it hangs or the timeout is too short.");
        }
        int times = state.health().failingStreak();
        return Optional.of("Its health check failed " + (times == 1 ? "once" : times + " times") + "; the last one said"
                + (last.output().isBlank() ? " nothing." : ": " + last.output().strip()));
    }

    static Duration took(Probe probe) {
        return probe.start() == null || probe.end() == null
                ? Duration.ZERO
                : Duration.between(probe.start(), probe.end());
    }
}
