package io.dockmedic.remediation.escalate;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.health.Pulse;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says to others that we are well, for as long as we are: whoever does not hear it any more calls a person. It is the one thing that also
 * works when we, or the whole host, are gone. A stage of its own, which waits for no other.
 */
public final class Heartbeats extends VerticleBase {
    /** Kind of the message. */
    public static final String KIND = "heartbeat";

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

    /** After what was not taken, or not sent, it is tried again so soon, unless it is told more often anyway. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final Health.Part WELL = new Health.Part(Health.Status.UP, "");

    private final String host;
    private final List<Heartbeat> all;
    private final BooleanSupplier ready;
    private final List<Pulse> pulses;
    private final Clock clock;
    private final Timers timers;
    private final Health health;
    private final MeterRegistry meters;
    private final Map<Heartbeat, Timers.Pending> pending = new HashMap<>();
    private final Instant since;
    private @Nullable Webhook webhook;

    /**
     * @param all    who is told; may be empty
     * @param ready  whether we see all that we need, and can act; asked each time, and where not nothing is sent
     * @param pulses of those who have to go on for that; where one does not come by within 10 s nothing is sent either
     */
    public Heartbeats(String host, List<Heartbeat> all, BooleanSupplier ready, List<Pulse> pulses, Clock clock,
            Timers timers, Health health, MeterRegistry meters) {
        this.host = host;
        this.all = List.copyOf(all);
        this.ready = ready;
        this.pulses = List.copyOf(pulses);
        this.clock = clock;
        this.timers = timers;
        this.health = health;
        this.meters = meters;
        this.since = clock.now();
    }

    @Override
    public Future<?> start() {
        Webhook with = new Webhook(vertx, clock);
        webhook = with;
        all.forEach(one -> {
            LOG.info("{} hears every {} s that we are well", one.to(), one.every().toSeconds());
            beat(with, one);
        });
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        pending.values().forEach(Timers.Pending::cancel);
        pending.clear();
        if (webhook != null) {
            webhook.close();
            webhook = null;
        }
        return Future.succeededFuture();
    }

    private void beat(Webhook with, Heartbeat one) {
        if (!ready.getAsBoolean()) {
            withheld(with, one);
            return;
        }
        Promise<Void> well = Promise.promise();
        Timers.Pending deadline = timers.after(SOON, () -> well.tryFail("somebody hangs"));
        pending.put(one, deadline);
        Future.all(pulses.stream().map(Pulse::next).toList()).<Void>mapEmpty().onComplete(felt -> {
            if (felt.succeeded()) {
                well.tryComplete();
            } else {
                well.tryFail(felt.cause());
            }
        });
        // Their threads complete it, and this is told on ours.
        Context own = context;
        well.future().onComplete(done -> own.runOnContext(here -> {
            deadline.cancel();
            if (webhook == null) {
                return;
            }
            if (done.succeeded()) {
                say(with, one);
            } else {
                withheld(with, one);
            }
        }));
    }

    private void withheld(Webhook with, Heartbeat one) {
        next(with, one, false);
        count(one, "withheld");
    }

    private void say(Webhook with, Heartbeat one) {
        Instant now = clock.shown(clock.now());
        String key = KIND + "/" + now.getEpochSecond();
        JsonObject message = new JsonObject()
                .put("version", "1")
                .put("kind", KIND)
                .put("idempotency_key", key)
                .put("at", now.toString())
                .put("host", host)
                .put("summary", "Dockmedic on " + host + " is well")
                .put("since", clock.shown(since).toString())
                .put("every_seconds", one.every().toSeconds());
        with.post(one.to(), key, one.to().dialect().put(message, now)).onSuccess(answer -> answered(with, one, answer));
    }

    private void answered(Webhook with, Heartbeat one, Carrier.Answer answer) {
        String part = KIND + "." + one.to().name();
        boolean failedBefore = health.parts().getOrDefault(part, WELL).status() != Health.Status.UP;
        if (answer.taken()) {
            health.say(part, Health.Status.UP, "");
            if (failedBefore) {
                LOG.info("{} hears again that we are well", one.to());
            }
        } else {
            health.say(part, Health.Status.DEGRADED,
                    one.to() + " does not hear that we are well: " + answer.problem());
            if (!failedBefore) {
                LOG.warn("{} does not hear that we are well: {}", one.to(), answer.problem());
            }
        }
        next(with, one, answer.taken());
        count(one, answer.taken() ? "taken" : "failed");
    }

    /** Nothing more after the end: what was on its way then is answered to nobody. */
    private void next(Webhook with, Heartbeat one, boolean taken) {
        if (webhook != null) {
            Duration wait = taken || one.every().compareTo(SOON) < 0 ? one.every() : SOON;
            pending.put(one, timers.after(wait, () -> beat(with, one)));
        }
    }

    private void count(Heartbeat one, String result) {
        Counter.builder("dockmedic.heartbeats")
                .description("Times somebody was told that we are well, or should have been")
                .tags("receiver", one.to().name(), "result", result)
                .register(meters)
                .increment();
    }
}
