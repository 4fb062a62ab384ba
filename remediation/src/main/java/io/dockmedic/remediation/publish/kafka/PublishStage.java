package io.dockmedic.remediation.publish.kafka;

import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.home.Home;
import io.dockmedic.collectors.base.kafka.Link;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.remediation.publish.Remedies;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.Incidents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes incidents, remedies and some kinds of events on a topic. All of it is written down first and sent from there, in
 * that order, until the brokers have it: at least once, also over our restart. Nobody waits for the brokers. What waits is
 * bounded: beyond that, what comes is counted and left out, events before incidents. Where no topic is configured it does
 * nothing at all.
 */
public final class PublishStage extends VerticleBase {
    /** The name under which publishers of events, incidents and remedies know it. */
    public static final String SUBSCRIBER = "publish";

    /** Its name in health. */
    public static final String PART = "kafka.out";

    private static final int MOST = 10_000;
    /** This part of it is for incidents and remedies alone: one in so many. */
    private static final int RESERVED = 5;
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration MISSED = Duration.ofSeconds(30);

    private final Optional<Publishing> publishing;
    private final String host;
    private final Outbox outbox;
    private final Rounds rounds;
    private final CloudEvents messages;
    private final Recorded incidents;
    private boolean unsaid;
    private final Clock clock;
    private final Health health;
    private final MeterRegistry meters;
    private final int most;
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<Subscriber<?>> subscriptions = new ArrayList<>();
    private @Nullable Link link;
    private @Nullable Writer writer;
    private @Nullable Timers timers;
    private boolean works;
    private boolean sending;
    private boolean more;
    private boolean closed;

    /**
     * @param publishing empty where no topic is configured
     * @param incidents  as the journal has them
     */
    public PublishStage(Optional<Publishing> publishing, String host, Outbox outbox, Wording wording,
            Recorded incidents, Clock clock, Health health, MeterRegistry meters) {
        this(publishing, host, outbox, wording, incidents, clock, health, meters, MOST);
    }

    /** With another bound on what waits. */
    PublishStage(Optional<Publishing> publishing, String host, Outbox outbox, Wording wording,
            Recorded incidents, Clock clock, Health health, MeterRegistry meters,
            int most) {
        this.publishing = publishing;
        this.host = host;
        this.outbox = outbox;
        this.rounds = new Rounds(outbox);
        this.messages = new CloudEvents(host, wording, new Redactor(), clock);
        this.incidents = incidents;
        this.clock = clock;
        this.health = health;
        this.meters = meters;
        this.most = most;
    }

    @Override
    public Future<?> start() {
        return publishing.map(this::begin).orElse(Future.succeededFuture());
    }

    private Future<Void> begin(Publishing to) {
        Context own = vertx.getOrCreateContext();
        Timers clockwork = new VertxTimers(vertx);
        timers = clockwork;
        Gauge.builder("dockmedic.kafka.waiting", waiting, AtomicInteger::get)
                .baseUnit("messages")
                .description("Messages that are written down and not published yet")
                .register(meters);
        Link fresh = new Link(vertx, PART, to.cluster(), line -> {
            works = false;
            Writer opened = TopicWriter.open(vertx, to, host, new Link.Line() {
                @Override
                public void works(String missing) {
                    line.works(missing);
                    Home.run(own, () -> usable());
                }

                @Override
                public void lost(String why) {
                    Home.run(own, () -> works = false);
                    line.lost(why);
                }
            });
            writer = opened;
            return opened;
        }, clock, clockwork, ThreadLocalRandom.current()::nextDouble, health, meters);
        link = fresh;
        subscriptions.add(Subscriber.on(vertx, Events.TOPIC, SUBSCRIBER, event -> happened(to, event)));
        subscriptions.add(Subscriber.on(vertx, Incidents.TOPIC, SUBSCRIBER, this::changed));
        subscriptions
                .add(Subscriber.on(vertx, Remedies.TOPIC, SUBSCRIBER, change -> add(messages.remedy(change), most)));
        return outbox.count()
                .onSuccess(waiting::addAndGet)
                .compose(counted -> missed())
                .otherwiseEmpty()
                .onComplete(looked -> fresh.begin())
                .mapEmpty();
    }

    /**
     * What fired or ended and was not said: we may have ended in between, or the journal took nothing of ours then. Of what was before
     * the oldest that is kept of what was said, nobody knows.
     */
    private Future<Void> missed() {
        return outbox.said().compose(said -> {
            if (said.isEmpty()) {
                return Future.succeededFuture();
            }
            List<Message> unheard = new ArrayList<>();
            return incidents.each(said.get().since(), incident -> unheard.addAll(unheard(said.get(), incident)))
                    .compose(all -> unheard.stream()
                            .reduce(Future.<Void>succeededFuture(), (before, message) -> before
                                    .compose(added -> add(message, most)), (one, other) -> other));
        });
    }

    private List<Message> unheard(Said said, Incident incident) {
        List<Message> all = new ArrayList<>();
        Instant fired = incident.firedAt();
        boolean ofNow = fired != null && !fired.isBefore(said.since());
        if (ofNow && !said.fired().contains(incident.id())) {
            all.add(messages.fired(incident));
        }
        boolean heard = said.fired().contains(incident.id()) || !all.isEmpty();
        if (heard && incident.state() == Incident.State.RESOLVED && !said.resolved().contains(incident.id())) {
            all.add(messages.resolved(incident));
        }
        return all;
    }

    /** Looks once more a while later, when the journal has refused what was to be said. */
    private void lookAgain() {
        if (unsaid || closed || timers == null) {
            return;
        }
        unsaid = true;
        timers.after(MISSED, () -> {
            unsaid = false;
            missed().onFailure(still -> lookAgain());
        });
    }

    @Override
    public Future<?> stop() {
        closed = true;
        List<Future<Void>> all = new ArrayList<>(subscriptions.stream().map(Subscriber::close).toList());
        if (link != null) {
            all.add(link.close());
        }
        return Future.join(all);
    }

    /** Whoever tells of events is not held up. */
    private Future<Void> happened(Publishing to, Event event) {
        if (to.events().contains(event.kind())) {
            add(messages.event(event), most - most / RESERVED);
        }
        return Future.succeededFuture();
    }

    private Future<Void> changed(IncidentChange change) {
        Incident incident = change.incident();
        return switch (change.what()) {
            case FIRED, RESTORED -> add(messages.fired(incident), most);
            case RESOLVED -> incident.firedAt() == null
                    ? Future.succeededFuture()
                    : add(messages.resolved(incident), most);
            case PENDING, AGAIN, READ, INHIBITED, RELEASED -> Future.succeededFuture();
        };
    }

    /** Completes when it is written down, or left out; never fails. */
    private Future<Void> add(Message message, int bound) {
        if (waiting.incrementAndGet() > bound) {
            waiting.decrementAndGet();
            count("left_out", 1);
            return Future.succeededFuture();
        }
        return outbox.add(message, clock.now()).onSuccess(fresh -> {
            if (fresh) {
                send();
            } else {
                waiting.decrementAndGet();
            }
        }).onFailure(cause -> {
            waiting.decrementAndGet();
            count("left_out", 1);
            lookAgain();
        }).<Void>mapEmpty().otherwiseEmpty();
    }

    private void usable() {
        works = true;
        send();
    }

    private void send() {
        Writer open = writer;
        if (sending || closed || !works || open == null) {
            more = true;
            return;
        }
        sending = true;
        more = false;
        rounds.next(open).onComplete(done -> {
            if (done.failed()) {
                timers().after(AGAIN, () -> {
                    sending = false;
                    send();
                });
                return;
            }
            sending = false;
            over(done.result());
            // While there is more; what could not be sent is sent when the brokers are back.
            if (more || !done.result().isEmpty()) {
                send();
            }
        });
    }

    private void over(List<Writer.Done> done) {
        int there = (int) done.stream().filter(Writer.Done::there).count();
        count("sent", there);
        count("left_out", done.size() - there);
        waiting.addAndGet(-done.size());
    }

    private Timers timers() {
        if (timers == null) {
            throw new IllegalStateException("not begun");
        }
        return timers;
    }

    private void count(String result, int many) {
        Counter.builder("dockmedic.kafka.published")
                .description("Messages for the topic that is published, by what became of them")
                .tag("result", result)
                .register(meters)
                .increment(many);
    }
}
