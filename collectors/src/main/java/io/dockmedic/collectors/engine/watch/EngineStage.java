package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.self.Boot;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.engine.client.ApiVersion;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.EngineHttp;
import io.dockmedic.collectors.engine.lease.EngineLease;
import io.dockmedic.collectors.engine.stream.EventStream;
import io.dockmedic.collectors.engine.stream.StreamSettings;
import io.dockmedic.collectors.event.Events;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The stage that sees: keeps connected to one engine and publishes what happens there on {@link Events#TOPIC}. An
 * engine that is not there is waited for.
 */
public final class EngineStage extends VerticleBase {
    private final Settings settings;
    private final EngineCalls calls;
    private final Containers containers;
    private final MemoryKills kernel;
    private final Journal journal;
    private final Clock clock;
    private final Health health;
    private final MeterRegistry meters;
    private @Nullable EventStream stream;
    private @Nullable EngineWatch watch;
    private @Nullable EngineLease lease;
    private volatile boolean observing;

    /**
     * How the stage is set.
     *
     * @param wanted      the API version the owner insists on, or null to negotiate
     * @param lease       a directory that all instances on the host share
     * @param subscribers of events, by name
     */
    public record Settings(
            EngineAddress address,
            @Nullable ApiVersion wanted,
            Path lease,
            List<String> subscribers,
            StreamSettings stream) {}

    /**
     * @param containers kept up to date with what the engine has
     * @param kernel     knows of kills for want of memory that the engine may not have said
     */
    public EngineStage(
            Settings settings, EngineCalls calls, Containers containers, MemoryKills kernel, Journal journal,
            Clock clock,
            Health health, MeterRegistry meters) {
        this.settings = settings;
        this.calls = calls;
        this.containers = containers;
        this.kernel = kernel;
        this.journal = journal;
        this.clock = clock;
        this.health = health;
        this.meters = meters;
    }

    @Override
    public Future<?> start() {
        Timers timers = new VertxTimers(vertx);
        Gauge.builder("dockmedic.acting", this, stage -> stage.observing ? 0 : 1)
                .description("Whether this instance may act on the engine (1) or another one does (0)")
                .register(meters);
        WatchStore store = new WatchStore(journal);
        EngineLease engineLease = new EngineLease(settings.lease(), timers, this::aside, health);
        lease = engineLease;
        EngineWatch listens = new EngineWatch(vertx, calls, clock, timers,
                new Publisher<>(vertx, Events.TOPIC, settings.subscribers(), meters), engineLease, store,
                acting -> observing = !acting, boot(), containers, kernel, new Redactor(), meters);
        health.say(HealthListener.PART, Health.Status.DOWN, "not connected yet to " + settings.address().shown());
        watch = listens;
        return listens.recall().compose(recalled -> store.marker()).map(marker -> {
            EventStream started = new EventStream(settings.address(),
                    EngineHttp.client(vertx, settings.address()), clock, timers, RandomGenerator.getDefault(), meters,
                    settings.stream(), settings.wanted(), marker.orElse(null),
                    new HealthListener(listens, settings.address(), health));
            stream = started;
            started.start();
            return started;
        });
    }

    private <T> Future<T> aside(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    /** Of a remote engine's machine we know nothing. */
    private Optional<String> boot() {
        return settings.address() instanceof EngineAddress.Unix ? Boot.id() : Optional.empty();
    }

    /** Whether this instance only observes, because another one acts on the engine. May be asked from any thread. */
    public boolean observing() {
        return observing;
    }

    @Override
    public Future<?> stop() {
        if (stream != null) {
            stream.stop();
        }
        if (lease != null) {
            lease.close();
        }
        return watch == null ? Future.succeededFuture() : watch.ends();
    }
}
