package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.access.Entrusted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which containers should reach their GPUs, for nothing is wrong with those on the host. */
final class Trust {
    private final Containers containers;
    private final Path root;

    /** @param root of the machine's files */
    Trust(Containers containers, Path root) {
        this.containers = containers;
        this.root = root;
    }

    /**
     * Those that run and whose GPUs are all well, in order of their ids. Looks for processes' folders.
     *
     * @param samples with who was given them
     * @param seen    when it was begun to read them
     */
    List<Entrusted> of(GpuSamples samples, Instant seen) {
        Set<String> vendors = samples.drivers()
                .stream()
                .filter(driver -> driver.state() == GpuDriverState.OK)
                .map(DriverSample::vendor)
                .collect(Collectors.toSet());
        Map<String, List<GpuSample>> byContainer = new LinkedHashMap<>();
        for (GpuSample sample : samples.gpus()) {
            sample.given()
                    .forEach(container -> byContainer
                            .computeIfAbsent(container.id(), first -> new ArrayList<>())
                            .add(sample));
        }
        List<Entrusted> all = new ArrayList<>();
        byContainer.forEach((id, gpus) -> containers.find(id)
                .filter(sighting -> sighting.ran() && !sighting.state().paused())
                .filter(sighting -> gpus.stream().allMatch(gpu -> well(gpu, vendors)))
                .ifPresent(sighting -> all.add(entrusted(sighting, gpus, seen))));
        return all.stream()
                .sorted(Comparator.comparing(one -> one.sighting().container().id()))
                .toList();
    }

    private static boolean well(GpuSample sample, Set<String> vendors) {
        GpuState state = sample.reading().state();
        return vendors.contains(sample.reading().gpu().vendor())
                && (state == GpuState.OK || state == GpuState.ASLEEP) && sample.reading().cure() == Cure.NONE;
    }

    private Entrusted entrusted(Sighting sighting, List<GpuSample> gpus, Instant seen) {
        Gpu first = gpus.getFirst().reading().gpu();
        return new Entrusted(sighting, first, gpus.stream().anyMatch(gpu -> mayUse(gpu, sighting.container())),
                first.vendor().equals(Gpu.AMD) ? seen.minus(AmdReader.USERS_AGE) : seen);
    }

    /** A process that cannot be seen from here may be one of its own. */
    private boolean mayUse(GpuSample gpu, Container container) {
        return !gpu.complete() || gpu.uses()
                .stream()
                .anyMatch(use -> Optional.ofNullable(use.container())
                        .map(user -> user.id().equals(container.id()))
                        .orElseGet(() -> !Files.exists(
                                root.resolve("proc").resolve(Integer.toString(use.process().pid())))));
    }
}
