package io.dockmedic.collectors.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.PrivateEngine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the stream tells of an engine that stops, freezes and comes back. Each test has one of its own. */
class EventStreamEngineTest {
    @Test
    void anEngineThatWasShutDownAndStartedAgainLeavesAGap() {
        try (PrivateEngine engine = new PrivateEngine(); StreamRig rig = new StreamRig(engine.socket()).start()) {
            await().atMost(StreamRig.SOON).until(() -> rig.connected() == 1);
            engine.run("shutdown", List.of("--restart=always", "--stop-signal=KILL"), "sleep", "1000");
            await().atMost(StreamRig.SOON).until(() -> rig.listener.actions("shutdown").contains("start"));

            engine.terminate();
            await().atMost(StreamRig.SOON).until(() -> rig.listener.told.contains("unreachable"));
            assertThat(rig.listener.actions("shutdown")).startsWith("create", "start", "kill", "die");
            assertThat(rig.connected()).isZero();

            engine.startAgain();
            await().atMost(StreamRig.SOON).until(() -> rig.connected() == 1);
            assertThat(rig.listener.told).containsExactly("connected", "stream_ended", "unreachable", "connected");
        }
    }

    @Test
    void aFrozenEngineIsNoticedAndComesBackWithoutAGap() {
        StreamSettings settings = StreamRig.quick(Duration.ofSeconds(2));
        try (PrivateEngine engine = new PrivateEngine();
                StreamRig rig = new StreamRig(engine.socket(), settings, null).start()) {
            await().atMost(StreamRig.SOON).until(() -> rig.connected() == 1);
            engine.run("frozen", List.of("--stop-signal=KILL"), "sleep", "1000");
            await().atMost(StreamRig.SOON).until(() -> rig.listener.actions("frozen").contains("start"));

            engine.freeze();
            await().atMost(StreamRig.SOON).until(() -> rig.listener.told.contains("frozen"));
            engine.thaw();
            await().atMost(StreamRig.SOON).until(() -> rig.connected() == 1);
            engine.docker("kill", "frozen").orFail();
            await().atMost(StreamRig.SOON).until(() -> rig.listener.actions("frozen").contains("die"));

            assertThat(rig.listener.told).containsExactly("connected", "frozen", "connected, continuous");
            assertThat(rig.listener.actions("frozen")).containsExactly("create", "start", "kill", "die");
        }
    }

    @Test
    void anEngineThatAppearsLaterIsFound() {
        PrivateEngine engine = new PrivateEngine();
        try (engine; StreamRig rig = new StreamRig(engine.socket())) {
            engine.terminate();
            rig.start();
            await().atMost(StreamRig.SOON).until(() -> rig.listener.told.contains("unreachable"));
            engine.startAgain();
            await().atMost(StreamRig.SOON).until(() -> rig.connected() == 1);
            assertThat(rig.listener.told).containsExactly("unreachable", "connected");
        }
    }
}
