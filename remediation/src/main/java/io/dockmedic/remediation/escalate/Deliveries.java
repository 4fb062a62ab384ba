package io.dockmedic.remediation.escalate;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.remediation.record.Delivery;
import io.dockmedic.remediation.record.DeliveryRecords;
import io.dockmedic.remediation.record.Page;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages to receivers until each is taken, for at most a day. Messages of one incident, or of one storm, reach a receiver
 * in order; also those of two that it takes for one. One receiver never waits for another. To be used on one context.
 */
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private static final String DELIVERED = "delivered";
    private static final String FAILED = "failed";

    /** The rung of what is not written down: it is made anew as long as it holds. */
    private static final String LASTS = "/lasts";

    private static final String GONE = "receiver %s: it is not configured any more";

    private record Lane(String receiver, String name) {}

    private final Vertx vertx;
    private final Carrier webhook;
    private final Map<String, Carrier> carriers = new HashMap<>();
    private final Map<String, Receiver> receivers;
    private final DeliveryRecords records;
    private final Clock clock;
    private final Timers timers;
    private final DoubleSupplier random;
    private final Health health;
    private final MeterRegistry meters;
    private final Map<Lane, Deque<Delivery>> lanes = new HashMap<>();
    private final Consumer<Delivery> gaveUp;
    private Function<Delivery, Optional<Page>> taken = delivery -> Optional.empty();

    /** @param gaveUp told each message that was given up */
    Deliveries(Vertx vertx, Map<String, Receiver> receivers, DeliveryRecords records, Clock clock, Timers timers,
            DoubleSupplier random, Health health, MeterRegistry meters, Consumer<Delivery> gaveUp) {
        this.vertx = vertx;
        this.webhook = new Webhook(vertx, clock);
        this.receivers = receivers;
        this.records = records;
        this.clock = clock;
        this.timers = timers;
        this.random = random;
        this.health = health;
        this.meters = meters;
        this.gaveUp = gaveUp;
    }

    /** @param then told each message that was taken; answers what its receiver was told of, empty where that has not changed */
    void whenTaken(Function<Delivery, Optional<Page>> then) {
        taken = then;
    }

    /** Whether a message about an incident or a storm was not taken yet. */
    boolean waits(String receiver, String about) {
        return lanes.entrySet()
                .stream()
                .filter(lane -> lane.getKey().receiver().equals(receiver))
                .flatMap(lane -> lane.getValue().stream())
                .anyMatch(waiting -> about(waiting).equals(about));
    }

    /** Closes connections; what was not taken is sent after the next start. */
    void close() {
        webhook.close();
        carriers.values().forEach(Carrier::close);
    }

    private Carrier carrier(Receiver receiver) {
        return carriers.computeIfAbsent(receiver.name(), first -> receiver.dialect().carrier(vertx).orElse(webhook));
    }

    /** Brings it when those before it were taken. */
    void queue(Delivery delivery) {
        Receiver receiver = receivers.get(delivery.receiver());
        Lane lane = new Lane(delivery.receiver(), receiver == null
                ? about(delivery)
                : receiver.dialect().lane(new JsonObject(delivery.body()), about(delivery)));
        Deque<Delivery> waiting = lanes.computeIfAbsent(lane, first -> new ArrayDeque<>());
        waiting.add(delivery);
        if (waiting.size() == 1) {
            post(lane, delivery, 1);
        }
    }

    /** Brings what was told before once more, as {@code body} says it now, unless something about the same is on its way. */
    void again(Page page, JsonObject body) {
        if (!waits(page.receiver(), page.about())) {
            queue(new Delivery(page.about() + LASTS, page.receiver(), clock.now(), body.encode()));
        }
    }

    /** Others are told in the place of its receiver, which is not configured any more. */
    void handedOn(Delivery delivery) {
        String why = GONE.formatted(delivery.receiver()) + "; others are told";
        LOG.atWarn().addKeyValue("key", delivery.key()).log(why);
        records.delivered(delivery, DeliveryRecords.HANDED_ON, 0, why, clock.now(), Optional.empty());
    }

    private void post(Lane lane, Delivery delivery, int attempt) {
        Receiver receiver = receivers.get(delivery.receiver());
        if (receiver == null) {
            giveUp(lane, delivery, 0, GONE.formatted(delivery.receiver()));
            return;
        }
        String body = receiver.dialect().put(new JsonObject(delivery.body()), clock.shown(clock.now()));
        carrier(receiver)
                .bring(receiver, delivery.key(), lane.name(), body)
                .onSuccess(answer -> answered(lane, delivery, attempt, receiver, answer));
    }

    private void answered(Lane lane, Delivery delivery, int attempt, Receiver receiver, Carrier.Answer answer) {
        if (answer.taken()) {
            count(receiver.name(), "taken");
            health.say("escalation." + receiver.name(), Health.Status.UP, "");
            over(lane, delivery, DELIVERED, attempt, "");
            return;
        }
        String problem = "receiver " + receiver + ": " + answer.problem();
        health.say("escalation." + receiver.name(), Health.Status.DEGRADED, problem);
        if (delivery.key().endsWith(LASTS)) {
            // It comes again by itself, as it is then.
            count(receiver.name(), FAILED);
            over(lane, delivery, DeliveryRecords.GIVEN_UP, attempt, problem);
            return;
        }
        if (delivery.at().plus(Patience.GIVE_UP).isBefore(clock.now())) {
            giveUp(lane, delivery, attempt, problem);
            return;
        }
        count(receiver.name(), FAILED);
        LOG.atWarn()
                .addKeyValue("key", delivery.key())
                .addKeyValue("attempt", attempt)
                .log("not told yet, {}", problem);
        timers.after(
                Patience.after(answer.status(), attempt, random.getAsDouble()),
                () -> post(lane, delivery, attempt + 1));
    }

    private void giveUp(Lane lane, Delivery delivery, int attempts, String problem) {
        LOG.atError()
                .addKeyValue("key", delivery.key())
                .addKeyValue("attempt", attempts)
                .log("gave up telling {}", problem);
        count(delivery.receiver(), DeliveryRecords.GIVEN_UP);
        gaveUp.accept(delivery);
        over(lane, delivery, DeliveryRecords.GIVEN_UP, attempts, problem);
    }

    private void count(String receiver, String result) {
        Counter.builder("dockmedic.escalations")
                .description("Posts to a receiver, and messages that were given up")
                .tags("receiver", receiver, "result", result)
                .register(meters)
                .increment();
    }

    /** The incident or storm that it is about. */
    static String about(Delivery delivery) {
        return delivery.key().substring(0, delivery.key().lastIndexOf('/'));
    }

    private void over(Lane lane, Delivery delivery, String state, int attempts, String detail) {
        if (!delivery.key().endsWith(LASTS)) {
            records.delivered(delivery, state, attempts, detail, clock.now(),
                    state.equals(DELIVERED) ? taken.apply(delivery) : Optional.empty());
        }
        Deque<Delivery> waiting = lanes.getOrDefault(lane, new ArrayDeque<>());
        waiting.poll();
        Optional.ofNullable(waiting.peek())
                .ifPresentOrElse(next -> post(lane, next, 1), () -> lanes.remove(lane));
    }
}
