package io.dockmedic.collectors.alert.kafka;

import io.dockmedic.collectors.alert.inbox.AlertInbox;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.home.Home;
import io.dockmedic.collectors.base.kafka.Link;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what others tell by topics, into the same inbox as what comes over HTTP. A batch is done with when the journal has it;
 * while the journal takes nothing, or too much waits for rules, it is tried again, and nothing more is read. What can
 * never be taken is put aside, written down, counted and told, and holds up nothing. Where no topic is configured it does
 * nothing at all.
 */
public final class TopicStage extends VerticleBase {
    /** Its name in health. */
    public static final String PART = "kafka.in";

    private static final String INTAKE = "kafka.intake";
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Optional<Reading> reading;
    private final Seal seal;
    private final String host;
    private final AlertInbox inbox;
    private final RefusedStore store;
    private final Clock clock;
    private final Health health;
    private final MeterRegistry meters;
    private final AtomicLong lag = new AtomicLong();
    private DeadLetters dead = DeadLetters.NONE;
    private @Nullable Link link;
    private @Nullable Timers timers;
    private @Nullable Refusals refusals;
    private boolean closed;

    /**
     * @param reading empty where no topic is configured
     * @param seal    tells whose records are taken
     * @param host    this host's name, for those who look at what was put aside
     */
    public TopicStage(Optional<Reading> reading, Seal seal, String host, AlertInbox inbox, RefusedStore store,
            Clock clock, Health health, MeterRegistry meters) {
        this.reading = reading;
        this.seal = seal;
        this.host = host;
        this.inbox = inbox;
        this.store = store;
        this.clock = clock;
        this.health = health;
        this.meters = meters;
    }

    @Override
    public Future<?> start() {
        reading.ifPresent(this::begin);
        return Future.succeededFuture();
    }

    private void begin(Reading from) {
        Context own = vertx.getOrCreateContext();
        Timers clockwork = new VertxTimers(vertx);
        timers = clockwork;
        refusals = new Refusals(clock, clockwork, health);
        from.deadLetters()
                .ifPresent(topic -> dead = new DeadLetterTopic(vertx, from.cluster(), topic, host,
                        clock));
        Gauge.builder("dockmedic.kafka.lag", lag, AtomicLong::get)
                .baseUnit("records")
                .description("Records of the topics that are still to be read")
                .register(meters);
        Batches batches = new Batches(new LetterReader(seal), clock);
        Link fresh = new Link(vertx, PART, from.cluster(),
                line -> TopicReader.open(from, batches,
                        (batch, safe) -> Home.run(own, () -> putAside(batch, safe)), lag::set, clock, line),
                clock, clockwork, ThreadLocalRandom.current()::nextDouble, health, meters);
        link = fresh;
        fresh.begin();
    }

    @Override
    public Future<?> stop() {
        closed = true;
        dead.close();
        if (refusals != null) {
            refusals.close();
        }
        return link == null ? Future.succeededFuture() : link.close();
    }

    private void putAside(Batch batch, Runnable safe) {
        List<Future<Boolean>> sent = batch.refused().stream().map(dead::send).toList();
        Future.join(sent).onComplete(all -> write(batch, sent.stream().map(Future::result).toList(), FIRST, safe));
    }

    private void write(Batch batch, List<Boolean> putAside, Duration pause, Runnable safe) {
        if (closed) {
            // It is read again after the next start.
            return;
        }
        Future.join(store.add(batch.refused(), putAside, clock.now()), inbox.takeAll(batch.arrivals()))
                .onSuccess(written -> {
                    health.say(INTAKE, Health.Status.UP, "");
                    counted(batch, putAside);
                    safe.run();
                })
                .onFailure(cause -> {
                    health.say(INTAKE, Health.Status.DEGRADED,
                            "records wait in their topics: " + cause.getMessage());
                    Duration next = pause.multipliedBy(2);
                    timers().after(pause, () -> write(batch, putAside,
                            next.compareTo(LONGEST) > 0 ? LONGEST : next, safe));
                });
    }

    private Timers timers() {
        if (timers == null) {
            throw new IllegalStateException("not begun");
        }
        return timers;
    }

    private void counted(Batch batch, List<Boolean> putAside) {
        count("taken", batch.letters() - batch.refused().size());
        int aside = (int) putAside.stream().filter(there -> there).count();
        count("put_aside", aside);
        count("left_out", putAside.size() - aside);
        if (refusals != null) {
            refusals.tell(batch.refused());
        }
    }

    private void count(String result, int many) {
        Counter.builder("dockmedic.kafka.records")
                .description("Records of topics, by what became of them")
                .tag("result", result)
                .register(meters)
                .increment(many);
    }
}
