package io.dockmedic.collectors.host.files;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.self.OwnContainer;
import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Reads small files that the engine keeps on its machine for a container, where we see them: not from within a container. */
public final class SmallFiles {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final int LINES = 50;
    private static final int MOST = 64 << 10;

    private final HangGuard guard;
    private final Supplier<Future<String>> afar;

    /** @param afar why the engine is not on this machine; empty when it is */
    public SmallFiles(Vertx vertx, Timers timers, Supplier<Future<String>> afar) {
        this.guard = new HangGuard(vertx, timers, "file");
        this.afar = afar;
    }

    /** Its first 50 lines, of its first 64 KiB. Fails with the reason, for a person, where it cannot be read. */
    public Future<List<String>> lines(String file) {
        return afar.get()
                .compose(why -> why.isEmpty()
                        ? guard.call(file, DEADLINE, () -> read(Path.of(file)))
                        : Future.failedFuture(why));
    }

    private static List<String> read(Path file) throws IOException {
        if (OwnContainer.inside()) {
            throw new IOException("Dockmedic runs in a container and does not see the host's files");
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !Files.isReadable(file)) {
            throw new IOException("Dockmedic may not read " + file + ", or it is not there");
        }
        // What a container may write to has no bound of its own, nor have its lines.
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(MOST), StandardCharsets.ISO_8859_1).lines().limit(LINES).toList();
        }
    }
}
