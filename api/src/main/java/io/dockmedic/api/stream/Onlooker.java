package io.dockmedic.api.stream;

import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.WriteStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One client of the stream. It is told how things are when it is told, so one that reads slowly gets fewer events and misses
 * nothing; no more than a bounded buffer waits for it, and one that takes nothing of that for too long is cut off. To be used
 * on one context.
 */
final class Onlooker {
    /** What may wait to be taken. */
    static final int BUFFER = 256 * 1024;

    /** How long a client may take nothing of a full buffer. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long RETRY_MILLIS = 2_000;

    private final Feed feed;
    private final Function<Change, Optional<JsonObject>> now;
    private final WriteStream<Buffer> out;
    private final Timers timers;
    private final Runnable cut;
    private long told;
    private boolean over;
    private Timers.@Nullable Pending impatient;

    /**
     * @param now how a thing is; empty when there is nothing to tell of it any more
     * @param cut ends the connection at once
     */
    Onlooker(Feed feed, Function<Change, Optional<JsonObject>> now, WriteStream<Buffer> out, Timers timers,
            Runnable cut) {
        this.feed = feed;
        this.now = now;
        this.out = out;
        this.timers = timers;
        this.cut = cut;
        out.setWriteQueueMaxSize(BUFFER);
    }

    /**
     * Greets it: with {@code hello} who comes for the first time, with what changed meanwhile who was here before, and with
     * {@code reset} who was away for too long, or since before our start.
     *
     * @param lastSeen the id of the last event that it saw; empty for none
     * @param greeting goes with hello and reset
     */
    void greet(String lastSeen, JsonObject greeting) {
        out.write(Frame.retry(RETRY_MILLIS));
        var number = feed.number(lastSeen);
        if (number.isPresent() && feed.after(number.getAsLong()).whole()) {
            told = number.getAsLong();
        } else {
            begin(lastSeen.isEmpty() ? "hello" : "reset", greeting);
        }
        tell();
    }

    /** Something changed. */
    void tell() {
        if (over || impatient != null) {
            return;
        }
        Feed.Since since = feed.after(told);
        if (!since.whole()) {
            begin("reset", new JsonObject());
            return;
        }
        for (Map.Entry<Long, Change> next : since.changes().entrySet()) {
            if (out.writeQueueFull()) {
                await();
                return;
            }
            told = next.getKey();
            now.apply(next.getValue())
                    .ifPresent(as -> out.write(Frame.event(next.getValue().what().word(), feed.id(told), as)));
        }
    }

    /** Nothing may have changed for long; that is said too. */
    void beat() {
        if (over || impatient != null) {
            return;
        }
        if (out.writeQueueFull()) {
            await();
        } else {
            out.write(Frame.comment("here"));
        }
    }

    /** It is gone. */
    void leave() {
        over = true;
        if (impatient != null) {
            impatient.cancel();
        }
    }

    /** From here on; what was before it has to ask for. */
    private void begin(String event, JsonObject greeting) {
        told = feed.last();
        out.write(Frame.event(event, feed.id(told), greeting));
    }

    private void await() {
        impatient = timers.after(PATIENCE, cut);
        out.drainHandler(taken -> {
            if (impatient != null) {
                impatient.cancel();
                impatient = null;
            }
            tell();
        });
    }
}
