package io.dockmedic.remediation.action.mark;

import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuEvent;
import io.dockmedic.collectors.gpu.mark.GpuMark;
import io.dockmedic.rules.incident.Incident;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An incident that keeps new work off a GPU.
 *
 * @param incident as it was heard of last
 * @param gpu      with all that is known of which it is
 */
record Marked(Incident incident, Gpu gpu) {
    /** Empty when it is about no GPU, or about one that no file can be called by. */
    static Optional<Marked> of(Incident incident) {
        return incident.evidence()
                .reversed()
                .stream()
                .flatMap(event -> Stream.ofNullable(gpuOf(event)))
                .filter(gpu -> GpuMark.nameOf(gpu).isPresent())
                .findFirst()
                .map(gpu -> new Marked(incident, gpu));
    }

    private static @Nullable Gpu gpuOf(Event event) {
        return switch (event) {
            case GpuEvent.Sampled sampled -> sampled.gpu();
            case GpuEvent.Fault fault -> fault.gpu();
            case GpuEvent.Quiet quiet -> quiet.gpu();
            case ContainerEvent.GpuFault fault -> fault.gpu();
            case ExternalEvent told -> told.gpu();
            default -> null;
        };
    }

    /** The same, as it is heard of now. */
    Marked as(Incident now) {
        return new Marked(now, gpu);
    }

    /** Whether it is about that GPU. */
    boolean isOn(Gpu other) {
        return same(gpu, other);
    }

    /** By the place on the bus, where both have one. */
    static boolean same(Gpu one, Gpu other) {
        return (one.pci().isEmpty() || other.pci().isEmpty())
                ? !one.uuid().isEmpty() && one.uuid().equals(other.uuid())
                : one.pci().equals(other.pci());
    }

    /** The same, where more may be known of the GPU: the kernel's log tells of its place only. */
    Marked knowing(Gpu more) {
        boolean lacks = gpu.uuid().isEmpty() || (gpu.pci().isEmpty() && !more.pci().isEmpty());
        return isOn(more) && !more.uuid().isEmpty() && (lacks || more.index() >= 0) ? new Marked(incident, more) : this;
    }

    /** The same, where its file is of a time when more was known of the GPU. */
    Marked as(GpuMark file) {
        return gpu.uuid().isEmpty() ? knowing(file.gpu()) : this;
    }

    /** When it fired, in our own time. */
    Instant since() {
        return Objects.requireNonNullElse(incident.firedAt(), incident.activeAt());
    }

    /** For a person. */
    String why() {
        return incident.annotations().getOrDefault("summary", incident.rule());
    }

    /** Keys of the services whose containers used the GPU, as the latest event about them says. */
    List<String> services() {
        return incident.evidence()
                .reversed()
                .stream()
                .flatMap(event -> Stream.ofNullable(servicesOf(event)))
                .findFirst()
                .map(keys -> Stream.of(keys.split(" ", -1)).filter(key -> !key.isEmpty()).toList())
                .orElse(List.of());
    }

    private static @Nullable String servicesOf(Event event) {
        return switch (event) {
            case GpuEvent.Sampled sampled -> sampled.services();
            case GpuEvent.Fault fault -> fault.services();
            case ContainerEvent.GpuFault fault -> fault.subject();
            default -> null;
        };
    }
}
