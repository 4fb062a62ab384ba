package io.dockmedic.api.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.http.HttpServerRequest;

/** Writes what is sent to a file, as it comes and no faster than the disk takes it. For the request's own context. */
final class Upload {
    private final HttpServerRequest request;
    private final AsyncFile file;
    private final long most;
    private final Promise<Void> received = Promise.promise();
    private long bytes;
    private int writing;
    private boolean ended;

    /** More is sent than may be. */
    static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1;
    }

    private Upload(HttpServerRequest request, AsyncFile file, long most) {
        this.request = request;
        this.file = file;
        this.most = most;
    }

    /**
     * Completes when all of it is written, and the file closed, in any case; fails with {@link TooLargeException} as soon as
     * it is too large.
     *
     * @param request paused
     */
    static Future<Void> of(HttpServerRequest request, AsyncFile file, long most) {
        return new Upload(request, file, most).begin().eventually(file::close);
    }

    private Future<Void> begin() {
        file.exceptionHandler(received::tryFail);
        request.exceptionHandler(received::tryFail);
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
        return received.future();
    }

    private void wrote() {
        if (ended && writing == 0) {
            received.tryComplete();
        }
    }
}
