package io.dockmedic.collectors.container.log;

import io.dockmedic.collectors.base.collect.Collector;
import io.dockmedic.collectors.base.collect.Pace;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.ContainerReading.LogSampled;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Readings;
import io.dockmedic.collectors.host.view.EngineHost;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Measures the json logs of all running containers at an interval, aside and with a deadline: a disk that hangs holds
 * back nothing else. Each is a {@code container.log}.
 */
public final class LogSampler extends Collector {
    /** The part's name in health. */
    public static final String PART = "logs";

    /** The interval, as a rule. */
    public static final Duration EVERY = Duration.ofMinutes(1);

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final Duration LATE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<String> subscribers;
    private final EngineHost engine;
    private final Containers containers;
    private final Clock clock;
    private final MeterRegistry meters;
    private final LogSizes sizes = new LogSizes();
    private volatile List<LogSample> latest = List.of();
    private @Nullable HangGuard guard;
    private @Nullable Readings readings;

    /**
     * @param interval    between two rounds
     * @param subscribers of readings, by name
     */
    public LogSampler(
            Duration interval, List<String> subscribers, EngineHost engine, Containers containers, Clock clock,
            Health health, MeterRegistry meters) {
        super(PART, new Pace(interval, interval, LATE, LIMIT), health, meters);
        this.subscribers = List.copyOf(subscribers);
        this.engine = engine;
        this.containers = containers;
        this.clock = clock;
        this.meters = meters;
    }

    /** What was measured last. May be asked from any thread. */
    public List<LogSample> latest() {
        return latest;
    }

    @Override
    protected void open(Timers own) {
        guard = new HangGuard(vertx, own, "logs");
        readings = new Readings(vertx, subscribers, meters);
    }

    @Override
    protected Future<Found> round() {
        return Objects.requireNonNull(guard)
                .call("container-logs", DEADLINE, () -> sizes.read(containers.all(), clock.now()))
                .map(samples -> () -> took(samples));
    }

    private Health.Part took(List<LogSample> samples) {
        latest = samples;
        Objects.requireNonNull(readings).publish(() -> samples.stream().map(this::event).toList());
        long logging = containers.all()
                .stream()
                .filter(one -> one.ran() && !one.state().log().path().isEmpty())
                .count();
        return samples.isEmpty() && logging > 0
                ? new Health.Part(Health.Status.DEGRADED, "none of " + logging + " json logs can be seen from here: the"
                        + " engine's data root is not ours to read, or on another machine")
                : new Health.Part(Health.Status.UP, "");
    }

    private Event event(LogSample sample) {
        Sighting sighting = sample.sighting();
        return new LogSampled(
                sample.at(), engine.name(), Origin.DOCKMEDIC, sighting.container(), sample.bytes(),
                sample.growthPerMinute(), sighting.state().log().rotated());
    }
}
