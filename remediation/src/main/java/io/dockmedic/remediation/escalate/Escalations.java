package io.dockmedic.remediation.escalate;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.decide.brake.Groups;
import io.dockmedic.remediation.diagnose.Evidence;
import io.dockmedic.remediation.record.Delivery;
import io.dockmedic.remediation.record.DeliveryRecords;
import io.dockmedic.remediation.record.Page;
import io.dockmedic.remediation.record.StormRecord;
import io.dockmedic.rules.incident.Incident;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells receivers: at least once, also over our own restart, by the journal; again while nobody acknowledges it; and that it is
 * over. To be used on one context.
 */
public final class Escalations {
    private static final Logger LOG = LoggerFactory.getLogger(Escalations.class);

    private static final Set<String> GOOD_NEWS = Set.of(Message.RESOLVED, StormMessage.OVER);

    /** Writes messages down, and who is told; answers how many messages are new. */
    private interface Writing {
        Future<Integer> write(List<Delivery> messages, List<Page> pages);
    }

    private final Message message;
    private final StormMessage storm;
    private final KeptMessage kept;
    private final Deliveries deliveries;
    private final Map<String, Receiver> receivers;
    private final DeliveryRecords records;
    private final Reminders reminders;
    private final Addressees addressees;
    private final Successors successors;
    private final Lasting lasting;
    private final DeadLetters deadLetters;
    private final Clock clock;
    private Cases cases = Cases.NONE;

    /**
     * @param groups of services, of which messages tell
     * @param asked  what people are asked for an incident, as a message has it
     */
    public Escalations(Vertx vertx, String host, List<Receiver> receivers, DeliveryRecords records,
            Redactor redactor, Groups groups,
            Function<String, List<JsonObject>> asked, Clock clock, Timers timers, DoubleSupplier random, Health health,
            MeterRegistry meters) {
        this.message = new Message(host, redactor, groups, asked, clock::shown);
        this.storm = new StormMessage(host, redactor, clock::shown);
        this.kept = new KeptMessage(host, redactor, clock::shown);
        this.receivers = receivers.stream().collect(Collectors.toMap(Receiver::name, receiver -> receiver));
        this.records = records;
        this.clock = clock;
        this.deadLetters = new DeadLetters(incident -> cases.acknowledged(incident), clock, timers, health);
        this.deliveries = new Deliveries(vertx, this.receivers, records, clock, timers, random, health, meters,
                deadLetters::gaveUp);
        Repetition repetition = new Repetition(asked, clock::shown);
        this.reminders = new Reminders(this.receivers, repetition, new Reminders.Sending() {
            @Override
            public void send(List<Delivery> messages, List<Page> pages) {
                again(messages, pages);
            }

            @Override
            public boolean waits(Page page) {
                return deliveries.waits(page.receiver(), page.about());
            }
        }, clock, timers);
        deliveries.whenTaken(reminders::taken);
        this.addressees = new Addressees(reminders);
        this.successors = new Successors(this.receivers::containsKey, reminders::all,
                new Rerouting(addressees, reminders, repetition, this.receivers::containsKey, deliveries,
                        (messages, pages) -> post(messages, pages, records::post), clock),
                clock, timers);
        this.lasting = new Lasting(this.receivers, reminders::all,
                page -> deliveries.again(page, repetition.askedNow(page)), timers);
    }

    /** @param known how the incidents stand that people were told of */
    public void ask(Cases known) {
        cases = known;
        reminders.ask(known);
        successors.ask(known);
    }

    /** A person said something of an incident: whoever should have been told of it need not come for it any more. */
    public void said(String incident) {
        deadLetters.said(incident);
    }

    /** Tells of a fault. Completes, with whom for a person, when the messages are written down; never waits for receivers. */
    public Future<String> tell(Job job, Evidence evidence) {
        String again = job.resets() == 0 ? "" : "." + job.resets();
        String key = job.incident().id() + "/" + job.step() + again;
        return send(job.incident().id(), key, message.escalation(job, evidence, key, clock.now()),
                List.of(job.incident().id()));
    }

    /** Tells that what was told of is over. */
    public void resolved(Incident incident) {
        String key = incident.id() + "/resolved";
        send(incident.id(), key, message.resolved(incident, key, clock.now()), List.of());
        forget(incident.id());
    }

    /**
     * Tells of a storm, all of it as one. Completes when the messages are written down, and with them that it was told.
     *
     * @param told how it stands then
     */
    public Future<String> storm(StormNotice notice, StormRecord told) {
        return storm(notice, (messages, pages) -> records.told(told, messages, pages));
    }

    /**
     * Tells that a storm is over. Completes when the messages are written down, and with them that it is; fails when that
     * cannot be, though people are told all the same.
     */
    public Future<Void> stormOver(StormNotice notice) {
        Promise<Integer> written = Promise.promise();
        storm(notice, (messages, pages) -> records.over(notice.storm(), clock.now(), messages, pages)
                .onComplete(written));
        return written.future().mapEmpty();
    }

    private Future<String> storm(StormNotice notice, Writing writing) {
        List<String> held = notice.held().values().stream().flatMap(List::stream).map(Incident::id).toList();
        Future<String> sent = send(notice.storm().id(), StormMessage.key(notice), storm.of(notice, clock.now()), held,
                writing);
        if (held.isEmpty()) {
            forget(notice.storm().id());
        }
        return sent;
    }

    /** Tells of what is not put back. Completes when the messages are written down. */
    public Future<String> kept(Kept notice) {
        return send(notice.act().incident(), KeptMessage.key(notice), kept.of(notice, clock.now()),
                List.of());
    }

    /** Nobody hears of a storm any more, nor of what it held up as part of another. */
    public void quiet(String storm, List<String> held) {
        narrow(storm, held);
        forget(storm);
    }

    /** Incidents and storms that are not known any more are over. */
    public void overUnless(Predicate<String> knows) {
        reminders.overUnless(knows).forEach(records::forget);
    }

    /** Goes on with what was not taken before our restart, and with what nobody had acknowledged. */
    public void resume(List<Delivery> waiting, List<Page> pages) {
        // With no receiver at all there is nobody to be told in the place of one.
        Predicate<Delivery> here = delivery -> receivers.isEmpty() || receivers.containsKey(delivery.receiver());
        waiting.stream().filter(here).forEach(deliveries::queue);
        records.givenUp(clock.now().minus(DeadLetters.KEPT), clock.now()).onSuccess(deadLetters::remember);
        reminders.told(pages);
        if (receivers.isEmpty()) {
            LOG.warn(
                    "Nobody will be called: no receiver is configured (escalation.receivers); what needs a person is told"
                            + " in this log and on the page");
        } else {
            successors.begin(waiting.stream().filter(here.negate()).toList());
        }
        lasting.begin();
    }

    /** Closes connections; what was not taken is sent after the next start. */
    public void close() {
        deliveries.close();
    }

    private Future<String> send(String about, String key, JsonObject body, List<String> incidents) {
        return send(about, key, body, incidents, records::post);
    }

    /** @param incidents of which people are to hear again while nobody acknowledges them */
    private Future<String> send(String about, String key, JsonObject body, List<String> incidents, Writing writing) {
        String kind = body.getString("kind");
        JsonObject incident = body.getJsonObject("incident", new JsonObject());
        LOG.atLevel(GOOD_NEWS.contains(kind) ? Level.INFO : Level.WARN)
                .addKeyValue("incident", about)
                .addKeyValue("rule", incident.getString("rule", ""))
                .addKeyValue("key", incident.getString("key", ""))
                .addKeyValue("kind", kind)
                .log(Message.line(body));
        if (receivers.isEmpty()) {
            return post(List.of(), List.of(), writing).map("no receiver is configured: told in the log");
        }
        List<String> hearing = addressees.of(about, key, body, !incidents.isEmpty());
        List<Delivery> messages = hearing.stream()
                .map(name -> new Delivery(key, name, clock.now(), body.encode()))
                .toList();
        List<Page> pages = incidents.isEmpty() ? List.of() : reminders.of(about, key, incidents, body, hearing);
        return post(messages, pages, writing).map(added -> {
            if (added > 0) {
                reminders.told(pages);
                narrow(about, incidents);
            }
            return "sent to " + String.join(", ", hearing);
        });
    }

    private void again(List<Delivery> messages, List<Page> pages) {
        for (Delivery delivery : messages) {
            LOG.atWarn()
                    .addKeyValue("key", delivery.key())
                    .addKeyValue("receiver", delivery.receiver())
                    .log("nobody has acknowledged it: {}", Message.line(new JsonObject(delivery.body())));
        }
        post(messages, pages, records::post);
    }

    private void narrow(String about, List<String> incidents) {
        Reminders.Narrowed others = reminders.narrow(about, incidents);
        others.gone().forEach(records::forget);
        if (!others.left().isEmpty()) {
            records.narrowed(others.left());
        }
    }

    /** Without a journal a person is told all the same; only the memory of it is at risk. */
    private Future<Integer> post(List<Delivery> messages, List<Page> pages, Writing writing) {
        return writing.write(messages, pages).otherwise(messages.size()).onSuccess(added -> {
            if (added > 0) {
                messages.forEach(deliveries::queue);
            }
        });
    }

    private void forget(String about) {
        reminders.over(about);
        records.forget(about);
    }
}
