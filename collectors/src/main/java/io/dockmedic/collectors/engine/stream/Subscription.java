package io.dockmedic.collectors.engine.stream;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.ForeignTime;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.EngineHttp;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open response of {@code GET /events}, from its head to its end: reads, judges continuity, hands on what is new.
 * What it needs of the stream around it comes in {@link Surroundings}.
 */
final class Subscription {
    /** What outlives one subscription. */
    interface Surroundings {
        /** Decided; comes before the first message. */
        void subscribed(Handshake.Hello hello, boolean continuous);

        /** A message not seen before. */
        void message(EngineMessage message, StreamMarker marker);

        /** Caught up after falling so far behind that the engine may have dropped messages. */
        void overrun(Handshake.Hello hello);

        /** It is over; comes once, and nothing after it. */
        void ended(DisconnectReason reason);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    /** Labels alone may have hundreds of kilobytes. */
    private static final int LONGEST_LINE = 4 * 1024 * 1024;
    /** The engine's memory of 256 messages comes at once. */
    private static final Duration REPLAY_LASTS = Duration.ofSeconds(5);
    /** What is told as it happens is not stamped so long after the engine said what time it is. */
    private static final Duration NOT_LIVE = Duration.ofSeconds(60);

    private final HttpClientResponse response;
    private final Handshake.Hello hello;
    private final SeenMessages seen;
    private final @Nullable StreamMarker resumeFrom;
    private final Clock clock;
    private final ForeignTime foreign;
    private final Timers timers;
    private final StreamMeters meters;
    private final StreamSettings settings;
    private final Surroundings around;
    private final LineSplitter lines = new LineSplitter(LONGEST_LINE, this::line, this::malformed);
    private final Watchdog watchdog;
    private final OverrunGuess overrun;
    private Timers.@Nullable Pending replayLimit;
    private final long begun;
    private boolean decided;
    private boolean ended;
    private boolean paused;

    /** @param response paused */
    Subscription(
            HttpClientResponse response,
            Handshake.Hello hello,
            SeenMessages seen,
            EngineHttp http,
            Clock clock,
            ForeignTime foreign,
            Timers timers,
            StreamSettings settings,
            StreamMeters meters,
            Surroundings around) {
        this.response = response;
        this.hello = hello;
        this.seen = seen;
        this.resumeFrom = seen.last();
        this.meters = meters;
        this.settings = settings;
        this.around = around;
        this.overrun = new OverrunGuess(clock);
        this.watchdog = new Watchdog(http, timers, settings, this::end);
        this.timers = timers;
        this.clock = clock;
        this.foreign = foreign;
        this.begun = clock.nanos();
    }

    /** Starts reading. */
    void begin() {
        response.handler(this::chunk);
        response.exceptionHandler(broken -> end(DisconnectReason.STREAM_ENDED));
        response.endHandler(clean -> end(DisconnectReason.STREAM_ENDED));
        watchdog.start();
        if (resumeFrom == null) {
            decide(false);
        } else {
            replayLimit = timers.after(settings.replayWithin(), () -> decide(false));
        }
        response.resume();
    }

    /** Nothing more comes of it. */
    void close() {
        if (!ended) {
            ended = true;
            watchdog.stop();
            Optional.ofNullable(replayLimit).ifPresent(Timers.Pending::cancel);
            response.request().reset();
        }
    }

    /** @param waiting how much the listener still has to deal with */
    void pressure(int waiting) {
        if (ended) {
            return;
        }
        if (!paused && waiting >= settings.queue()) {
            paused = true;
            overrun.stoppedReading();
            response.pause();
        } else if (paused && waiting <= settings.queue() / 2) {
            paused = false;
            overrun.readsAgain();
            response.resume();
        }
        if (waiting == 0 && overrun.caughtUp()) {
            meters.overruns.increment();
            around.overrun(hello);
        }
    }

    private void chunk(Buffer piece) {
        if (!ended) {
            watchdog.alive();
            lines.add(piece);
        }
    }

    private void line(byte[] line) {
        if (ended) {
            return;
        }
        try {
            EventDecoder.decode(line).map(this::dated).ifPresent(this::message);
        } catch (MalformedEventException e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("a line of the event stream is no event");
            malformed();
        }
    }

    /**
     * What comes at first and was not stamped since the engine told its time comes from its memory. Its clock may be
     * set while we listen, so later on the stamps do not tell.
     */
    private EngineMessage dated(EngineMessage message) {
        Instant stamp = message.stamp();
        boolean replayed = clock.nanos() - begun < REPLAY_LASTS.toNanos()
                && (!stamp.isAfter(hello.engineTime()) || stamp.isAfter(hello.engineTime().plus(NOT_LIVE)));
        return message.dated(replayed ? foreign.past(stamp) : foreign.live(stamp), replayed);
    }

    private void malformed() {
        meters.malformed.increment();
    }

    private void message(EngineMessage message) {
        StreamMarker marker = StreamMarker.of(message);
        boolean fresh = seen.add(marker);
        if (!decided) {
            if (resumeFrom != null && marker.identity().equals(resumeFrom.identity())) {
                decide(true);
            } else if (fresh) {
                decide(false);
            }
        }
        overrun.message();
        if (fresh) {
            meters.messages.increment();
            around.message(message, marker);
        } else {
            meters.duplicates.increment();
        }
    }

    private void decide(boolean continuous) {
        if (!decided && !ended) {
            decided = true;
            Optional.ofNullable(replayLimit).ifPresent(Timers.Pending::cancel);
            around.subscribed(hello, continuous);
        }
    }

    private void end(DisconnectReason reason) {
        if (!ended) {
            close();
            around.ended(reason);
        }
    }
}
