package io.dockmedic.api.http;

import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer's body that is sent while it is being written, in pieces of 64 KiB, at most {@value #AT_ONCE} of them on
 * their way: whoever writes waits for the client to take them, but not for longer than a limit, which runs from the
 * first piece to the last. A body that fits in one piece is sent with its length. Written by one thread, which is not
 * the event loop; {@link #cut} may come from any.
 */
final class PacedBody extends OutputStream {
    private static final int AT_ONCE = 4;

    private final Context context;
    private final HttpConnection connection;
    private final HttpServerResponse response;
    private final Pieces pieces;
    private final Timers timers;
    private final Duration limit;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Promise<Void> settled = Promise.promise();
    private @Nullable Buffer piece;
    private int filled;
    private volatile String cutBecause = "";
    /** On the event loop only: pieces that the client has not taken yet, and whether there will be no more. */
    private int underWay;
    private boolean over;
    /** Null before the first piece. */
    private Timers.@Nullable Pending deadline;

    /**
     * @param context the one the request came on
     * @param limit   for the client to take all of it
     */
    PacedBody(Context context, HttpServerRequest request, Pieces pieces, Timers timers, Duration limit) {
        this.context = context;
        this.connection = request.connection();
        this.response = request.response();
        this.pieces = pieces;
        this.timers = timers;
        this.limit = limit;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[]{(byte) one}, 0, 1);
    }

    /** @throws IOException when the body was cut; then nothing more will be sent */
    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            Buffer to = room();
            int some = Math.min(length - done, Pieces.BYTES - filled);
            to.setBytes(filled, from, offset + done, some);
            filled += some;
            done += some;
        }
    }

    /** Sends the rest. Nothing may be written any more. */
    void finish() throws IOException {
        if (!cutBecause.isEmpty()) {
            throw new IOException(cutBecause);
        }
        Buffer last = piece;
        int length = filled;
        piece = null;
        context.runOnContext(now -> {
            over = true;
            send(last, () -> last == null ? response.end() : response.end(last.slice(0, length)));
        });
    }

    /** Gives up: whoever writes goes on with an error; a client that has some of it already sees its connection end. */
    void cut(String why) {
        cutBecause = why;
        room.release(AT_ONCE);
        context.runOnContext(now -> {
            over = true;
            if (deadline != null) {
                Hangup.of(connection);
            }
            settle();
        });
    }

    /** Completes when no more will be sent and nothing is under way. */
    Future<Void> settled() {
        return settled.future();
    }

    /** The piece to be filled, with room for at least a byte. */
    private Buffer room() throws IOException {
        if (piece != null && filled == Pieces.BYTES) {
            Buffer full = piece;
            piece = null;
            context.runOnContext(now -> send(full, () -> response.write(full)));
        }
        if (piece == null) {
            try {
                room.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
            piece = pieces.take();
            filled = 0;
        }
        if (!cutBecause.isEmpty()) {
            throw new IOException(cutBecause);
        }
        return piece;
    }

    private void send(@Nullable Buffer bytes, Supplier<Future<Void>> sending) {
        if (deadline == null) {
            deadline = timers.after(limit, () -> cut("the client did not take it within " + limit.toSeconds() + " s"));
        }
        underWay++;
        sending.get().onComplete(done -> {
            if (bytes != null) {
                pieces.back(bytes);
            }
            underWay--;
            room.release();
            if (done.failed() && !over) {
                cut("the client went away");
            }
            settle();
        });
    }

    private void settle() {
        if (over && underWay == 0) {
            if (deadline != null) {
                deadline.cancel();
            }
            settled.tryComplete();
        }
    }
}
