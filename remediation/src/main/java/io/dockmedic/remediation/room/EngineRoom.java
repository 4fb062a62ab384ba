package io.dockmedic.remediation.room;

import io.dockmedic.collectors.host.disk.Usage;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the engine could start again what is stopped now: for each start it writes some small files, and what does not fit on its disk
 * stays down.
 *
 * @param mount where the file system is mounted that the engine keeps its things on; empty when that is not known
 */
public record EngineRoom(Gauge gauge, Supplier<Optional<String>> mount) {
    /** Some tens of kilobytes are written, in some tens of files and folders. */
    private static final long LEAST_BYTES = 1 << 20;

    private static final long LEAST_FILES = 64;

    /** Why nothing is stopped now, for a person; empty where there is room, or it cannot be measured. The future never fails. */
    public Future<Optional<String>> against() {
        return mount.get()
                .map(at -> gauge.on(at).map(now -> against(at, now)).otherwise(Optional.empty()))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private static Optional<String> against(String at, Usage now) {
        boolean noFiles = now.files() > 0 && now.filesFree() < LEAST_FILES;
        return now.free() < LEAST_BYTES || noFiles
                ? Optional.of("the engine's disk is full (" + at + " has "
                        + (noFiles ? now.filesFree() + " inodes" : Bytes.text(now.free()))
                        + " free), so what is stopped now would not start again: make room first")
                : Optional.empty();
    }
}
