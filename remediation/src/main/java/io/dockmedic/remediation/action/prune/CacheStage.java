package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.engine.client.CacheEntry;
import io.dockmedic.collectors.engine.client.CachePruned;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.record.Thing;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Build cache that no build has used for a while; all of it is one thing, for it goes by one call of the engine's own judgement. */
final class CacheStage implements Stage {
    private final Clearing with;
    private final Duration unused;
    private final Instant now;

    /** @param now when it is, or was, decided what is old, in our time */
    CacheStage(Clearing with, Duration unused, Instant now) {
        this.with = with;
        this.unused = unused;
        this.now = now;
    }

    @Override
    public String kind() {
        return BuildCache.KIND;
    }

    @Override
    public Future<Plan> plan() {
        return with.calls().buildCache().map(result -> switch (result) {
            case CallResult.Done<List<CacheEntry>>(List<CacheEntry> entries) -> {
                BuildCache cache = old(entries);
                yield new Plan.Found(cache.none() ? List.of() : List.of(cache.thing()), cache.words(),
                        "which no build has used for " + BuildCache.age(unused), BuildCache.nothing(unused));
            }
            case CallResult.Refused<List<CacheEntry>>(ErrorClass error, int status, String message) ->
                new Plan.Blind(error, "the build cache cannot be looked at: " + with.words(message));
            case CallResult.Unknown<List<CacheEntry>>(String why) ->
                new Plan.Blind(ErrorClass.CONFLICT, "the build cache could not be looked at: " + with.words(why));
        });
    }

    private BuildCache old(List<CacheEntry> entries) {
        return BuildCache.unused(entries, with.clock().shown(now).minus(unused));
    }

    @Override
    public Future<Removal> remove(Thing thing, String act) {
        return with.calls().pruneBuildCache(unused).map(result -> switch (result) {
            case CallResult.Done<CachePruned>(CachePruned gone) when gone.pieces() == 0 && gone.bytes() == 0 ->
                new Removal.Left(ErrorClass.CONFLICT, "the engine kept all of the build cache");
            case CallResult.Done<CachePruned>(CachePruned gone) ->
                new Removal.Gone(new Thing(kind(), thing.id(), BuildCache.words(gone.pieces(), gone.bytes()),
                        gone.bytes()));
            case CallResult.Refused<CachePruned>(ErrorClass error, int status, String message) ->
                new Removal.Left(error, with.words(message));
            case CallResult.Unknown<CachePruned>(String why) -> new Removal.Unknown(with.words(why));
        });
    }

    /** By the age that was asked for then, which by now more may have reached: what is gone is gone. */
    @Override
    public Future<Boolean> gone(Thing thing) {
        return with.calls()
                .buildCache()
                .map(result -> result instanceof CallResult.Done<List<CacheEntry>>(List<CacheEntry> entries)
                        && old(entries).none());
    }

    @Override
    public String words(List<Thing> gone) {
        return gone.getFirst().name();
    }
}
