package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.gpu.amd.DrmNodes;
import io.dockmedic.collectors.gpu.asked.Given;
import io.dockmedic.collectors.gpu.asked.HostGpus;
import io.dockmedic.collectors.gpu.asked.Wish;
import io.dockmedic.collectors.gpu.reading.GpuPart;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.KnownGpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    /** The same by the UUID of a part of a divided one. */
    private volatile Map<String, String> parts = Map.of();
    /** Numbers of those parts, by the same. */
    private volatile Map<String, Integer> numbers = Map.of();

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

    /** What they, and their parts, are called. One that tells nothing now is called what it was. */
    void saw(GpuSamples samples) {
        Map<String, String> names = new HashMap<>();
        Map<String, String> uuids = new HashMap<>();
        Map<String, Integer> instances = new HashMap<>();
        Set<String> told = new HashSet<>();
        for (GpuSample sample : samples.gpus()) {
            GpuReading reading = sample.reading();
            String pci = reading.gpu().pci();
            if (!reading.device().isEmpty()) {
                names.put(reading.device(), pci);
            }
            if (Users.answers(reading)) {
                told.add(pci);
            }
            reading.instances().forEach(part -> {
                uuids.put(part.uuid(), pci);
                instances.put(lower(part.uuid()), part.gpuInstance());
            });
        }
        uuids.remove("");
        devices.forEach((name, pci) -> {
            if (!names.containsValue(pci)) {
                names.putIfAbsent(name, pci);
            }
        });
        parts.forEach((uuid, pci) -> {
            if (!told.contains(pci)) {
                uuids.putIfAbsent(uuid, pci);
            }
        });
        devices = Map.copyOf(names);
        numbers.forEach(instances::putIfAbsent);
        instances.keySet().retainAll(uuids.keySet().stream().map(Grants::lower).collect(Collectors.toSet()));
        parts = Map.copyOf(uuids);
        numbers = Map.copyOf(instances);
    }

    private static String lower(String uuid) {
        return uuid.toLowerCase(Locale.ROOT);
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

    /**
     * Those that were given the GPU at that place, or may have been, and ran within that time, also where they are gone by now.
     *
     * @param part of a divided one: who was given other parts of it only is left out
     */
    List<Container> ran(String pci, GpuPart part, Span span) {
        if (elsewhere.getAsBoolean()) {
            return List.of();
        }
        HostGpus host = host();
        return Stream.concat(containers.all().stream(), containers.past().stream())
                .filter(sighting -> !sighting.state().gpus().none() && span.ran(sighting))
                .filter(sighting -> mayHave(host.given(sighting.state().gpus()), pci))
                .filter(sighting -> sighting.state().gpus().wishes().stream().anyMatch(wish -> !isOther(wish, part)))
                .map(Sighting::container)
                .toList();
    }

    private static boolean mayHave(Given given, String pci) {
        return given.gpus().stream().anyMatch(gpu -> gpu.pci().equals(pci))
                || given.unknown().stream().anyMatch(Wish::mayBeNvidia);
    }

    /** Whether it is another part of a GPU that is asked for. */
    private boolean isOther(Wish wish, GpuPart part) {
        String name = switch (wish) {
            case Wish.Named named -> named.name();
            case Wish.Cdi cdi -> cdi.name().substring(cdi.name().indexOf('=') + 1);
            default -> "";
        };
        Integer instance = numbers.get(lower(name));
        return part.named() && instance != null && instance != part.gpuInstance();
    }

    private HostGpus host() {
        Map<String, String> files = new HashMap<>(nodes);
        files.putAll(devices);
        return new HostGpus(known.get(), files, parts);
    }

    /** By the GPU's place. */
    private Map<String, List<Container>> all() {
        List<Sighting> asking = asking();
        if (asking.isEmpty()) {
            return Map.of();
        }
        HostGpus host = host();
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
