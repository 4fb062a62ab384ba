package io.dockmedic.collectors.host.files;

import io.dockmedic.collectors.base.self.OwnContainer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Looks for files and folders of the engine's machine, where we see its file systems: not from within a container. */
public final class HostFiles {
    private static final int SECONDS = 10;

    private final Vertx vertx;

    public HostFiles(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Which of the paths are known not to be there. Where a disk does not answer for 10 s, all of them. The future never
     * fails.
     *
     * @param witness what is there on the engine's machine for sure; where we do not see it, nothing is known
     */
    public Future<List<String>> missing(String witness, List<String> paths) {
        return paths.isEmpty()
                ? Future.succeededFuture(List.of())
                : vertx.executeBlocking(() -> look(witness, paths), false)
                        .timeout(SECONDS, TimeUnit.SECONDS)
                        .otherwise(paths);
    }

    private static List<String> look(String witness, List<String> paths) {
        return OwnContainer.id().isPresent() || !there(witness)
                ? List.of()
                : paths.stream().filter(path -> !there(path)).toList();
    }

    private static boolean there(String path) {
        return Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS);
    }
}
