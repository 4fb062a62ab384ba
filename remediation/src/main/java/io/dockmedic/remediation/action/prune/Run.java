package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.engine.client.CacheEntry;
import io.dockmedic.collectors.engine.client.CachePruned;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.record.Removals;
import io.dockmedic.remediation.record.Thing;
import io.dockmedic.remediation.room.Goal;
import io.dockmedic.remediation.room.Wanted;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One act: measured, looked at, written down, done by one call, measured again. Where there is room enough already, or nothing
 * that could go, it is refused: that is no cure for what still fires; on a schedule it is done. To be used once, on one context.
 */
final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(PruneAction.class);

    /** Of what the engine says it removed, so much must have come free, or it keeps its things elsewhere. */
    private static final int A_TENTH = 10;

    private final Clearing with;
    private final Wanted wanted;
    private final boolean scheduled;
    private final Duration unused;
    private final String act;
    private final Instant until;

    /**
     * @param scheduled it is done because it is time, not because there is too little room
     * @param until     when it is given up; nothing is begun after that
     */
    Run(Clearing with, Wanted wanted, boolean scheduled, Duration unused, String act, Instant until) {
        this.with = with;
        this.wanted = wanted;
        this.scheduled = scheduled;
        this.unused = unused;
        this.act = act;
        this.until = until;
    }

    Future<Outcome> begin() {
        return with.gauge()
                .on(wanted.mountpoint())
                .compose(this::from, why -> refused(ErrorClass.SERVER_ERROR,
                        wanted.mountpoint() + " cannot be measured: " + with.words(String.valueOf(why.getMessage()))));
    }

    private Future<Outcome> from(Usage before) {
        if (wanted.goal().reached(before) && !(wanted.goal() instanceof Goal.Any)) {
            return nothing(Goal.words(before) + " are free already");
        }
        return with.calls().buildCache().compose(result -> switch (result) {
            case CallResult.Done<List<CacheEntry>>(List<CacheEntry> entries) ->
                chosen(before, BuildCache.unused(entries, with.clock().shown(with.clock().now()).minus(unused)));
            case CallResult.Refused<List<CacheEntry>>(ErrorClass error, int status, String message) ->
                refused(bounded(error), "the build cache cannot be looked at: " + with.words(message));
            case CallResult.Unknown<List<CacheEntry>>(String why) ->
                refused(ErrorClass.CONFLICT, "the build cache could not be looked at: " + with.words(why));
        });
    }

    private Future<Outcome> chosen(Usage before, BuildCache cache) {
        if (cache.none()) {
            return nothing(BuildCache.nothing(unused));
        }
        Thing thing = cache.thing();
        return with.removals()
                .intend(act, thing, with.clock().now())
                .compose(written -> with.mayGoOn()
                        .get()
                        .compose(may -> may && with.clock().now().isBefore(until)
                                ? with.calls().pruneBuildCache(unused).compose(result -> came(before, thing, result))
                                : ended(thing, Removals.LEFT, ErrorClass.CONFLICT, "acts are held up")),
                        why -> refused(ErrorClass.CONFLICT, "nothing was removed: it cannot be written down"));
    }

    private Future<Outcome> nothing(String why) {
        String words = "nothing was removed: " + why;
        return scheduled
                ? Future.succeededFuture(new Outcome.Done(words))
                : refused(ErrorClass.BAD_REQUEST, words);
    }

    private Future<Outcome> came(Usage before, Thing thing, CallResult<CachePruned> result) {
        return switch (result) {
            case CallResult.Done<CachePruned>(CachePruned gone) -> {
                String words = BuildCache.words(gone.pieces(), gone.bytes());
                LOG.atInfo()
                        .addKeyValue("act", act)
                        .addKeyValue("bytes", gone.bytes())
                        .log("removed to make room: {}", words);
                String outcome = gone.pieces() == 0 && gone.bytes() == 0 ? Removals.LEFT : Removals.REMOVED;
                yield with.removals()
                        .came(act, thing, outcome, "the engine removed " + words, with.clock().now())
                        .compose(on -> with.gauge().on(wanted.mountpoint()))
                        .map(after -> new Outcome.Done(text(before, after, gone, words)));
            }
            case CallResult.Refused<CachePruned>(ErrorClass error, int status, String message) ->
                ended(thing, error == ErrorClass.SERVER_ERROR ? Removals.UNKNOWN : Removals.LEFT, bounded(error),
                        with.words(message));
            case CallResult.Unknown<CachePruned>(String why) ->
                Future.succeededFuture(new Outcome.Unknown(with.words(why)));
        };
    }

    private static String text(Usage before, Usage after, CachePruned gone, String words) {
        boolean elsewhere = gone.bytes() > 0
                && after.available() - before.available() < gone.bytes() / A_TENTH;
        return "free before " + Goal.words(before) + ", after " + Goal.words(after) + ": removed " + words
                + (elsewhere ? "; hardly any of it came free here" : "");
    }

    private Future<Outcome> ended(Thing thing, String outcome, ErrorClass error, String why) {
        return with.removals()
                .came(act, thing, outcome, why, with.clock().now())
                .compose(on -> refused(error, why));
    }

    /** What an engine that is not there is asked in vain, is not asked for ever. */
    private static ErrorClass bounded(ErrorClass error) {
        return error == ErrorClass.UNREACHABLE ? ErrorClass.NETWORK : error;
    }

    private static Future<Outcome> refused(ErrorClass error, String why) {
        return Future.succeededFuture(new Outcome.Refused(error, why));
    }
}
