package io.dockmedic.api.http;

import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way to clients. So many bytes of long answers at a time wait to be taken, over all connections, so
 * that clients that ask and do not read take no more memory than that, and none waits for longer than a limit for its client to take
 * some of it.
 * What is short always goes: of that a connection holds little, for its next request waits for room, as Vert.x has it,
 * and no more than 128 of them may wait, as Netty has it.
 * Safe for use by several threads.
 */
final class Outgoing {
    /** What is no longer than this is short. */
    static final int SHORT = 16 << 10;

    private static final String KEY = Outgoing.class.getName();
    private static final String HOME = KEY + ".home";
    private static final int AGAIN_SECONDS = 2;
    /** Bytes a second of a long answer that a client takes at least, or it keeps others from theirs. */
    private static final long SLOWEST = 64 << 10;

    /**
     * How much is waited for, and how long.
     *
     * @param bytes    of long answers, together; one that is longer goes when no other is under way
     * @param patience for a client that takes nothing: from when an answer is there, or some of a long one was taken; and
     *                 beyond what a long one takes at 64 KiB a second
     */
    record Bound(long bytes, Duration patience) {
        static final Bound USUAL = new Bound(8 << 20, Duration.ofSeconds(10));
    }

    private final Timers timers;
    private final Bound bound;
    private final AtomicLong underWay = new AtomicLong();

    Outgoing(Timers timers, Bound bound) {
        this.timers = timers;
        this.bound = bound;
    }

    /** Answers to this request count here. */
    void follow(RoutingContext context) {
        context.put(KEY, this);
        context.put(HOME, context.vertx().getOrCreateContext());
        context.next();
    }

    /**
     * Ends the answer with this; with 503 in its place where too much is under way. May be called on any thread: what was asked of another
     * stage is answered on its own.
     */
    static void end(RoutingContext context, Buffer body) {
        Outgoing outgoing = context.get(KEY);
        Context home = context.get(HOME);
        if (outgoing == null) {
            context.response().end(body);
        } else if (home == null || home.equals(Vertx.currentContext())) {
            outgoing.send(context, body);
        } else {
            home.runOnContext(there -> outgoing.send(context, body));
        }
    }

    private void send(RoutingContext context, Buffer body) {
        long bytes = body.length() <= SHORT ? 0 : body.length();
        long others = underWay.getAndAdd(bytes);
        // What was changed is told in any case: else it would be asked for once more.
        if (bytes > 0 && others > 0 && others + bytes > bound.bytes() && Asks.toRead(context)) {
            underWay.addAndGet(-bytes);
            refuse(context);
            return;
        }
        Deadline deadline = new Deadline(context.request().connection(), bytes);
        Future<Void> taken;
        try {
            taken = bytes > 0 && !context.request().method().equals(HttpMethod.HEAD)
                    ? Delivery.of(context.response(), body, deadline::renew)
                    : context.response().end(body);
        } catch (RuntimeException notSent) {
            deadline.over();
            underWay.addAndGet(-bytes);
            throw notSent;
        }
        deadline.renew();
        taken.onComplete(over -> {
            deadline.over();
            underWay.addAndGet(-bytes);
        });
    }

    private static void refuse(RoutingContext context) {
        // It is that of the answer that does not go.
        context.response().headers().remove("ETag");
        Answer.problemForNow(context, AGAIN_SECONDS,
                "clients have not taken the answers to them yet; ask again, or for less at a time");
    }

    /** When a client is hung up: it has taken nothing until then, or does not have all long after it could. */
    private final class Deadline {
        private final HttpConnection connection;
        private final Timers.Pending inAll;
        private Timers.@Nullable Pending pending;

        Deadline(HttpConnection connection, long bytes) {
            this.connection = connection;
            this.inAll = bytes == 0
                    ? () -> {}
                    : timers.after(bound.patience().plusSeconds(bytes / SLOWEST), this::hangUp);
        }

        void renew() {
            meet();
            pending = timers.after(bound.patience(), this::hangUp);
        }

        void over() {
            meet();
            inAll.cancel();
        }

        private void meet() {
            if (pending != null) {
                pending.cancel();
            }
        }

        private void hangUp() {
            Hangup.of(connection);
        }
    }
}
