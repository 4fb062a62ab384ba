package io.dockmedic.collectors.host.view;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks how the engine's machine is now: a few small files of the kernel's, which a container sees too, and the engine's word. */
public final class HostStates {
    private static final int SECONDS = 2;

    private final Vertx vertx;
    private final EngineCalls calls;
    private final Supplier<Future<String>> afar;
    private final Path root;
    private final String version;
    private final Supplier<Future<Long>> memory;
    private final Supplier<OptionalLong> disk;

    /**
     * @param afar    why the engine is not on this machine; empty when it is
     * @param root    of the machine's files, {@code /} as a rule
     * @param version our own
     * @param memory  what the machine can still give; fails where that cannot be told
     * @param disk    what can still be written where the engine keeps its things, as it was read last
     */
    public HostStates(Vertx vertx, EngineCalls calls, Supplier<Future<String>> afar, Path root, String version,
            Supplier<Future<Long>> memory, Supplier<OptionalLong> disk) {
        this.vertx = vertx;
        this.calls = calls;
        this.afar = afar;
        this.root = root;
        this.version = version;
        this.memory = memory;
        this.disk = disk;
    }

    /** What cannot be told is left empty. The future never fails. */
    public Future<HostState> now() {
        Future<String> engine = calls.info()
                .map(said -> said instanceof CallResult.Done<EngineInfo>(EngineInfo info)
                        ? info.version()
                        : "");
        Future<Long> free = memory.get().otherwise(0L);
        Future<HostState> kernel = afar.get()
                .compose(why -> why.isEmpty()
                        ? vertx.executeBlocking(this::kernel, false).timeout(SECONDS, TimeUnit.SECONDS)
                        : Future.succeededFuture(HostState.UNKNOWN))
                .otherwise(HostState.UNKNOWN);
        return Future.join(engine, free, kernel).transform(all -> {
            HostState seen = kernel.result();
            return Future
                    .succeededFuture(new HostState(seen.kernel(), engine.otherwise("").result(), version, seen.boot(),
                            seen.cgroup(), free.result(), disk.get().orElse(0)));
        });
    }

    private HostState kernel() {
        return new HostState(line("proc/sys/kernel/osrelease"), "", "", line("proc/sys/kernel/random/boot_id"),
                Files.exists(root.resolve("sys/fs/cgroup/cgroup.controllers")) ? "v2" : "v1", 0, 0);
    }

    private String line(String file) {
        try {
            return Files.readString(root.resolve(file)).strip();
        } catch (IOException notShown) {
            return "";
        }
    }
}
