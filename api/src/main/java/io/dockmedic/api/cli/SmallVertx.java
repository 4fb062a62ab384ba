package io.dockmedic.api.cli;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** Vert.x for one command: one loop, and no cache of files in the temporary directory, which may not be writable. */
final class SmallVertx {
    private SmallVertx() {}

    /** A new one, to be closed. */
    static Vertx open() {
        return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }
}
