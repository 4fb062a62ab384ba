package io.dockmedic.collectors.alert.inbox;

import io.dockmedic.collectors.alert.payload.Incoming;
import io.dockmedic.collectors.alert.payload.Occurrence;
import io.dockmedic.collectors.alert.payload.Reported;
import io.dockmedic.collectors.alert.target.TargetFinder;
import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.collectors.event.ExternalEvent.Alert;
import io.dockmedic.collectors.event.ExternalEvent.Occurred;
import io.dockmedic.collectors.event.Origin;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells rules of the alerts that wait in the inbox, in the order in which they came. Each is told with the container it is
 * about, so the engine must have been seen; after half a minute without one it is told all the same. One that rules were
 * told of and that was not noted as such when we ended is told again, the same in every field but perhaps its container.
 */
public final class AlertStage extends VerticleBase {
    /** As publishers know it. */
    public static final String SUBSCRIBER = "alerts";

    private static final Logger LOG = LoggerFactory.getLogger(AlertStage.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final int AT_ONCE = 50;

    private final AlertInbox inbox;
    private final AlertStore store;
    private final TargetFinder targets;
    private final Supplier<String> host;
    private final List<String> subscribers;
    private final MeterRegistry meters;
    private final Duration patience;
    private @Nullable Publisher<Event> publisher;
    private @Nullable Timers timers;
    private long last;
    private long noted;
    private long unreleased;
    private boolean ready;
    private boolean busy;
    private boolean more;
    private boolean closed;

    /** @param subscribers of its events, by name */
    public AlertStage(AlertInbox inbox, AlertStore store, TargetFinder targets, Supplier<String> host,
            List<String> subscribers, MeterRegistry meters) {
        this(inbox, store, targets, host, subscribers, meters, PATIENCE);
    }

    /** With another patience with the engine. */
    AlertStage(AlertInbox inbox, AlertStore store, TargetFinder targets, Supplier<String> host,
            List<String> subscribers, MeterRegistry meters, Duration patience) {
        this.inbox = inbox;
        this.store = store;
        this.targets = targets;
        this.host = host;
        this.subscribers = List.copyOf(subscribers);
        this.meters = meters;
        this.patience = patience;
    }

    @Override
    public Future<?> start() {
        Context own = vertx.getOrCreateContext();
        VertxTimers clockwork = new VertxTimers(vertx);
        timers = clockwork;
        publisher = new Publisher<>(vertx, Events.TOPIC, subscribers, meters);
        inbox.listen(() -> own.runOnContext(came -> tell()));
        Subscriber.on(vertx, Events.TOPIC, SUBSCRIBER, (Event event) -> {
            if (event instanceof EngineEvent.Connected) {
                begin();
            }
            return Future.succeededFuture();
        });
        clockwork.after(patience, this::begin);
        // Before anything new is taken, else that would count twice.
        return store.room().onSuccess(inbox::holds).otherwise(0L);
    }

    @Override
    public Future<?> stop() {
        closed = true;
        inbox.listen(() -> {});
        return Future.succeededFuture();
    }

    private void begin() {
        if (!ready) {
            ready = true;
            tell();
        }
    }

    private void tell() {
        more = true;
        if (ready && !busy && !closed) {
            busy = true;
            more = false;
            store.waiting(last, AT_ONCE).compose(this::tell).onComplete(told -> {
                busy = false;
                if (told.failed()) {
                    LOG.atWarn().addKeyValue("reason", told.cause().getMessage()).log("alerts wait for the journal");
                    Objects.requireNonNull(timers).after(AGAIN, this::tell);
                } else if (more || told.result() == AT_ONCE) {
                    tell();
                }
            });
        }
    }

    private Future<Integer> tell(List<Waiting> waiting) {
        return Future.join(waiting.stream().map(this::tell).toList())
                .otherwiseEmpty()
                .compose(all -> {
                    // In this life of ours they are not told again, whatever the journal does now.
                    last = waiting.isEmpty() ? last : waiting.getLast().id();
                    unreleased += waiting.stream().mapToLong(Waiting::room).sum();
                    return note();
                })
                .map(waiting.size());
    }

    private Future<Void> note() {
        long until = last;
        return until == noted ? Future.succeededFuture() : store.told(until).onSuccess(done -> {
            noted = until;
            inbox.released(unreleased);
            unreleased = 0;
        });
    }

    private Future<Void> tell(Waiting one) {
        Incoming incoming = one.alert();
        if (incoming == null) {
            LOG.atError().addKeyValue("id", one.id()).log("an alert in the journal cannot be read and is left out");
            return Future.succeededFuture();
        }
        ExternalEvent event = switch (incoming) {
            case Reported alert -> targets.find(event(one.at(), alert));
            case Occurrence occurrence -> event(one.at(), occurrence, targets.find(occurrence.data()));
        };
        LOG.atInfo().addKeyValue("subject", event.subject()).log("came in: {}", event.summary());
        return Objects.requireNonNull(publisher)
                .deliver(event)
                .onFailure(cause -> LOG.atError()
                        .addKeyValue("subject", event.subject())
                        .addKeyValue("reason", cause.getMessage())
                        .log("rules could not be told of what came in"));
    }

    private Occurred event(Instant at, Occurrence of, TargetFinder.Found found) {
        return new Occurred(at, host.get(), Origin.EXTERNAL, of.source(), of.id(), of.type(), of.subject(), of.time(),
                of.data(), found.container(), found.missing());
    }

    private Alert event(Instant at, Reported alert) {
        return new Alert(at, host.get(), Origin.EXTERNAL, alert.fingerprint(), alert.name(),
                alert.firing() ? Alert.FIRING : Alert.RESOLVED, alert.startsAt(), alert.labels(), alert.annotations(),
                null, "");
    }
}
