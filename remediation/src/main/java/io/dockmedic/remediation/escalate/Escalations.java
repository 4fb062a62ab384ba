package io.dockmedic.remediation.escalate;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.diagnose.Evidence;
import io.dockmedic.remediation.record.Delivery;
import io.dockmedic.remediation.record.Records;
import io.dockmedic.rules.incident.Incident;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sends messages to every receiver until each has taken them, at least once and for at most a day; also over our own
 * restart, by the journal. Messages of one incident, or of one storm, reach a receiver in order. One receiver never waits for another.
 */
public final class Escalations {
    private static final Logger LOG = LoggerFactory.getLogger(Escalations.class);

    private static final Set<String> GOOD_NEWS = Set.of(Message.RESOLVED, StormMessage.OVER);

    private record Lane(String receiver, String incident) {}

    private final Message message;
    private final StormMessage storm;
    private final KeptMessage kept;
    private final Webhook webhook;
    private final Map<String, Receiver> receivers;
    private final Records records;
    private final Clock clock;
    private final Timers timers;
    private final DoubleSupplier random;
    private final Health health;
    private final MeterRegistry meters;
    private final Map<Lane, Deque<Delivery>> lanes = new HashMap<>();

    /** @param asked what people are asked for an incident, as a message has it */
    public Escalations(Vertx vertx, String host, List<Receiver> receivers, Records records, Redactor redactor,
            Function<String, List<JsonObject>> asked, Clock clock, Timers timers, DoubleSupplier random, Health health,
            MeterRegistry meters) {
        this.message = new Message(host, redactor, asked, clock::shown);
        this.storm = new StormMessage(host, redactor, clock::shown);
        this.kept = new KeptMessage(host, redactor, clock::shown);
        this.webhook = new Webhook(vertx);
        this.receivers = receivers.stream().collect(Collectors.toMap(Receiver::name, receiver -> receiver));
        this.records = records;
        this.clock = clock;
        this.timers = timers;
        this.random = random;
        this.health = health;
        this.meters = meters;
    }

    /** Tells of a fault. Completes, with whom for a person, when the messages are written down; never waits for receivers. */
    public Future<String> tell(Job job, Evidence evidence) {
        String again = job.resets() == 0 ? "" : "." + job.resets();
        String key = job.incident().id() + "/" + job.step() + again;
        return send(job.incident().id(), key, message.escalation(job, evidence, key, clock.now()));
    }

    /** Tells that what was told of is over. */
    public void resolved(Incident incident) {
        String key = incident.id() + "/resolved";
        send(incident.id(), key, message.resolved(incident, key, clock.now()));
    }

    /** Tells of a storm, all of it as one. Completes when the messages are written down. */
    public Future<String> storm(StormNotice notice) {
        return send(notice.storm().id(), StormMessage.key(notice), storm.of(notice, clock.now()));
    }

    /** Tells of what is not put back. Completes when the messages are written down. */
    public Future<String> kept(Kept notice) {
        return send(notice.act().incident(), KeptMessage.key(notice), kept.of(notice, clock.now()));
    }

    /** Goes on with what was not taken before our restart. */
    public void resume(List<Delivery> deliveries) {
        deliveries.forEach(this::queue);
    }

    /** Closes connections; what was not taken is sent after the next start. */
    public void close() {
        webhook.close();
    }

    private Future<String> send(String about, String key, JsonObject body) {
        String kind = body.getString("kind");
        JsonObject incident = body.getJsonObject("incident", new JsonObject());
        LOG.atLevel(GOOD_NEWS.contains(kind) ? Level.INFO : Level.WARN)
                .addKeyValue("incident", about)
                .addKeyValue("rule", incident.getString("rule", ""))
                .addKeyValue("key", incident.getString("key", ""))
                .addKeyValue("kind", kind)
                .log(Message.line(body));
        if (receivers.isEmpty()) {
            return Future.succeededFuture("no receiver is configured: told in the log");
        }
        List<Delivery> deliveries = receivers.keySet()
                .stream()
                .sorted()
                .map(name -> new Delivery(key, name, clock.now(), body.encode()))
                .toList();
        // Without a journal a person is told all the same; only the memory of it is at risk.
        return records.post(deliveries)
                .otherwise(deliveries.size())
                .onSuccess(added -> {
                    if (added > 0) {
                        deliveries.forEach(this::queue);
                    }
                })
                .map(added -> "sent to " + String.join(", ", deliveries.stream().map(Delivery::receiver).toList()));
    }

    private void queue(Delivery delivery) {
        Lane lane = new Lane(delivery.receiver(), delivery.key().substring(0, delivery.key().lastIndexOf('/')));
        Deque<Delivery> waiting = lanes.computeIfAbsent(lane, first -> new ArrayDeque<>());
        waiting.add(delivery);
        if (waiting.size() == 1) {
            post(lane, delivery, 1);
        }
    }

    private void post(Lane lane, Delivery delivery, int attempt) {
        Receiver receiver = receivers.get(delivery.receiver());
        if (receiver == null) {
            over(lane, delivery, "given_up", attempt, "the receiver is not configured any more");
            return;
        }
        webhook.post(receiver.url(), delivery.key(), delivery.body())
                .onSuccess(answer -> answered(lane, delivery, attempt, receiver, answer));
    }

    private void answered(Lane lane, Delivery delivery, int attempt, Receiver receiver, Webhook.Answer answer) {
        Counter.builder("dockmedic.escalations")
                .description("Posts to a receiver")
                .tags("receiver", receiver.name(), "result", answer.taken() ? "taken" : "failed")
                .register(meters)
                .increment();
        if (answer.taken()) {
            health.say("escalation." + receiver.name(), Health.Status.UP, "");
            over(lane, delivery, "delivered", attempt, "");
            return;
        }
        String problem = "receiver " + receiver + ": " + answer.problem();
        health.say("escalation." + receiver.name(), Health.Status.DEGRADED, problem);
        if (delivery.at().plus(Patience.GIVE_UP).isBefore(clock.now())) {
            LOG.atError()
                    .addKeyValue("key", delivery.key())
                    .addKeyValue("attempt", attempt)
                    .log("gave up telling {}", problem);
            over(lane, delivery, "given_up", attempt, problem);
            return;
        }
        LOG.atWarn()
                .addKeyValue("key", delivery.key())
                .addKeyValue("attempt", attempt)
                .log("not told yet, {}", problem);
        timers.after(
                Patience.after(answer.status(), attempt, random.getAsDouble()),
                () -> post(lane, delivery, attempt + 1));
    }

    private void over(Lane lane, Delivery delivery, String state, int attempts, String detail) {
        records.delivered(delivery, state, attempts, detail, clock.now());
        Deque<Delivery> waiting = lanes.getOrDefault(lane, new ArrayDeque<>());
        waiting.poll();
        Optional.ofNullable(waiting.peek())
                .ifPresentOrElse(next -> post(lane, next, 1), () -> lanes.remove(lane));
    }
}
