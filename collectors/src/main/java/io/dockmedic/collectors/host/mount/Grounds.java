package io.dockmedic.collectors.host.mount;

import io.dockmedic.collectors.base.self.OwnContainer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What paths of the engine's machine lie on, where we see its mounts: not from within a container, nor from another machine. Asks no
 * file system, so one that hangs does not hang it.
 */
public final class Grounds {
    private final Vertx vertx;
    private final Path mountinfo;
    private final Supplier<Future<String>> afar;

    /** @param afar why the engine is not on this machine; empty when it is */
    public Grounds(Vertx vertx, Path mountinfo, Supplier<Future<String>> afar) {
        this.vertx = vertx;
        this.mountinfo = mountinfo;
        this.afar = afar;
    }

    /** By path; without those of which nothing is known. The future never fails. */
    public Future<Map<String, Ground>> of(Collection<String> paths) {
        return paths.isEmpty() || OwnContainer.id().isPresent()
                ? Future.succeededFuture(Map.of())
                : afar.get()
                        .compose(why -> why.isEmpty()
                                ? vertx.executeBlocking(() -> look(paths), false)
                                : Future.succeededFuture(Map.<String, Ground>of()))
                        .otherwise(Map.of());
    }

    private Map<String, Ground> look(Collection<String> paths) throws IOException {
        MountTable mounts = MountTable.read(
                new String(Files.readAllBytes(mountinfo), StandardCharsets.UTF_8).lines().toList());
        Map<String, Ground> grounds = new HashMap<>();
        paths.forEach(path -> mounts.of(path).ifPresent(mount -> grounds.put(path, Ground.of(mount))));
        return grounds;
    }
}
