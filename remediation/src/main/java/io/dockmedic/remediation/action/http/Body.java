package io.dockmedic.remediation.action.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;

/** The body of an answer, no more of it than is kept. To be made as soon as the answer begins, on its context. */
final class Body {
    private static final int KEPT = 64 << 10;
    private static final int FINAL = 200;

    private final int status;
    private final Buffer kept = Buffer.buffer();
    private final Promise<Void> over = Promise.promise();

    private Body(int status) {
        this.status = status;
    }

    static Body of(HttpClientResponse response) {
        Body body = new Body(response.statusCode());
        response.handler(body::piece)
                .endHandler(end -> body.over.tryComplete())
                .exceptionHandler(cut -> body.over.tryComplete());
        return body;
    }

    private void piece(Buffer piece) {
        kept.appendBuffer(piece, 0, Math.min(piece.length(), KEPT - kept.length()));
        if (kept.length() == KEPT) {
            over.tryComplete();
        }
    }

    /**
     * The answer, with what has come of its body by then: that it is cut off makes no other answer of it. A word in between (1xx) is no
     * answer.
     */
    Future<Came> within(Vertx vertx, long millis) {
        long late = vertx.setTimer(millis, now -> over.tryComplete());
        return over.future().transform(either -> {
            vertx.cancelTimer(late);
            return Future.succeededFuture(status < FINAL
                    ? new Came.Lost("it was answered status " + status + " only")
                    : new Came.Answered(status, kept.toString(StandardCharsets.UTF_8).lines().toList()));
        });
    }
}
