package io.dockmedic.remediation.action.backup;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** When each thing that is backed up was so last, for metrics. Safe for use by several threads. */
public final class Successes {
    private record Key(String service, String name) {}

    private record Last(AtomicLong at, AtomicLong bytes) {}

    private final MeterRegistry meters;
    private final Map<Key, Last> known = new ConcurrentHashMap<>();

    public Successes(MeterRegistry meters) {
        this.meters = meters;
    }

    /** One is kept, now. */
    void kept(String service, String name, Instant at, long bytes) {
        Last last = of(service, name);
        last.at().set(at.getEpochSecond());
        last.bytes().set(bytes);
    }

    private void found(String service, Shelf.Named one) {
        Last last = of(service, one.name());
        long at = one.kept().at().getEpochSecond();
        if (at >= last.at().get()) {
            last.at().set(at);
            last.bytes().set(one.kept().bytes());
        }
    }

    private Last of(String service, String name) {
        return known.computeIfAbsent(new Key(service, name), this::register);
    }

    private Last register(Key key) {
        Last last = new Last(new AtomicLong(), new AtomicLong());
        Gauge.builder("dockmedic.backup.last.success.timestamp", last.at(), AtomicLong::get)
                .description("When it was last backed up, and that was verified")
                .baseUnit("seconds")
                .tags("service", key.service(), "name", key.name())
                .register(meters);
        Gauge.builder("dockmedic.backup.last.size", last.bytes(), AtomicLong::get)
                .description("How large the last backup is")
                .baseUnit("bytes")
                .tags("service", key.service(), "name", key.name())
                .register(meters);
        return last;
    }

    /**
     * Those that were kept before our start, but for those of a time to come, and those that are doubtful. Blocks for as long as the disk does.
     *
     * @param wall what the clock on the wall shows
     */
    public void read(Path directory, Instant wall) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path folder : folders) {
                String service = String.valueOf(folder.getFileName()).replace('+', '/');
                for (Shelf.Named one : Shelf.named(folder)) {
                    if (!one.shrunk() && !one.kept().at().isAfter(wall)) {
                        found(service, one);
                    }
                }
            }
        }
    }
}
