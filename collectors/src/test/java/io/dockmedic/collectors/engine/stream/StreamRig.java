package io.dockmedic.collectors.engine.stream;

import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.EngineHttp;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A stream to a real engine and what it needs around it: short waits between attempts, patience with each. */
final class StreamRig implements AutoCloseable {
    static final Duration SOON = Duration.ofMinutes(3);
    static final StreamSettings QUICK = quick(Duration.ofSeconds(5));

    final Recorder listener = new Recorder();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Vertx vertx = Vertx.vertx();
    final EventStream stream;

    /** @param pingWithin twice as long and a little, and an engine that does not answer is taken to be frozen */
    static StreamSettings quick(Duration pingWithin) {
        return new StreamSettings(Duration.ofSeconds(30), Duration.ofSeconds(2),
                Duration.ofSeconds(15), Duration.ofMillis(300), pingWithin, 2, 60, Duration.ofMillis(50),
                Duration.ofMillis(500), 64);
    }

    StreamRig(Path socket) {
        this(socket, QUICK, null);
    }

    StreamRig(Path socket, StreamSettings settings, @Nullable StreamMarker marker) {
        EngineAddress address = new EngineAddress.Unix(socket);
        stream = new EventStream(address, EngineHttp.client(vertx, address), new SystemClock(), new VertxTimers(vertx),
                new Random(1), meters, settings, null, marker, listener);
    }

    StreamRig start() {
        vertx.runOnContext(now -> stream.start());
        return this;
    }

    double count(String name, String... tags) {
        return meters.get(name).tags(tags).counter().count();
    }

    double connected() {
        return meters.get("dockmedic.engine.connected").gauge().value();
    }

    @Override
    public void close() {
        vertx.runOnContext(now -> stream.stop());
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
