package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.base.collect.Collector;
import io.dockmedic.collectors.base.collect.Pace;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.cgroup.CgroupMounts;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Readings;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all running containers at an interval, aside, and keeps what it read last. */
public final class ContainerSampler extends Collector {
    /** The part's name in health. */
    public static final String PART = "containers";

    private static final Logger LOG = LoggerFactory.getLogger(ContainerSampler.class);
    /** For the first seconds, in which the engine is still being asked what it has. */
    private static final Duration AT_FIRST = Duration.ofMillis(150);
    private static final int FIRST_ROUNDS = 70;
    /** The kernel answers in milliseconds, or holds a lock. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Settings settings;
    private final Containers containers;
    private final Clock clock;
    private final MeterRegistry meters;
    private final SampleEvents events;
    private volatile List<Sample> latest = List.of();
    private volatile @Nullable Reader reader;
    private @Nullable HangGuard guard;
    private @Nullable Readings readings;
    private boolean unreadable;
    private int rounds;
    private int known;

    /**
     * How it is set.
     *
     * @param interval    between two rounds
     * @param root        of the machine whose containers these are, as seen from here; {@code /} as a rule
     * @param host        its name
     * @param subscribers who wants readings as events, on {@link Events#SAMPLES}
     */
    public record Settings(Duration interval, Path root, String host, List<String> subscribers) {
        public Settings {
            subscribers = List.copyOf(subscribers);
        }

        /** This machine, every 10 s. */
        public static Settings here(String host, List<String> subscribers) {
            return new Settings(Duration.ofSeconds(10), Path.of("/"), host, subscribers);
        }
    }

    public ContainerSampler(Settings settings, Containers containers, Clock clock, Health health,
            MeterRegistry meters) {
        super(PART, new Pace(Duration.ZERO, settings.interval(), LATE, LIMIT), health, meters);
        this.settings = settings;
        this.containers = containers;
        this.clock = clock;
        this.meters = meters;
        this.events = new SampleEvents(settings.host());
    }

    /** What was read last of each container that ran then. May be asked from any thread. */
    public List<Sample> latest() {
        return latest;
    }

    @Override
    protected void open(Timers own) {
        guard = new HangGuard(vertx, own, "sample");
        readings = new Readings(vertx, settings.subscribers(), meters);
    }

    /** Files are closed when the round under way, if there is one, is over. */
    @Override
    protected void release() {
        Reader from = reader;
        if (from != null) {
            Thread.ofVirtual().start(from::close);
        }
    }

    @Override
    protected Duration pause() {
        if (rounds >= FIRST_ROUNDS) {
            return settings.interval();
        }
        int now = containers.all().size();
        boolean allThere = !latest.isEmpty() && now == known;
        known = now;
        rounds = allThere ? FIRST_ROUNDS : rounds + 1;
        return AT_FIRST.compareTo(settings.interval()) < 0 ? AT_FIRST : settings.interval();
    }

    @Override
    protected Future<Found> round() {
        return Objects.requireNonNull(guard).call(PART, DEADLINE, this::read).map(read -> () -> took(read));
    }

    private Health.Part took(Read read) {
        if (!read.trouble().isEmpty()) {
            if (!unreadable) {
                unreadable = true;
                LOG.atWarn()
                        .addKeyValue("reason", read.trouble())
                        .log("containers are not read: no control groups");
            }
            return new Health.Part(Health.Status.DOWN, "no container can be read here: " + read.trouble());
        }
        List<Sample> samples = read.samples();
        latest = samples;
        Objects.requireNonNull(readings).publish(() -> events.of(samples, clock.now()));
        long running = containers.all().stream().filter(Sighting::ran).count();
        return samples.isEmpty() && running > 0
                ? new Health.Part(Health.Status.DEGRADED, "none of " + running + " running containers can be read here:"
                        + " their processes are not of this machine, or its control groups are not shown")
                : new Health.Part(Health.Status.UP, "");
    }

    /** @param trouble why nothing can be read; empty as a rule */
    private record Read(List<Sample> samples, String trouble) {}

    private Read read() {
        try {
            Reader from = reader;
            if (from == null) {
                from = openReader();
                reader = from;
            }
            return new Read(from.read(containers.all(), clock.now()), "");
        } catch (IOException e) {
            return new Read(List.of(), String.valueOf(e.getMessage()));
        }
    }

    private Reader openReader() throws IOException {
        Path proc = settings.root().resolve("proc");
        return new Reader(proc,
                CgroupMounts.read(Files.readAllLines(proc.resolve("self/mountinfo")), settings.root()));
    }
}
