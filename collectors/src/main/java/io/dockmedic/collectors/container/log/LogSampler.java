package io.dockmedic.collectors.container.log;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.ContainerEvent.LogSampled;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.host.view.EngineHost;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures the json logs of all running containers at an interval, aside and with a deadline: a disk that hangs holds
 * back nothing else. Each is a {@code container.log}.
 */
public final class LogSampler extends VerticleBase {
    /** The part's name in health. */
    public static final String PART = "logs";

    /** The interval, as a rule. */
    public static final Duration EVERY = Duration.ofMinutes(1);

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Duration interval;
    private final List<String> subscribers;
    private final EngineHost engine;
    private final Containers containers;
    private final Clock clock;
    private final Health health;
    private final MeterRegistry meters;
    private final LogSizes sizes = new LogSizes();
    private volatile List<LogSample> latest = List.of();
    private Future<?> told = Future.succeededFuture();
    private @Nullable Timers timers;
    private @Nullable HangGuard guard;
    private @Nullable Publisher<Event> publisher;

    /**
     * @param interval    between two rounds
     * @param subscribers of readings, by name
     */
    public LogSampler(
            Duration interval, List<String> subscribers, EngineHost engine, Containers containers, Clock clock,
            Health health, MeterRegistry meters) {
        this.interval = interval;
        this.subscribers = List.copyOf(subscribers);
        this.engine = engine;
        this.containers = containers;
        this.clock = clock;
        this.health = health;
        this.meters = meters;
    }

    /** What was measured last. May be asked from any thread. */
    public List<LogSample> latest() {
        return latest;
    }

    @Override
    public Future<?> start() {
        Timers own = new VertxTimers(vertx);
        timers = own;
        guard = new HangGuard(vertx, own, "disk");
        publisher = new Publisher<>(vertx, Events.SAMPLES, subscribers, meters);
        own.after(interval, this::round);
        return Future.succeededFuture();
    }

    private void round() {
        if (timers != null) {
            timers.after(interval, this::round);
        }
        HangGuard by = guard;
        if (by != null) {
            by.call("container-logs", DEADLINE, () -> sizes.read(containers.all(), clock.now()))
                    .onSuccess(this::took)
                    .onFailure(cause -> health.say(PART, Health.Status.DEGRADED,
                            "logs of containers are not measured: " + cause.getMessage()));
        }
    }

    private void took(List<LogSample> samples) {
        latest = samples;
        long logging = containers.all()
                .stream()
                .filter(one -> one.ran() && !one.state().log().path().isEmpty())
                .count();
        health.say(PART, samples.isEmpty() && logging > 0 ? Health.Status.DEGRADED : Health.Status.UP,
                samples.isEmpty() && logging > 0
                        ? "none of " + logging + " json logs can be seen from here: the engine's data root is not ours"
                                + " to read, or on another machine"
                        : "");
        Publisher<Event> to = publisher;
        if (to != null && told.isComplete()) {
            told = Future.join(samples.stream().map(this::event).map(to::publish).toList());
        }
    }

    private Event event(LogSample sample) {
        Sighting sighting = sample.sighting();
        return new LogSampled(
                sample.at(), engine.name(), Origin.DOCKMEDIC, sighting.container(), sample.bytes(),
                sample.growthPerMinute(), sighting.state().log().rotated());
    }
}
