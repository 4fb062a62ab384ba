package io.dockmedic.api.http;

import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Reads what is sent into memory: so much of each, for so long at the most, and so many at a time. Where there are as many as may
 * be, the one that has come for longest gives way to the next, if that is a tenth of the time it has. To be used on one context.
 */
final class BoundedBody {
    /** What has come for this part of the time that it has is slow. */
    private static final int SLOW = 10;

    private final int most;
    private final int atOnce;
    private final Duration patience;
    private final Timers timers;
    /** The one that has come for longest first. */
    private final Set<Coming> coming = new LinkedHashSet<>();

    /** What is being read, and whether it may have to give way. */
    private static final class Coming {
        private final Promise<Buffer> read = Promise.promise();
        private boolean slow;
    }

    /** Why it was not read. */
    sealed interface Refused {}

    /** So many are being read that this one is not begun with. */
    static final class BusyException extends Exception implements Refused {
        private static final long serialVersionUID = 1;
    }

    /** So many others came that this one, which was slow, was not waited for any longer. */
    static final class GaveWayException extends Exception implements Refused {
        private static final long serialVersionUID = 1;
    }

    /** More is sent than may be. */
    static final class TooLargeException extends Exception implements Refused {
        private static final long serialVersionUID = 1;
    }

    /** Not all of it came in time. */
    static final class TooSlowException extends Exception implements Refused {
        private static final long serialVersionUID = 1;
    }

    /**
     * @param most     bytes of one body
     * @param atOnce   bodies that are read at a time
     * @param patience until all of one is there
     */
    BoundedBody(int most, int atOnce, Duration patience, Timers timers) {
        this.most = most;
        this.atOnce = atOnce;
        this.patience = patience;
        this.timers = timers;
    }

    /** In bytes, of one body. */
    int most() {
        return most;
    }

    Duration patience() {
        return patience;
    }

    /** All that is sent; on the request's own context, before anything of it is read. */
    Future<Buffer> read(HttpServerRequest request) {
        if (coming.size() >= atOnce && !oneGivesWay()) {
            return Future.failedFuture(new BusyException());
        }
        Coming one = new Coming();
        Promise<Buffer> read = one.read;
        coming.add(one);
        Buffer all = Buffer.buffer();
        request.exceptionHandler(cause -> read.tryFail(new BrokenBodyException(cause)));
        request.endHandler(end -> read.tryComplete(all));
        request.handler(part -> {
            if (read.future().isComplete()) {
                return;
            }
            if (all.length() + part.length() > most) {
                read.tryFail(new TooLargeException());
                return;
            }
            all.appendBuffer(part);
        });
        Timers.Pending slow = timers.after(patience.dividedBy(SLOW), () -> one.slow = true);
        Timers.Pending deadline = timers.after(patience, () -> read.tryFail(new TooSlowException()));
        return read.future().onComplete(done -> {
            slow.cancel();
            deadline.cancel();
            coming.remove(one);
        });
    }

    private boolean oneGivesWay() {
        Coming first = coming.iterator().next();
        return first.slow && first.read.tryFail(new GaveWayException());
    }
}
