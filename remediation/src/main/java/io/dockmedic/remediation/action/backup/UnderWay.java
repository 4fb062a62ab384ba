package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The backups that are under way. When we end each is broken off, so that what it holds goes on before we are gone: our next start, which
 * sees to it else, may never come. To be used on one context.
 */
public final class UnderWay {
    private final Timers timers;
    private final Map<Promise<Void>, Future<?>> running = new HashMap<>();
    private @Nullable Future<Void> ending;

    public UnderWay(Timers timers) {
        this.timers = timers;
    }

    /**
     * Runs one.
     *
     * @param one given what completes when it is to break off, which it may have already
     */
    <T> Future<T> run(Function<Future<Void>, Future<T>> one) {
        Promise<Void> end = Promise.promise();
        if (ending != null) {
            end.complete();
        }
        Future<T> over = one.apply(end.future());
        running.put(end, over);
        return over.onComplete(either -> running.remove(end));
    }

    /**
     * Breaks off what is under way, and what is begun after that. Completes when all has ended, or could not in that time; which is
     * waited for once, whoever asks again.
     */
    public Future<Void> end(Duration within) {
        Future<Void> before = ending;
        if (before != null) {
            return before;
        }
        Promise<Void> ended = Promise.promise();
        ending = ended.future();
        // Whoever waits for one has heard of it by then: they asked before us.
        Future.join(List.copyOf(running.values())).onComplete(all -> ended.tryComplete());
        List.copyOf(running.keySet()).forEach(Promise::tryComplete);
        Timers.Pending limit = timers.after(within, ended::tryComplete);
        return ended.future().onComplete(over -> limit.cancel());
    }
}
