package io.dockmedic.api.http;

import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/**
 * Writes what is sent to a file, as it comes and no faster than the disk takes it, and for so long at the most. A sender
 * that goes away is noticed from the beginning, also while there is no file yet. For the request's own context.
 */
final class Upload {
    private final HttpServerRequest request;
    private final long most;
    private final Promise<Void> received = Promise.promise();
    private long bytes;
    private int writing;
    private boolean ended;

    /** More is sent than may be. */
    static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** Not all of it came in time. */
    static final class TooSlowException extends Exception {
        private static final long serialVersionUID = 1;
    }

    /**
     * Holds the request until there is a file.
     *
     * @param most     in bytes
     * @param patience until all of it is there, from now on
     */
    Upload(HttpServerRequest request, long most, Timers timers, Duration patience) {
        this.request = request;
        this.most = most;
        request.pause();
        request.exceptionHandler(cause -> received.tryFail(new BrokenBodyException(cause)));
        Timers.Pending deadline = timers.after(patience, () -> received.tryFail(new TooSlowException()));
        received.future().onComplete(done -> deadline.cancel());
    }

    /**
     * Completes when all of it is written, and the file closed, in any case; fails with {@link TooLargeException} as soon as
     * it is too large, with {@link TooSlowException} as soon as it takes too long. Once.
     */
    Future<Void> to(AsyncFile file) {
        if (!received.future().isComplete()) {
            receive(file);
        }
        return received.future().eventually(file::close);
    }

    private void receive(AsyncFile file) {
        file.exceptionHandler(received::tryFail);
        request.endHandler(end -> {
            ended = true;
            wrote();
        });
        request.handler(buffer -> {
            bytes += buffer.length();
            if (received.future().isComplete()) {
                return;
            }
            if (bytes > most) {
                received.tryFail(new TooLargeException());
                return;
            }
            writing++;
            file.write(buffer).onFailure(received::tryFail).onSuccess(written -> {
                writing--;
                wrote();
            });
            if (file.writeQueueFull()) {
                request.pause();
                file.drainHandler(ready -> request.resume());
            }
        });
        request.resume();
    }

    private void wrote() {
        if (ended && writing == 0) {
            received.tryComplete();
        }
    }
}
