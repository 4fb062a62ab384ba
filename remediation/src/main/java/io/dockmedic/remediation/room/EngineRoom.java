package io.dockmedic.remediation.room;

import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.collectors.host.mount.Ground;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whether the engine could start again what is stopped now: for each start it writes some small files, and where its disk has no room for
 * them, or takes no writes any more, what was stopped stays down.
 *
 * @param mount   where the file system is mounted that the engine keeps its things on; empty when that is not known
 * @param grounds what paths lie on, as far as that is known; the future never fails
 */
public record EngineRoom(Gauge gauge, Supplier<Optional<String>> mount,
        Function<Collection<String>, Future<Map<String, Ground>>> grounds) {
    /** Some tens of kilobytes are written, in some tens of files and folders. */
    private static final long LEAST_BYTES = 1 << 20;

    private static final long LEAST_FILES = 64;

    /** Of what ext4 says is free it keeps 2 %, and at most 4096 blocks, for itself: nobody may write there, root neither. */
    private static final long KEPT_SHARE = 50;

    private static final long MOST_KEPT = 4096 * 4096;

    /** Why nothing is stopped now, for a person; empty where it could be started again, or that is not known. The future never fails. */
    public Future<Optional<String>> against() {
        return mount.get().map(this::against).orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private Future<Optional<String>> against(String at) {
        return grounds.apply(List.of(at))
                .map(all -> Optional.ofNullable(all.get(at)).filter(Ground::readOnly))
                .compose(broken -> broken.isPresent()
                        ? Future.succeededFuture(broken.map(ground -> readOnly(at, ground)))
                        : gauge.on(at).map(now -> against(at, now)).otherwise(Optional.empty()));
    }

    private static String readOnly(String at, Ground ground) {
        return "the engine's disk takes no writes any more (" + at + ", " + ground.type()
                + ", is read-only), so what is stopped now would not start again: look what the kernel says of it, with dmesg,"
                + " and see to the disk first";
    }

    private static Optional<String> against(String at, Usage now) {
        boolean noFiles = now.files() > 0 && now.filesFree() < LEAST_FILES;
        long bytes = Math.max(0, now.free() - Math.min(now.size() / KEPT_SHARE, MOST_KEPT));
        return bytes < LEAST_BYTES || noFiles
                ? Optional.of("the engine's disk is full (" + at + " has "
                        + (noFiles ? now.filesFree() + " inodes" : Bytes.text(bytes))
                        + " free), so what is stopped now would not start again: make room first")
                : Optional.empty();
    }
}
