package io.dockmedic.collectors.engine.stream;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.ForeignTime;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.ApiVersion;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.EngineHttp;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps subscribed to the engine's events and tells one listener, in order, each message once, until stopped.
 *
 * <pre>
 *   start -> CONNECTING -(ping, info, events answered)-> SUBSCRIBED
 *                ^  \                                       |
 *                |   (failed)                       (ended, frozen)
 *                |     v                                    v
 *                +-- WAITING: what came before is told first, then the loss, then after a jittered back-off
 * </pre>
 *
 * <p>
 * <b>Continuity.</b> The engine replays from its memory of 256 events what happened at or after {@code since}, in the
 * order of the stream, before anything live. We ask since the time of the last message we had. If that very message
 * (same time, type, action, id and attributes) is in the replay, all that followed it is too, and nothing is missing.
 * Messages can share a time or be stored out of the order of their times; those we had before are recognised one by one
 * and do not decide anything. The first message that is new and comes before the expected one decides that there is a
 * gap: the memory was overrun, or the engine was restarted and forgot. Where nothing at all is replayed, a short wait
 * decides the same, and so does an engine whose clock was set back in between. Whenever in doubt there is a gap, which costs a comparison and loses nothing.
 *
 * <p>
 * <b>Pressure.</b> When the listener leaves too much unanswered, reading stops, and what is held here stays bounded. The
 * engine in turn holds 1024 messages and then drops; where it may have come to that, the listener is told
 * {@code connected} with {@code continuous} false once more, on the same subscription, when it has caught up.
 *
 * <p>
 * All methods, and the listener, run on the context that called {@link #start}.
 */
public final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final EngineAddress address;
    private final EngineHttp http;
    private final Clock clock;
    private final Timers timers;
    private final StreamListener listener;
    private final StreamSettings settings;
    private final StreamMeters meters;
    private final Handshake handshake;
    private final Backoff backoff;
    private final SeenMessages seen;
    private final ForeignTime foreign;
    private final Delivery delivery = new Delivery(this::dealtWith);
    private @Nullable StreamMarker handled;
    private @Nullable Subscription subscription;
    private Timers.@Nullable Pending retry;
    private @Nullable DisconnectReason told;
    private boolean retryWhenTold;
    private boolean stopped;
    private long subscribedAt;

    /**
     * @param http   from {@link EngineHttp#client}
     * @param wanted the API version the owner insists on, or null to negotiate
     * @param marker where an earlier run of ours got to, or null
     */
    public EventStream(
            EngineAddress address,
            HttpClient http,
            Clock clock,
            Timers timers,
            RandomGenerator random,
            MeterRegistry meters,
            StreamSettings settings,
            @Nullable ApiVersion wanted,
            @Nullable StreamMarker marker,
            StreamListener listener) {
        this.address = address;
        this.http = new EngineHttp(address, http, timers);
        this.clock = clock;
        this.timers = timers;
        this.settings = settings;
        this.listener = listener;
        this.meters = new StreamMeters(meters);
        this.handshake = new Handshake(this.http, clock, wanted, settings.answerWithin());
        this.backoff = new Backoff(settings.firstRetry(), settings.lastRetry(), random);
        this.seen = new SeenMessages(marker);
        this.foreign = new ForeignTime(clock);
        if (marker != null && marker.dated() != null) {
            foreign.goesOn(marker.at(), marker.dated());
        }
        this.handled = marker;
    }

    /** Connects, and from then on keeps connected. */
    public void start() {
        connect();
    }

    /** Ends it: nothing more is told. */
    public void stop() {
        stopped = true;
        delivery.close();
        meters.connected.set(0);
        Optional.ofNullable(retry).ifPresent(Timers.Pending::cancel);
        Optional.ofNullable(subscription).ifPresent(Subscription::close);
    }

    /** The last message that the listener has dealt with; give it to the stream of our next run. */
    public Optional<StreamMarker> marker() {
        return Optional.ofNullable(handled);
    }

    private void connect() {
        handshake.greet().compose(this::subscribe).onFailure(cause -> {
            if (!stopped) {
                lost(DisconnectReason.of(cause), String.valueOf(cause.getMessage()));
            }
        });
    }

    private Future<Void> subscribe(Handshake.Hello hello) {
        StreamMarker last = seen.last();
        Instant since = last == null ? hello.engineTime().minus(settings.lookBack()) : last.at();
        return http.open(EventsPath.of(hello.version(), since), settings.answerWithin()).compose(response -> {
            if (response.statusCode() != 200) {
                // Ours to end: without a handler Vert.x would log it as an error.
                response.exceptionHandler(reset -> {});
                response.request().reset();
                return Future.failedFuture(new NotSubscribedException("/events", response.statusCode()));
            }
            opened(response, hello);
            return Future.succeededFuture();
        });
    }

    private void opened(HttpClientResponse response, Handshake.Hello hello) {
        if (stopped) {
            response.request().reset();
            return;
        }
        subscribedAt = clock.nanos();
        foreign.shows(hello.engineTime(), hello.asked(), hello.answered());
        told = null;
        Subscription opened = new Subscription(
                response, hello, seen, http, clock, foreign, timers, settings, meters, new FromSubscription());
        subscription = opened;
        opened.begin();
    }

    private void tellConnected(EngineInfo engine, boolean continuous) {
        Subscription current = subscription;
        delivery.add(() -> listener.connected(engine, continuous), () -> {}, cause -> {
            LOG.atError()
                    .addKeyValue("engine", address.shown())
                    .setCause(cause)
                    .log("what the engine has could not be compared; connecting again");
            if (subscription != null && (current == null || current == subscription)) {
                subscription.close();
                over(DisconnectReason.STREAM_ENDED);
            }
        });
    }

    private void over(DisconnectReason reason) {
        subscription = null;
        if (clock.nanos() - subscribedAt >= settings.lastRetry().toNanos()) {
            backoff.reset();
        }
        lost(reason, "the event stream was open");
    }

    /** Told once, however often it is tried again; then tried again, but only when the listener has heard it all. */
    private void lost(DisconnectReason reason, String detail) {
        meters.connected.set(0);
        meters.reconnect(reason);
        retryWhenTold = true;
        if (reason == told) {
            dealtWith();
            return;
        }
        told = reason;
        LOG.atWarn()
                .addKeyValue("engine", address.shown())
                .addKeyValue("reason", reason.word())
                .addKeyValue("detail", detail)
                .log("engine disconnected");
        delivery.add(() -> {
            listener.disconnected(reason.word());
            return Future.succeededFuture();
        }, () -> {}, cause -> LOG.atError().setCause(cause).log("the engine's loss could not be dealt with"));
    }

    private void dealtWith() {
        pressure();
        if (retryWhenTold && !stopped && delivery.size() == 0) {
            retryWhenTold = false;
            retry = timers.after(backoff.next(), this::connect);
        }
    }

    private void pressure() {
        if (subscription != null) {
            subscription.pressure(delivery.size());
        }
    }

    private final class FromSubscription implements Subscription.Surroundings {
        @Override
        public void subscribed(Handshake.Hello hello, boolean continuous) {
            meters.connected.set(1);
            LOG.atInfo()
                    .addKeyValue("engine", address.shown())
                    .addKeyValue("version", hello.engine().version())
                    .addKeyValue("api", hello.version())
                    .addKeyValue("continuous", continuous)
                    .log("engine connected");
            tellConnected(hello.engine(), continuous);
        }

        @Override
        public void overrun(Handshake.Hello hello) {
            LOG.atWarn()
                    .addKeyValue("engine", address.shown())
                    .log("fell behind the engine's events; it may have dropped some, comparing anew");
            tellConnected(hello.engine(), false);
        }

        @Override
        public void message(EngineMessage message, StreamMarker marker) {
            delivery.add(() -> listener.message(message), () -> handled = marker, cause -> {
                handled = marker;
                meters.failed.increment();
                LOG.atError()
                        .addKeyValue("engine", address.shown())
                        .addKeyValue("action", message.action())
                        .setCause(cause)
                        .log("an engine event could not be dealt with");
            });
            pressure();
        }

        @Override
        public void ended(DisconnectReason reason) {
            over(reason);
        }
    }
}
