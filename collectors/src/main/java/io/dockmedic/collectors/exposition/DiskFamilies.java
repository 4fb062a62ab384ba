package io.dockmedic.collectors.exposition;

import io.dockmedic.collectors.container.log.LogSample;
import io.dockmedic.collectors.engine.client.Space;
import io.dockmedic.collectors.exposition.DiskFamily.Point;
import io.dockmedic.collectors.host.disk.DiskSample;
import io.dockmedic.collectors.host.disk.Filesystem;
import io.dockmedic.collectors.host.disk.Usage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Every metric of disks, in the order in which they are shown. */
final class DiskFamilies {
    private static final List<String> FILESYSTEM = List.of("device", "fstype", "mountpoint");
    private static final List<String> TYPE = List.of("type");

    static final List<DiskFamily> ALL = List.of(
            new DiskFamily("dockmedic_filesystem_up", "Whether the file system answered the last time (1) or not (0).",
                    FILESYSTEM, readings -> all(readings, disk -> disk.usage() == null ? 0 : 1)),
            new DiskFamily("dockmedic_filesystem_readonly", "Whether nothing can be written to it (1).", FILESYSTEM,
                    readings -> answered(readings, (disk, usage) -> disk.readOnly() ? 1 : 0)),
            filesystem("dockmedic_filesystem_size_bytes", "Size of the file system.", Usage::size),
            filesystem("dockmedic_filesystem_avail_bytes", "What a user can still write.", Usage::available),
            filesystem("dockmedic_filesystem_files", "Inodes in all; 0 where there is no limit on them.", Usage::files),
            filesystem("dockmedic_filesystem_files_free", "Inodes that are free.", Usage::filesFree),
            space("dockmedic_engine_disk_usage_bytes", "What uses the engine's disk; asked once an hour.",
                    Space::bytes),
            space("dockmedic_engine_disk_reclaimable_bytes", "Of these, what nothing uses now.", Space::reclaimable),
            new DiskFamily("dockmedic_container_log_bytes", "Size of the container's json log.",
                    List.of("name", "image"), DiskFamilies::logs));

    /** Of one that answered. */
    @FunctionalInterface
    private interface OfUsage {
        long value(DiskSample disk, Usage usage);
    }

    private DiskFamilies() {}

    private static DiskFamily filesystem(String name, String help, ToLongFunction<Usage> value) {
        return new DiskFamily(name, help, FILESYSTEM,
                readings -> answered(readings, (disk, usage) -> value.applyAsLong(usage)));
    }

    private static DiskFamily space(String name, String help, ToLongFunction<Space> value) {
        return new DiskFamily(name, help, TYPE, readings -> readings.spaces()
                .stream()
                .map(space -> Point.of(value.applyAsLong(space), space.type().word()))
                .toList());
    }

    private static List<Point> all(DiskReadings readings, ToLongFunction<DiskSample> value) {
        return readings.disks().stream().map(disk -> point(disk, value.applyAsLong(disk))).toList();
    }

    private static List<Point> answered(DiskReadings readings, OfUsage of) {
        List<Point> points = new ArrayList<>();
        for (DiskSample disk : readings.disks()) {
            Usage usage = disk.usage();
            if (usage != null) {
                points.add(point(disk, of.value(disk, usage)));
            }
        }
        return points;
    }

    private static Point point(DiskSample disk, long value) {
        Filesystem filesystem = disk.filesystem();
        return Point.of(value, filesystem.device(), filesystem.type(), filesystem.mountpoint());
    }

    /** Two of the same labels would make the whole scrape fail: a name counts once. */
    private static List<Point> logs(DiskReadings readings) {
        Set<String> seen = new HashSet<>();
        List<Point> points = new ArrayList<>();
        for (LogSample log : readings.logs()) {
            if (seen.add(log.sighting().container().name())) {
                points.add(Point.of(
                        log.bytes(), log.sighting().container().name(), log.sighting().container().image()));
            }
        }
        return points;
    }
}
