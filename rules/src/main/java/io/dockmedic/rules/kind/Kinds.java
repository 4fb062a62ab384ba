package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.Event;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kinds of event there are. A new one is a file of its own and one line in {@link #standard()}. Immutable. */
public final class Kinds {
    private final Map<String, Kind<?>> byName = new LinkedHashMap<>();

    public Kinds(List<Kind<?>> kinds) {
        kinds.forEach(kind -> byName.put(kind.name(), kind));
    }

    /** Every kind that Dockmedic's collectors publish, and the one that scheduled rules fire on. */
    public static Kinds standard() {
        return new Kinds(
                List.of(
                        DiedKind.KIND,
                        StartedKind.KIND,
                        StartFailedKind.KIND,
                        StoppedKind.KIND,
                        HealthKind.KIND,
                        OutOfMemoryKind.KIND,
                        RemovedKind.KIND,
                        TouchedKind.KIND,
                        SampleKind.KIND,
                        LogKind.KIND,
                        SharedNetworkKind.KIND,
                        NetworkKind.KIND,
                        ContainerGpuFaultKind.KIND,
                        ContainerGpuAccessKind.KIND,
                        ConnectedKind.KIND,
                        DisconnectedKind.KIND,
                        RoleKind.KIND,
                        DiskKind.KIND,
                        DiskGoneKind.KIND,
                        HostOutOfMemoryKind.KIND,
                        IoErrorKind.KIND,
                        FilesystemErrorKind.KIND,
                        TaskHungKind.KIND,
                        QuietKind.KIND,
                        GpuSampleKind.KIND,
                        GpuDriverKind.KIND,
                        GpuFaultKind.KIND,
                        GpuQuietKind.KIND,
                        AuditKind.KIND,
                        ImageKind.KIND,
                        BackupKind.KIND,
                        AlertKind.KIND,
                        OccurredKind.KIND,
                        RulesRoomKind.KIND,
                        ScheduleKind.KIND));
    }

    /** All, in the order of the documentation. */
    public Collection<Kind<?>> all() {
        return List.copyOf(byName.values());
    }

    /** Their names, for the hint after a typo. */
    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    public Optional<Kind<?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The kind of {@code event}; empty when nobody registered it, so that no rule can see it. */
    public Optional<Kind<?>> of(Event event) {
        return find(event.kind());
    }
}
