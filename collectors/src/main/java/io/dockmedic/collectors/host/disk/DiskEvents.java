package io.dockmedic.collectors.host.disk;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.HostEvent.DiskGone;
import io.dockmedic.collectors.event.HostEvent.DiskSampled;
import io.dockmedic.collectors.event.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes events of readings, and remembers which file systems it spoke of. For one thread. */
final class DiskEvents {
    private Set<String> spokenOf = new HashSet<>();

    /** One for each that answered, and one for each that is watched no longer. */
    List<Event> of(List<DiskSample> samples, Instant now, String host) {
        List<Event> events = new ArrayList<>();
        Set<String> watched = new HashSet<>();
        for (DiskSample sample : samples) {
            watched.add(sample.filesystem().mountpoint());
            Usage usage = sample.usage();
            if (usage != null) {
                events.add(event(sample, usage, now, host));
            }
        }
        spokenOf.stream()
                .filter(before -> !watched.contains(before))
                .sorted()
                .forEach(gone -> events.add(new DiskGone(now, host, Origin.DOCKMEDIC, gone)));
        spokenOf = watched;
        return events;
    }

    private static DiskSampled event(DiskSample sample, Usage usage, Instant now, String host) {
        Filesystem filesystem = sample.filesystem();
        String roles = filesystem.roles().stream().sorted().map(Role::word).collect(Collectors.joining(" "));
        return new DiskSampled(
                now, host, Origin.DOCKMEDIC, filesystem.mountpoint(), filesystem.device(), filesystem.type(), roles,
                usage.size(), usage.available(), usage.usedPercent(), usage.inodesUsedPercent(), sample.readOnly(),
                filesystem.turnedReadOnly());
    }
}
