package io.dockmedic.api.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * A long answer on its way, in pieces of 64 KiB, of which few are under way at once, so that it is seen whether its client takes any. To
 * be used on the event loop of its connection.
 */
final class Delivery {
    private static final int AT_ONCE = 2;

    private final HttpServerResponse response;
    private final Buffer body;
    private final Runnable progress;
    private final Promise<Void> over = Promise.promise();
    private int sent;
    private int underWay;
    private boolean sending;

    private Delivery(HttpServerResponse response, Buffer body, Runnable progress) {
        this.response = response;
        this.body = body;
        this.progress = progress;
    }

    /**
     * Ends the answer with this, with its length in its head.
     *
     * @param progress run whenever a piece was taken
     * @return completes when the last one was taken; fails when the connection is gone before
     * @throws RuntimeException when nothing of it could be sent, as when the answer was begun already
     */
    static Future<Void> of(HttpServerResponse response, Buffer body, Runnable progress) {
        response.putHeader("Content-Length", Integer.toString(body.length()));
        Delivery one = new Delivery(response, body, progress);
        one.send();
        return one.over.future();
    }

    private void send() {
        if (sending) {
            // It was called by what is sent here and taken at once.
            return;
        }
        sending = true;
        try {
            while (underWay < AT_ONCE && sent < body.length() && !over.future().isComplete()) {
                piece();
            }
        } finally {
            sending = false;
        }
    }

    private void piece() {
        int to = Math.min(sent + Pieces.BYTES, body.length());
        Buffer piece = body.slice(sent, to);
        boolean last = to == body.length();
        sent = to;
        underWay++;
        Future<Void> taken;
        try {
            taken = last ? response.end(piece) : response.write(piece);
        } catch (RuntimeException gone) {
            if (to == piece.length()) {
                response.headers().remove("Content-Length");
                throw gone;
            }
            taken = Future.failedFuture(gone);
        }
        taken.onComplete(done -> {
            underWay--;
            if (done.failed()) {
                over.tryFail(done.cause());
            } else if (last) {
                over.tryComplete();
            } else if (!over.future().isComplete()) {
                progress.run();
                send();
            }
        });
    }
}
