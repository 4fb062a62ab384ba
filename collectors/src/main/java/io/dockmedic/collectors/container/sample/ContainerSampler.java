package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.cgroup.CgroupMounts;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.Events;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all running containers at an interval, on a worker, and keeps what it read last. One round at a time: where the
 * kernel takes longer than the interval, a round is left out, and health says so.
 */
public final class ContainerSampler extends VerticleBase {
    /** The part's name in health. */
    public static final String PART = "containers";

    private static final Logger LOG = LoggerFactory.getLogger(ContainerSampler.class);
    /** For the first seconds, in which the engine is still being asked what it has. */
    private static final Duration AT_FIRST = Duration.ofMillis(250);
    private static final int FIRST_ROUNDS = 40;

    private final Settings settings;
    private final Containers containers;
    private final Clock clock;
    private final Health health;
    private final MeterRegistry meters;
    private volatile List<Sample> latest = List.of();
    private @Nullable Timers timers;
    private @Nullable Reader reader;
    private @Nullable SampleEvents events;
    private boolean reading;
    private int rounds;

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
        this.settings = settings;
        this.containers = containers;
        this.clock = clock;
        this.health = health;
        this.meters = meters;
    }

    /** What was read last of each container that ran then. May be asked from any thread. */
    public List<Sample> latest() {
        return latest;
    }

    @Override
    public Future<?> start() {
        timers = new VertxTimers(vertx);
        events = new SampleEvents(settings.host(),
                new Publisher<>(vertx, Events.SAMPLES, settings.subscribers(), meters));
        return vertx.executeBlocking(this::open).onSuccess(opened -> {
            reader = opened;
            round();
        }).otherwise(cause -> {
            health.say(PART, Health.Status.DOWN, "no container can be read here: " + cause.getMessage());
            LOG.atWarn().addKeyValue("reason", cause.getMessage()).log("containers are not read: no control groups");
            return null;
        });
    }

    /** Files are closed when the round under way, if there is one, is over; it is not waited for. */
    @Override
    public Future<?> stop() {
        vertx.executeBlocking(() -> {
            if (reader != null) {
                reader.close();
            }
            return null;
        });
        return Future.succeededFuture();
    }

    private Reader open() throws IOException {
        Path proc = settings.root().resolve("proc");
        return new Reader(proc,
                CgroupMounts.read(Files.readAllLines(proc.resolve("self/mountinfo")), settings.root()));
    }

    private void round() {
        boolean nothingYet = latest.isEmpty() && ++rounds < FIRST_ROUNDS;
        if (timers != null) {
            timers.after(nothingYet ? AT_FIRST : settings.interval(), this::round);
        }
        if (reading) {
            if (!nothingYet) {
                health.say(PART, Health.Status.DEGRADED, "reading all containers takes longer than "
                        + settings.interval().toSeconds() + " s; what is shown is older");
            }
            return;
        }
        reading = true;
        vertx.executeBlocking(this::read)
                .onComplete(read -> reading = false)
                .onSuccess(this::took)
                .onFailure(cause -> health.say(PART, Health.Status.DEGRADED, "not read: " + cause));
    }

    private void took(List<Sample> samples) {
        latest = samples;
        Objects.requireNonNull(events).tell(samples, clock.now());
        long running = containers.all().stream().filter(Sighting::ran).count();
        if (samples.isEmpty() && running > 0) {
            health.say(PART, Health.Status.DEGRADED,
                    "none of " + running + " running containers can be read here: their"
                            + " processes are not of this machine, or its control groups are not shown");
        } else {
            health.say(PART, Health.Status.UP, "");
        }
    }

    private List<Sample> read() {
        Reader from = reader;
        return from == null ? List.of() : from.read(containers.all(), clock.now());
    }
}
