package io.dockmedic.collectors.host.memory;

import io.dockmedic.collectors.host.view.EngineHost;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much memory the engine's machine can still give without swapping, by its kernel's own estimate ({@code MemAvailable} in
 * {@code /proc/meminfo}, Linux 3.14 and later): caches that can be given back are counted in. Read when it is asked for, and
 * never else.
 */
public final class AvailableMemory {
    private static final String FIELD = "MemAvailable:";
    private static final long KIB = 1024;

    private final EngineHost engine;
    private final Path meminfo;
    private final Vertx vertx;

    /** @param proc as a rule {@code /proc} */
    public AvailableMemory(EngineHost engine, Path proc, Vertx vertx) {
        this.engine = engine;
        this.meminfo = proc.resolve("meminfo");
        this.vertx = vertx;
    }

    /** Bytes. Fails with the reason, for a person, where the engine is not on this machine or the kernel does not say. */
    public Future<Long> bytes() {
        return engine.here()
                .compose(here -> here.isEmpty()
                        ? Future.failedFuture(engine.why())
                        : vertx.executeBlocking(() -> read(meminfo), false));
    }

    /** Blocks for as long as the kernel takes to tell. */
    static long read(Path meminfo) throws IOException {
        return Files.readAllLines(meminfo)
                .stream()
                .filter(line -> line.startsWith(FIELD))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                .findFirst()
                .orElseThrow(() -> new IOException(meminfo + " does not say what is available"));
    }
}
