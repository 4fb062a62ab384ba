package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.container.view.Owners;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.gpu.reading.GpuInstance;
import io.dockmedic.collectors.gpu.reading.GpuPart;
import io.dockmedic.collectors.gpu.reading.GpuProcess;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A GPU as it was last read, and who used it.
 *
 * @param uses      by process
 * @param lastFault the code of the last fault that it, or its driver, told of; 0 when there was none since our start
 * @param complete  whether {@code uses} is known to be all that uses it; else nobody is said to be the only one
 * @param unknown   whether others may use it of whom nobody could know; not of one that says nothing now and told of all when it did
 * @param given     running containers that were given it, by their settings, whether they use it or not
 */
public record GpuSample(
        GpuReading reading, List<Use> uses, int lastFault, boolean complete, boolean unknown, List<Container> given) {
    public GpuSample {
        uses = List.copyOf(uses);
        given = List.copyOf(given);
    }

    /** Of which there is nothing that nobody could know. */
    public GpuSample(GpuReading reading, List<Use> uses, int lastFault, boolean complete, List<Container> given) {
        this(reading, uses, lastFault, complete, false, given);
    }

    /** Of which it was not looked at who was given it. */
    public GpuSample(GpuReading reading, List<Use> uses, int lastFault, boolean complete) {
        this(reading, uses, lastFault, complete, List.of());
    }

    /** With all that uses it. */
    public GpuSample(GpuReading reading, List<Use> uses, int lastFault) {
        this(reading, uses, lastFault, true);
    }

    /** The same, with who was given it. */
    GpuSample givenTo(List<Container> all) {
        return new GpuSample(reading, uses, lastFault, complete, unknown, all);
    }

    /**
     * A process that uses it.
     *
     * @param container whose it is; null when it is in none that is known
     * @param began     when it did, see {@link Owners#began}: others may have its number later
     */
    public record Use(GpuProcess process, @Nullable Container container, long began) {
        /** Of which it is not known when it began. */
        public Use(GpuProcess process, @Nullable Container container) {
            this(process, container, Owners.UNKNOWN);
        }
    }

    /** The containers that use it, each once. */
    public List<Container> containers() {
        return uses.stream().map(Use::container).filter(Objects::nonNull).distinct().toList();
    }

    /** The one container that uses it, where there is known to be only one, and nothing else does. */
    public Optional<Container> only() {
        List<Container> all = containers();
        return complete && all.size() == 1 && uses.stream().allMatch(use -> use.container() != null)
                ? Optional.of(all.getFirst())
                : Optional.empty();
    }

    /** The same of a part of a divided one. */
    public Optional<Container> only(GpuInstance part) {
        GpuPart own = new GpuPart(part.gpuInstance(), GpuProcess.NONE);
        List<Use> all = uses.stream().filter(use -> own.mayHave(use.process())).toList();
        return new GpuSample(reading, all, lastFault, complete, unknown, List.of()).only();
    }

    /** The same, with who uses that part of it alone, or may; where none is named, or it is not divided, with all. */
    GpuSample on(GpuPart part) {
        boolean divided = !reading.instances().isEmpty()
                || uses.stream().anyMatch(use -> use.process().gpuInstance() != GpuProcess.NONE);
        return part.named() && divided
                ? new GpuSample(reading, uses.stream().filter(use -> part.mayHave(use.process())).toList(), lastFault,
                        complete, unknown, given)
                : this;
    }

    /** Its parts that have memory of their own, each once. */
    public List<GpuInstance> parts() {
        Map<Integer, GpuInstance> parts = new LinkedHashMap<>();
        reading.instances().forEach(part -> parts.putIfAbsent(part.gpuInstance(), part));
        return List.copyOf(parts.values());
    }

    /** What that process has of it, as far as it uses the GPU. */
    Optional<Use> ofProcess(int pid) {
        return uses.stream().filter(use -> use.process().pid() == pid).findFirst();
    }

    /** Keys of the services whose containers use it, in order, with a space between. */
    String services() {
        return String.join(" ", keys(containers()));
    }

    /** Keys of the services whose containers were given it and are not seen to use it, in order. */
    public List<String> idle() {
        List<String> using = keys(containers());
        return keys(given).stream().filter(key -> !using.contains(key)).toList();
    }

    /** Keys of their services, each once, in order. */
    static List<String> keys(List<Container> containers) {
        return containers.stream().map(container -> container.service().key()).distinct().sorted().toList();
    }
}
