package io.dockmedic.remediation;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.CacheEntry;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ImageEntry;
import io.dockmedic.collectors.engine.client.ImageNames;
import io.dockmedic.collectors.engine.client.PruneCalls;
import io.dockmedic.collectors.host.disk.Usage;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An engine's disk of 1000 MiB, for what a real one will not do on demand: refuse one thing, answer another too late. */
public final class FakeDisk implements PruneCalls {
    public static final long MIB = 1 << 20;

    private static final long ALL = 1000 * MIB;

    public final List<ImageEntry> images = new CopyOnWriteArrayList<>();
    public final List<CacheEntry> cache = new CopyOnWriteArrayList<>();
    /** Ids of images that containers have. */
    public final Set<String> used = Collections.synchronizedSet(new HashSet<>());
    /** Calls that remove something, in words. */
    public final List<String> removals = Collections.synchronizedList(new ArrayList<>());
    /** What else takes room. */
    public volatile long other;
    /** What the engine says to a removal, by the image's id; removes it when it says nothing. */
    public volatile Function<String, CallResult<Void>> answer = id -> FakeEngine.done();
    public volatile boolean measurable = true;

    private final Clock clock;

    public FakeDisk(Clock clock) {
        this.clock = clock;
    }

    /** An image without a name, so many hours old. */
    public static ImageEntry untagged(String id, Instant now, int hours, long mib) {
        return new ImageEntry(id, "", List.of(), List.of(), now.minus(Duration.ofHours(hours)), mib * MIB, Map.of());
    }

    /** A piece of build cache that was last used so many hours ago. */
    public static CacheEntry piece(String id, Instant now, int hours, long mib) {
        return new CacheEntry(id, "step " + id, mib * MIB, false, now.minus(Duration.ofHours(hours)));
    }

    /** How full it is. */
    public Future<Usage> on(String mountpoint) {
        if (!measurable) {
            return Future.failedFuture("input/output error");
        }
        long taken = other + images.stream().mapToLong(ImageEntry::bytes).sum()
                + cache.stream().mapToLong(CacheEntry::bytes).sum();
        return Future.succeededFuture(new Usage(ALL, ALL - taken, ALL - taken, 0, 0, false));
    }

    @Override
    public Future<CallResult<List<ImageEntry>>> images() {
        return done(List.copyOf(images));
    }

    @Override
    public Future<CallResult<Set<String>>> imagesOfContainers() {
        return done(Set.copyOf(used));
    }

    @Override
    public Future<CallResult<ImageNames>> imageNames(String id) {
        return images.stream()
                .filter(image -> image.id().equals(id))
                .findFirst()
                .map(image -> FakeDisk.<ImageNames>done(new ImageNames(image.tags(), null)))
                .orElseGet(() -> Future.succeededFuture(
                        new CallResult.Refused<>(ErrorClass.NOT_FOUND, 404, "No such image: " + id)));
    }

    @Override
    public Future<CallResult<Void>> removeImage(String id) {
        removals.add(id);
        CallResult<Void> result = answer.apply(id);
        if (!(result instanceof CallResult.Refused)) {
            images.removeIf(image -> image.id().equals(id));
        }
        return Future.succeededFuture(result);
    }

    @Override
    public Future<CallResult<List<CacheEntry>>> buildCache() {
        return done(List.copyOf(cache));
    }

    @Override
    public Future<CallResult<List<String>>> pruneBuildCache(Duration unusedFor) {
        removals.add("cache " + unusedFor);
        Instant before = clock.shown(clock.now()).minus(unusedFor);
        List<String> gone = cache.stream()
                .filter(entry -> !entry.used() && entry.lastUsed().isBefore(before))
                .map(CacheEntry::id)
                .toList();
        cache.removeIf(entry -> gone.contains(entry.id()));
        return done(gone);
    }

    private static <T> Future<CallResult<T>> done(T value) {
        return Future.succeededFuture(new CallResult.Done<>(value));
    }
}
