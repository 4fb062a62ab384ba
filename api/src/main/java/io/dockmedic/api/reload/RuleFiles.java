package io.dockmedic.api.reload;

import io.dockmedic.api.config.RuleDirectory;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.yaml.RuleProblem;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the rule files read again: when somebody asks, and by itself when they are others than before. By itself it takes them
 * when two looks have found them the same, so that none is taken that is still being written, and never for gone when the
 * last one is: that may be a file system that is not mounted. What is refused is so once, not at each look.
 */
public final class RuleFiles extends VerticleBase {
    /** Between two looks. */
    public static final Duration EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(RuleFiles.class);

    private final RuleDirectory directory;
    private final boolean watched;
    private final Duration every;
    private final Timers timers;
    private final Function<List<RuleFile>, Future<List<RuleProblem>>> taker;
    private Found tried;
    /** Whether the owner had any when last it was known. */
    private boolean own;
    private Look latest;
    private Future<?> before = Future.succeededFuture();
    private Timers.@Nullable Pending next;
    /** Null while it is not deployed. */
    private volatile @Nullable Context home;

    /**
     * @param watched whether it looks by itself
     * @param first   what the rules began with
     * @param timers  run on the verticle's own thread
     * @param taker   has the rules be those of these files, all or none; says why not
     */
    public RuleFiles(RuleDirectory directory, boolean watched, Duration every, Found first, Timers timers,
            Function<List<RuleFile>, Future<List<RuleProblem>>> taker) {
        this.directory = directory;
        this.watched = watched;
        this.every = every;
        this.timers = timers;
        this.taker = taker;
        this.tried = first;
        this.latest = first.look();
        this.own = !first.look().files().isEmpty();
    }

    @Override
    public Future<?> start() {
        home = context;
        plan();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        home = null;
        if (next != null) {
            next.cancel();
        }
        return Future.succeededFuture();
    }

    /**
     * Reads them again, as they are. May be called from any thread.
     *
     * @return the problems for which they were refused; empty when they run now
     */
    public Future<List<RuleProblem>> reload() {
        Context asker = vertx.getOrCreateContext();
        Promise<List<RuleProblem>> done = Promise.promise();
        Objects.requireNonNull(home, "not deployed")
                .runOnContext(go -> inTurn(() -> read().compose(this::take))
                        .onComplete(problems -> asker.runOnContext(back -> done.handle(problems))));
        return done.future();
    }

    /** Looks once, and takes what is new and stands still. On the verticle's own thread. */
    Future<List<RuleProblem>> look() {
        return inTurn(() -> vertx.executeBlocking(() -> Look.at(directory)).compose(this::seen));
    }

    private void plan() {
        if (watched && home != null) {
            next = timers.after(every, () -> look()
                    .onFailure(cause -> LOG.atError().setCause(cause).log("The rule files cannot be watched"))
                    .onComplete(done -> plan()));
        }
    }

    private Future<List<RuleProblem>> seen(Look now) {
        boolean still = now.equals(latest);
        latest = now;
        return (now.equals(tried.look()) && !defective()) || !still
                ? Future.succeededFuture(List.of())
                : read().compose(found -> found.steady() && found.look().equals(now) ? changed(found) : none());
    }

    /** What could not be read may be read the next time, though nobody has written to it: it is tried again, and said once. */
    private boolean defective() {
        return tried.files().stream().anyMatch(file -> !file.defect().isEmpty());
    }

    /** Others may have touched them only, or put back what was there. */
    private Future<List<RuleProblem>> changed(Found found) {
        if (found.files().equals(tried.files())) {
            tried = found;
            return none();
        }
        LOG.atInfo()
                .addKeyValue("what", found.look().since(tried.look()))
                .log("The rule files changed and are read again");
        if (found.look().none() && own) {
            tried = found;
            return taker.apply(Stream.concat(found.files().stream(), Stream.of(directory.emptied())).toList());
        }
        return take(found);
    }

    private Future<List<RuleProblem>> take(Found found) {
        tried = found;
        own = !found.look().files().isEmpty() || (own && !found.look().defect().isEmpty());
        return taker.apply(found.files());
    }

    private Future<Found> read() {
        return vertx.executeBlocking(() -> Found.in(directory));
    }

    private static Future<List<RuleProblem>> none() {
        return Future.succeededFuture(List.of());
    }

    /** One after the other: who read first is taken first. */
    private <T> Future<T> inTurn(Supplier<Future<T>> work) {
        Future<T> done = before.transform(over -> work.get());
        before = done;
        return done;
    }
}
