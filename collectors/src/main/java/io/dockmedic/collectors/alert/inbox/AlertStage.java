package io.dockmedic.collectors.alert.inbox;

import io.dockmedic.collectors.alert.payload.Incoming;
import io.dockmedic.collectors.alert.payload.Occurrence;
import io.dockmedic.collectors.alert.payload.Reported;
import io.dockmedic.collectors.alert.named.TargetFinder;
import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.event.Bearing;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.collectors.event.ExternalEvent.Alert;
import io.dockmedic.collectors.event.ExternalEvent.Occurred;
import io.dockmedic.collectors.event.Origin;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
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
 * about, so all containers must be known; after half a minute without an engine it is told all the same. One that rules were
 * told of and that was not noted as such when we ended is told again, the same in every field but perhaps its container.
 */
public final class AlertStage extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(AlertStage.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofMillis(250);
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
    private boolean counted;
    private boolean waited;
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
        inbox.asks(this::unknown);
        clockwork.after(patience, () -> waited = true);
        return held().onComplete(before -> {
            if (before.failed() || before.result() > 0) {
                tell();
            }
        }).otherwise(0L);
    }

    /** Counts what waits from before our start, once: as soon as the journal can be read, and before any of it is told. */
    private Future<Long> held() {
        return counted ? Future.succeededFuture(0L) : store.room().onSuccess(before -> {
            if (!counted) {
                counted = true;
                inbox.holds(before);
            }
        });
    }

    @Override
    public Future<?> stop() {
        closed = true;
        inbox.listen(() -> {});
        inbox.asks(incoming -> "");
        return Future.succeededFuture();
    }

    private void tell() {
        if (busy || closed) {
            more = true;
            return;
        }
        busy = true;
        more = false;
        held().onSuccess(before -> tellOnceAllAreKnown()).onFailure(this::again);
    }

    private void tellOnceAllAreKnown() {
        if (waited || targets.knowsAll()) {
            store.waiting(last, AT_ONCE).compose(this::tell).onComplete(this::told);
        } else {
            later(SOON);
        }
    }

    private void told(AsyncResult<Integer> told) {
        if (told.failed()) {
            again(told.cause());
        } else if (!closed) {
            busy = false;
            if (more || told.result() == AT_ONCE) {
                tell();
            }
        }
    }

    private void again(Throwable why) {
        if (!closed) {
            LOG.atWarn().addKeyValue("reason", why.getMessage()).log("alerts wait for the journal");
            later(AGAIN);
        }
    }

    private void later(Duration pause) {
        Objects.requireNonNull(timers).after(pause, () -> {
            busy = false;
            tell();
        });
    }

    private Future<Integer> tell(List<Waiting> waiting) {
        return Future.join(waiting.stream().map(this::tell).toList())
                .otherwiseEmpty()
                .compose(all -> {
                    if (closed) {
                        // Rules end too: what they did not take is told after the next start.
                        return Future.failedFuture("closed");
                    }
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
        ExternalEvent event = placed(one, incoming);
        String unknown = unknown(incoming);
        LOG.atInfo()
                .addKeyValue("subject", event.subject())
                .log("came in: {}{}", event.summary(), unknown.isEmpty() ? "" : "; " + unknown);
        return Objects.requireNonNull(publisher)
                .deliver(event)
                .onFailure(cause -> LOG.atError()
                        .addKeyValue("subject", event.subject())
                        .addKeyValue("reason", cause.getMessage())
                        .log("rules could not be told of what came in"));
    }

    /** What one cannot be looked up for would keep all that come after it from being told. */
    private ExternalEvent placed(Waiting one, Incoming incoming) {
        try {
            return switch (incoming) {
                case Reported alert -> targets.find(event(one.at(), alert));
                case Occurrence occurrence -> event(one.at(), occurrence, targets.find(occurrence.data()));
            };
        } catch (RuntimeException ours) {
            LOG.atError()
                    .addKeyValue("id", one.id())
                    .setCause(ours)
                    .log("what came in cannot be looked up; it is told without");
            Bearing none = Bearing.none("what it is about could not be looked up, by an error of ours");
            return switch (incoming) {
                case Reported alert -> event(one.at(), alert).about(none);
                case Occurrence occurrence -> event(one.at(), occurrence, none);
            };
        }
    }

    /** Why it is about no container here though it names one; empty where that is not so. */
    private String unknown(Incoming incoming) {
        return switch (incoming) {
            case Reported alert -> targets.unknown(event(Instant.EPOCH, alert));
            case Occurrence occurrence -> targets.unknown(occurrence.data());
        };
    }

    private Occurred event(Instant at, Occurrence of, Bearing found) {
        return new Occurred(at, host.get(), Origin.EXTERNAL, of.source(), of.id(), of.type(), of.subject(), of.time(),
                of.data(), found.scope(), found.container(), found.gpu(), found.missing());
    }

    private Alert event(Instant at, Reported alert) {
        return Alert.unplaced(at, host.get(), alert.fingerprint(), alert.name(),
                alert.firing() ? Alert.FIRING : Alert.RESOLVED, alert.startsAt(), alert.labels(), alert.annotations());
    }
}
