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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What paths of the engine's machine lie on, where we see its mounts: not from within a container, nor from another machine. Asks no
 * file system, so one that hangs does not hang it.
 */
public final class Grounds {
    private static final Set<String> PASSING = Set.of("tmpfs", "ramfs", "devtmpfs", "devpts", "proc", "sysfs", "cgroup",
            "cgroup2", "mqueue", "nsfs", "debugfs", "tracefs", "securityfs");

    /** All of it is the kernel's, and yet the threads for it may be busy with a disk that hangs. */
    private static final int SECONDS = 2;
    private static final Logger LOG = LoggerFactory.getLogger(Grounds.class);

    private final Vertx vertx;
    private final Path mountinfo;
    private final Supplier<Future<String>> afar;

    /**
     * @param mountinfo what the machine has mounted, as its first process sees it: our own view may be another, under systemd for instance
     * @param afar      why the engine is not on this machine; empty when it is
     */
    public Grounds(Vertx vertx, Path mountinfo, Supplier<Future<String>> afar) {
        this.vertx = vertx;
        this.mountinfo = mountinfo;
        this.afar = afar;
    }

    /** By path; without those of which nothing is known. The future never fails. */
    public Future<Map<String, Ground>> of(Collection<String> paths) {
        return paths.isEmpty()
                ? Future.succeededFuture(Map.of())
                : afar.get()
                        .compose(why -> why.isEmpty()
                                ? vertx.executeBlocking(() -> look(paths), false).timeout(SECONDS, TimeUnit.SECONDS)
                                : Future.succeededFuture(Map.<String, Ground>of()))
                        .onFailure(unseen -> LOG.atWarn()
                                .addKeyValue("reason", unseen.getMessage())
                                .log("What folders of the host lie on cannot be seen, and is not looked at"))
                        .otherwise(Map.of());
    }

    /** Nothing where what is kept is in memory alone: nobody keeps data there. */
    private static Optional<Ground> ground(MountTable mounts, String path) {
        return mounts.of(path).filter(mount -> !PASSING.contains(mount.type())).map(Ground::of);
    }

    private Map<String, Ground> look(Collection<String> paths) throws IOException {
        if (OwnContainer.inside()) {
            return Map.of();
        }
        MountTable mounts = MountTable.read(
                new String(Files.readAllBytes(mountinfo), StandardCharsets.UTF_8).lines().toList());
        Map<String, Ground> grounds = new HashMap<>();
        paths.forEach(path -> ground(mounts, path).ifPresent(ground -> grounds.put(path, ground)));
        return grounds;
    }
}
