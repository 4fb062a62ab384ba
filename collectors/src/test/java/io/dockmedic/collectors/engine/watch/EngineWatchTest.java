package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.JournalException;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.lease.EngineLease;
import io.dockmedic.collectors.event.Events;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineWatchTest {
    private static final EngineInfo ENGINE = new EngineInfo("e", "host", "20.10", "1.41", "/var/lib/docker", true);

    @TempDir
    private Path dir;

    private final Vertx vertx = Vertx.vertx();
    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T00:00:00Z"));
    private final FakeCalls calls = new FakeCalls();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theWorldIsComparedAtOnePaceHoweverOftenWeFellBehind() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (EngineLease lease = new EngineLease(dir, time, new Health())) {
            EngineWatch watch = new EngineWatch(vertx, calls, time, time,
                    new Publisher<>(vertx, Events.TOPIC, List.of(), meters), lease, new WatchStore(new NoJournal()),
                    acting -> {}, new Redactor(), meters);
            for (int i = 0; i < 4; i++) {
                watch.connected(ENGINE, false);
            }
            assertThat(calls.lists).as("at once, each time").isEqualTo(4);

            time.advance(Duration.ofMinutes(60));
            assertThat(calls.lists - 4).as("every five minutes").isEqualTo(12);
        }
    }

    private static final class NoJournal implements Journal {
        @Override
        public <T> Future<T> write(Work<T> work) {
            return Future.failedFuture(new JournalException("none"));
        }

        @Override
        public <T> Future<T> read(Work<T> work) {
            return Future.failedFuture(new JournalException("none"));
        }

        @Override
        public boolean writable() {
            return false;
        }
    }
}
