package io.dockmedic.api.cli;

import io.dockmedic.api.config.Config;
import io.dockmedic.collectors.event.ContainerEvent.GpuFault;
import io.dockmedic.collectors.event.ContainerReading.GpuReached;
import io.dockmedic.collectors.event.GpuEvent;
import io.dockmedic.collectors.event.KernelEvent;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.remedy.Seen;
import io.dockmedic.rules.remedy.Step;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Steps whose proof is to be heard of what the configuration has nobody listen to: sound, and never proven. */
final class NeverHeard {
    private static final Set<String> KERNEL = Set.of(KernelEvent.OutOfMemory.KIND, KernelEvent.IoError.KIND,
            KernelEvent.FilesystemError.KIND, KernelEvent.TaskHung.KIND, KernelEvent.Quiet.KIND);
    /** Where GPUs are not looked at, what the kernel tells of them is taken by nobody. */
    private static final Set<String> GPU = Set.of(GpuEvent.Sampled.KIND, GpuEvent.DriverSampled.KIND,
            GpuEvent.Fault.KIND, GpuEvent.Quiet.KIND, GpuFault.KIND);

    private NeverHeard() {}

    /** One line for each step of the owner's own rules of which nothing can be heard. */
    static List<String> in(RuleSet set, Config config) {
        return RulePlace.own(set)
                .flatMap(rule -> rule.plan()
                        .steps()
                        .stream()
                        .flatMap(step -> why(step, config))
                        .map(why -> RulePlace.of(set, rule) + " " + why))
                .toList();
    }

    private static Stream<String> why(Step step, Config config) {
        return Stream.ofNullable(step.verify())
                .filter(verify -> verify.condition() instanceof Seen)
                .map(verify -> ((Seen) verify.condition()).events().kinds())
                .filter(kinds -> kinds.stream().noneMatch(kind -> lacks(kind, config).isEmpty()))
                .map(kinds -> "wants " + step.action() + " proven by " + kinds.stream()
                        .sorted()
                        .collect(Collectors.joining(", "))
                        + ", which is never told: write " + kinds.stream()
                                .map(kind -> lacks(kind, config))
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(" or "))
                        + " in the configuration, or another proof");
    }

    /** The setting without which nothing of the kind is told; empty when it is. */
    private static String lacks(String kind, Config config) {
        if (KERNEL.contains(kind)) {
            return config.kernelLog() ? "" : "kernel_log: true";
        }
        boolean gpus = config.gpus().enabled();
        if (GPU.contains(kind) && !gpus) {
            return "gpu: {enabled: true}";
        }
        return kind.equals(GpuReached.KIND) && !(gpus && config.gpus().probe())
                ? "gpu: {probe: true}"
                : "";
    }
}
