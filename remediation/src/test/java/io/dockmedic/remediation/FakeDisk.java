package io.dockmedic.remediation;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.CacheEntry;
import io.dockmedic.collectors.engine.client.CachePruned;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ImageEntry;
import io.dockmedic.collectors.engine.client.Leftover;
import io.dockmedic.collectors.engine.client.PruneCalls;
import io.dockmedic.collectors.host.disk.Usage;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** An engine's disk of 1000 MiB, for what a real one will not do on demand: refuse, answer too late or not at all. */
public final class FakeDisk implements PruneCalls {
    public static final long MIB = 1 << 20;

    private static final long ALL = 1000 * MIB;

    public final List<CacheEntry> cache = new CopyOnWriteArrayList<>();
    /** Calls that remove something, in words. */
    public final List<String> removals = new CopyOnWriteArrayList<>();
    /** What else takes room. */
    public volatile long other;
    /** What the engine says to a look. */
    public volatile Supplier<Future<CallResult<List<CacheEntry>>>> look = this::seen;
    /** What the engine says to a removal, and does. */
    public volatile Supplier<Future<CallResult<CachePruned>>> answer = this::removed;
    public volatile boolean measurable = true;

    /** Images that no tag leads to, by their ids, with their sizes. */
    public final List<ImageEntry> nameless = new CopyOnWriteArrayList<>();
    /** How containers are set up. */
    public final List<Leftover> leftovers = new CopyOnWriteArrayList<>();
    /** What happens while a container's layer is measured. */
    public volatile Runnable measures = () -> {};
    /** What the engine says when an image or a container is to go; does it by itself. */
    public volatile Function<String, CallResult<Void>> goes = id -> gone();
    /** What the engine says to a look at images. */
    public volatile Supplier<CallResult<List<ImageEntry>>> imageLook = () -> new CallResult.Done<>(
            List.copyOf(nameless));

    private final Clock clock;
    private volatile Duration unusedFor = Duration.ZERO;

    public FakeDisk(Clock clock) {
        this.clock = clock;
    }

    /** A piece of build cache that was last used so many hours ago. */
    public static CacheEntry piece(Instant now, int hours, long mib) {
        return new CacheEntry("regular", mib * MIB, false, now.minus(Duration.ofHours(hours)));
    }

    /** How full it is. */
    public Future<Usage> on(String mountpoint) {
        if (!measurable) {
            return Future.failedFuture("input/output error");
        }
        long taken = other + cache.stream().mapToLong(CacheEntry::bytes).sum()
                + nameless.stream().mapToLong(ImageEntry::bytes).sum()
                + leftovers.stream().mapToLong(Leftover::bytes).sum();
        return Future.succeededFuture(new Usage(ALL, ALL - taken, ALL - taken, 0, 0, false));
    }

    @Override
    public Future<CallResult<List<CacheEntry>>> buildCache() {
        return look.get();
    }

    /** What there is. */
    public Future<CallResult<List<CacheEntry>>> seen() {
        return Future.succeededFuture(new CallResult.Done<>(List.copyOf(cache)));
    }

    @Override
    public Future<CallResult<CachePruned>> pruneBuildCache(Duration unused) {
        removals.add("cache " + unused);
        unusedFor = unused;
        return answer.get();
    }

    /** Removes what it was asked to. */
    public Future<CallResult<CachePruned>> removed() {
        Instant before = clock.shown(clock.now()).minus(unusedFor);
        List<CacheEntry> gone = cache.stream()
                .filter(entry -> !entry.used() && entry.lastUsed().isBefore(before))
                .toList();
        cache.removeAll(gone);
        return Future.succeededFuture(new CallResult.Done<>(
                new CachePruned(gone.size(), gone.stream().mapToLong(CacheEntry::bytes).sum())));
    }

    @Override
    public Future<CallResult<List<ImageEntry>>> namelessImages() {
        return Future.succeededFuture(imageLook.get());
    }

    @Override
    public Future<CallResult<List<String>>> tags(String image) {
        return Future.succeededFuture(nameless.stream().anyMatch(one -> one.id().equals(image))
                ? new CallResult.Done<>(List.of())
                : new CallResult.Refused<>(ErrorClass.NOT_FOUND, 404, "No such image"));
    }

    @Override
    public Future<CallResult<Void>> removeImage(String image) {
        removals.add("image " + image);
        CallResult<Void> came = goes.apply(image);
        if (came instanceof CallResult.Done) {
            nameless.removeIf(one -> one.id().equals(image));
        }
        return Future.succeededFuture(came);
    }

    @Override
    public Future<CallResult<Leftover>> leftover(String container, boolean size) {
        if (size) {
            measures.run();
        }
        return Future.succeededFuture(leftovers.stream()
                .filter(one -> one.id().equals(container))
                .findFirst()
                .<CallResult<Leftover>>map(CallResult.Done::new)
                .orElseGet(() -> new CallResult.Refused<>(ErrorClass.NOT_FOUND, 404, "No such container")));
    }

    @Override
    public Future<CallResult<Void>> removeContainer(String container) {
        removals.add("container " + container);
        CallResult<Void> came = goes.apply(container);
        if (came instanceof CallResult.Done) {
            leftovers.removeIf(one -> one.id().equals(container));
        }
        return Future.succeededFuture(came);
    }

    /** It goes. */
    public CallResult<Void> gone() {
        return new CallResult.Done<>(nothing());
    }

    @SuppressWarnings("NullAway") // Void has no value but null.
    private static Void nothing() {
        return null;
    }
}
