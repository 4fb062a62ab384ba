package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.engine.client.CacheEntry;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.PruneCalls;
import io.dockmedic.remediation.record.Thing;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What builds left behind to be faster next time, and no build has used for a while. All of it goes by one call, in which the
 * engine itself judges what is used.
 */
final class BuildCache implements Stage {
    static final String KIND = "build_cache";

    private final PruneCalls calls;
    private final Duration unused;
    private final Supplier<Instant> wall;

    /** @param wall what the clock on the wall shows */
    BuildCache(PruneCalls calls, Duration unused, Supplier<Instant> wall) {
        this.calls = calls;
        this.unused = unused;
        this.wall = wall;
    }

    @Override
    public String word() {
        return "pieces of build cache";
    }

    @Override
    public Future<CallResult<List<List<Thing>>>> plan() {
        return Answers.then(calls.buildCache(), entries -> {
            List<Thing> things = chosen(entries, wall.get().minus(unused));
            return Future.succeededFuture(new CallResult.Done<>(things.isEmpty() ? List.of() : List.of(things)));
        });
    }

    /** Oldest first. Pure. */
    static List<Thing> chosen(List<CacheEntry> entries, Instant before) {
        return entries.stream()
                .filter(entry -> !entry.used() && entry.lastUsed().isBefore(before))
                .sorted(Comparator.comparing(CacheEntry::lastUsed))
                .map(entry -> new Thing(KIND, entry.id(), entry.description(), entry.bytes()))
                .toList();
    }

    @Override
    public Future<CallResult<List<Thing>>> remove(List<Thing> things) {
        Map<String, Thing> known = things.stream().collect(Collectors.toMap(Thing::id, Function.identity()));
        return Answers.then(calls.pruneBuildCache(unused), ids -> Future.succeededFuture(new CallResult.Done<>(
                ids.stream().map(id -> known.getOrDefault(id, new Thing(KIND, id, "", 0))).toList())));
    }
}
