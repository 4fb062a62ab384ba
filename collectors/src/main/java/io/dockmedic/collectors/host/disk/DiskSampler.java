package io.dockmedic.collectors.host.disk;

import io.dockmedic.collectors.base.collect.Collector;
import io.dockmedic.collectors.base.collect.Pace;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.event.Readings;
import io.dockmedic.collectors.host.view.EngineHost;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the file systems that matter how full they are, at an interval, all at the same time and each with a deadline.
 * One that hangs is reported and left alone until it answers; the others go on. Each answer is a
 * {@code disk.sample}.
 */
public final class DiskSampler extends Collector {
    /** The part's name in health. */
    public static final String PART = "disks";

    private static final int NEARLY_FULL = 90;
    private static final Duration LATE = Duration.ofSeconds(10);
    /** The engine is asked first, and has a deadline of its own. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Settings settings;
    private final EngineHost engine;
    private final Containers containers;
    private final Statfs statfs;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Mounted mounted;
    private final DiskEvents events = new DiskEvents();
    private volatile List<DiskSample> latest = List.of();
    private @Nullable HangGuard guard;
    private @Nullable Readings readings;

    /**
     * How it is set.
     *
     * @param interval      between two rounds
     * @param deadline      for one file system to answer
     * @param mountinfo     what the kernel lists as mounted
     * @param dataDirectory Dockmedic's own
     * @param subscribers   of readings, by name
     */
    public record Settings(
            Duration interval, Duration deadline, Path mountinfo, Path dataDirectory, List<String> subscribers) {
        private static final Duration INTERVAL = Duration.ofSeconds(10);
        private static final Duration DEADLINE = Duration.ofSeconds(2);

        /** This machine, every 10 s, 2 s for an answer. */
        public static Settings of(Path dataDirectory, List<String> subscribers) {
            return new Settings(INTERVAL, DEADLINE, Path.of("/proc/self/mountinfo"), dataDirectory, subscribers);
        }
    }

    /** @param engine where the engine is, and its data root */
    public DiskSampler(
            Settings settings, EngineHost engine, Containers containers, Statfs statfs, Clock clock, Health health,
            MeterRegistry meters) {
        super(PART, new Pace(Duration.ZERO, settings.interval(), LATE, LIMIT), health, meters);
        this.settings = settings;
        this.mounted = new Mounted(settings.mountinfo());
        this.engine = engine;
        this.containers = containers;
        this.statfs = statfs;
        this.clock = clock;
        this.meters = meters;
    }

    /** What each file system that matters answered last. May be asked from any thread. */
    public List<DiskSample> latest() {
        return latest;
    }

    /** Whether the engine's data root is on a file system with a tenth or less left. May be asked from any thread. */
    public boolean engineNearlyFull() {
        return latest.stream().anyMatch(sample -> {
            Usage usage = sample.usage();
            return sample.filesystem().roles().contains(Role.ENGINE) && usage != null
                    && usage.usedPercent() >= NEARLY_FULL;
        });
    }

    @Override
    protected void open(Timers own) {
        guard = new HangGuard(vertx, own, "disk");
        readings = new Readings(vertx, settings.subscribers(), meters);
    }

    @Override
    protected Future<Found> round() {
        return engine.here()
                .compose(info -> vertx.executeBlocking(() -> find(info))
                        .compose(this::ask)
                        .map(samples -> () -> took(samples, info)));
    }

    private List<Filesystem> find(Optional<EngineInfo> info) throws IOException {
        Places places = Places.of(info.map(EngineInfo::dataRoot).orElse(""), containers.all(),
                settings.dataDirectory().toAbsolutePath().toString());
        return mounted.now(places, clock.now());
    }

    private Future<List<DiskSample>> ask(List<Filesystem> filesystems) {
        List<Future<DiskSample>> asked = new ArrayList<>();
        for (Filesystem filesystem : filesystems) {
            asked.add(ask(filesystem));
        }
        return Future.all(asked).map(all -> all.<DiskSample>list());
    }

    private Future<DiskSample> ask(Filesystem filesystem) {
        return Objects.requireNonNull(guard)
                .call(filesystem.mountpoint(), settings.deadline(), () -> statfs.read(filesystem.mountpoint()))
                .map(usage -> DiskSample.read(filesystem, usage))
                .otherwise(cause -> DiskSample.failed(filesystem, cause));
    }

    private Health.Part took(List<DiskSample> samples, Optional<EngineInfo> info) {
        latest = List.copyOf(samples);
        Objects.requireNonNull(readings).publish(() -> events.of(samples, clock.now(), engine.name()));
        String silent = samples.stream()
                .map(DiskSample::error)
                .filter(error -> !error.isEmpty())
                .collect(Collectors.joining("; "));
        if (!silent.isEmpty()) {
            return new Health.Part(Health.Status.DEGRADED, silent);
        }
        return info.isEmpty()
                ? new Health.Part(Health.Status.DEGRADED, "only our own data directory is watched: " + engine.why())
                : new Health.Part(Health.Status.UP, "");
    }
}
