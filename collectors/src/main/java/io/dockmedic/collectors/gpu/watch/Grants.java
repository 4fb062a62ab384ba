package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.gpu.amd.DrmNodes;
import io.dockmedic.collectors.gpu.asked.HostGpus;
import io.dockmedic.collectors.gpu.asked.Wish;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.KnownGpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Who was given which GPU: of the containers that run those that ask for it, by their settings. It asks no GPU. Safe
 * for use by several threads.
 */
final class Grants {
    private static final String FILES = "/dev/dri/";

    private final Containers containers;
    private final Path root;
    private final Supplier<KnownGpus> known;
    private final BooleanSupplier elsewhere;
    /** Places of GPUs by the name of a file: those below {@code /dev/dri}. */
    private volatile Map<String, String> nodes = Map.of();
    /** The same, as the GPUs' readings have it. */
    private volatile Map<String, String> devices = Map.of();

    /**
     * @param root      of the machine's files
     * @param known     GPUs of this machine
     * @param elsewhere whether the containers are on another one
     */
    Grants(Containers containers, Path root, Supplier<KnownGpus> known, BooleanSupplier elsewhere) {
        this.containers = containers;
        this.root = root;
        this.known = known;
        this.elsewhere = elsewhere;
    }

    /** Looks whose the files are, where a container asks for a GPU by one. Reads files. */
    void look() {
        boolean asked = asking().stream()
                .flatMap(sighting -> sighting.state().gpus().wishes().stream())
                .anyMatch(wish -> wish instanceof Wish.Device(String path) && path.startsWith(FILES));
        if (asked) {
            nodes = DrmNodes.look(root);
        }
    }

    /** What they are called. One that tells nothing now is called what it was. */
    void saw(GpuSamples samples) {
        Map<String, String> names = new HashMap<>();
        for (GpuSample sample : samples.gpus()) {
            GpuReading reading = sample.reading();
            if (!reading.device().isEmpty()) {
                names.put(reading.device(), reading.gpu().pci());
            }
        }
        devices.forEach((name, pci) -> {
            if (!names.containsValue(pci)) {
                names.putIfAbsent(name, pci);
            }
        });
        devices = Map.copyOf(names);
    }

    /** Those that were given the GPU at that place. */
    List<Container> of(String pci) {
        return all().getOrDefault(pci, List.of());
    }

    /** The same samples, each with who was given it. */
    GpuSamples with(GpuSamples samples) {
        Map<String, List<Container>> all = samples.gpus().isEmpty() ? Map.of() : all();
        return all.isEmpty()
                ? samples
                : new GpuSamples(samples.drivers(), samples.gpus()
                        .stream()
                        .map(sample -> sample.givenTo(all.getOrDefault(sample.reading().gpu().pci(), List.of())))
                        .toList());
    }

    /** By the GPU's place. */
    private Map<String, List<Container>> all() {
        List<Sighting> asking = asking();
        if (asking.isEmpty()) {
            return Map.of();
        }
        Map<String, String> files = new HashMap<>(nodes);
        files.putAll(devices);
        HostGpus host = new HostGpus(known.get(), files);
        Map<String, List<Container>> all = new HashMap<>();
        for (Sighting sighting : asking) {
            for (Gpu gpu : host.given(sighting.state().gpus()).gpus()) {
                all.computeIfAbsent(gpu.pci(), first -> new ArrayList<>()).add(sighting.container());
            }
        }
        return all;
    }

    private List<Sighting> asking() {
        return elsewhere.getAsBoolean()
                ? List.of()
                : containers.all()
                        .stream()
                        .filter(sighting -> sighting.ran() && !sighting.state().gpus().none())
                        .sorted(Comparator.comparing(sighting -> sighting.container().name()))
                        .toList();
    }
}
