package io.dockmedic.collectors.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RawCalls;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the stream makes of a connection that fails while the engine goes on, and of more events than it can take. */
@RealEngine
class EventStreamCutTest {
    private final PrivateEngine engine;
    private final SocketProxy proxy;

    EventStreamCutTest(PrivateEngine engine) {
        this.engine = engine;
        this.proxy = new SocketProxy(engine.socket());
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void aCutConnectionIsTakenUpAgainWithoutLossOrRepetition() {
        engine.run("cut", List.of("--stop-signal=KILL"), "sleep", "1000");
        try (StreamRig rig = new StreamRig(proxy.socket()).start()) {
            await().atMost(StreamRig.SOON).until(() -> rig.connected() == 1);
            engine.docker("pause", "cut").orFail();
            await().atMost(StreamRig.SOON).until(() -> rig.listener.actions("cut").contains("pause"));
            proxy.disappear();
            await().atMost(StreamRig.SOON).until(() -> rig.listener.told.contains("unreachable"));
            engine.docker("unpause", "cut").orFail();
            engine.docker("kill", "cut").orFail();
            proxy.reappear();
            await().atMost(StreamRig.SOON).until(() -> rig.listener.actions("cut").contains("die"));

            assertThat(rig.listener.told)
                    .containsExactly("connected", "stream_ended", "unreachable", "connected, continuous");
            assertThat(rig.listener.actions("cut")).endsWith("pause", "unpause", "kill", "die");
            assertNothingTwice(rig);
            assertThat(rig.count("dockmedic.engine.reconnects", "reason", "stream_ended")).isEqualTo(1);
        }
    }

    @Test
    void whenMoreHappenedThanTheEngineRemembersThereIsAGap() {
        engine.run("overrun", List.of("--stop-signal=KILL"), "sleep", "1000");
        try (StreamRig rig = new StreamRig(proxy.socket()).start()) {
            await().atMost(StreamRig.SOON).until(() -> rig.listener.actions("overrun").contains("start"));
            proxy.disappear();
            await().atMost(StreamRig.SOON).until(() -> rig.listener.told.contains("unreachable"));
            burst("overrun", 150);
            proxy.reappear();
            await().atMost(StreamRig.SOON).until(() -> rig.connected() == 1);
            // Other tests' health checks take their share of the engine's memory.
            await().atMost(StreamRig.SOON).until(() -> rig.listener.actions("overrun").size() >= 100);

            assertThat(rig.listener.told).containsExactly("connected", "stream_ended", "unreachable", "connected");
            assertNothingTwice(rig);
        }
    }

    @Test
    void aProxyThatForbidsEventsIsDeniedOnce() {
        proxy.treat(SocketProxy.fitting("GET", "/events"), new Treatment.Answer(403, "forbidden"));
        try (StreamRig rig = new StreamRig(proxy.socket()).start()) {
            await().atMost(StreamRig.SOON)
                    .until(() -> rig.count("dockmedic.engine.reconnects", "reason", "denied") >= 3);
            assertThat(rig.listener.told).containsExactly("denied");
            proxy.forgetTreatments();
            await().atMost(StreamRig.SOON).until(() -> rig.listener.told.contains("connected"));
        }
    }

    @Test
    void aProxyThatForbidsInfoIsNoHindrance() {
        proxy.treat(SocketProxy.fitting("GET", "/info"), new Treatment.Answer(403, "forbidden"));
        try (StreamRig rig = new StreamRig(proxy.socket()).start()) {
            await().atMost(StreamRig.SOON).until(() -> rig.listener.told.contains("connected"));
            assertThat(rig.listener.engine.version()).isNotEmpty();
            assertThat(rig.listener.engine.dataRoot()).isEmpty();
        }
    }

    @Test
    void anEngineThatIsTooOldIsSaidSo() {
        proxy.treat(SocketProxy.fitting("GET", "/_ping"), new Treatment.Answer(200, "OK"));
        try (StreamRig rig = new StreamRig(proxy.socket()).start()) {
            await().atMost(StreamRig.SOON).until(() -> rig.listener.told.contains("unsupported"));
        }
    }

    /** Many quick events: two for each turn. */
    private void burst(String container, int turns) {
        RawCalls calls = new RawCalls(engine.socket());
        for (int i = 0; i < turns; i++) {
            calls.post("/containers/" + container + "/pause");
            calls.post("/containers/" + container + "/unpause");
        }
    }

    private static void assertNothingTwice(StreamRig rig) {
        List<String> identities = rig.listener.messages.stream().map(MessageIdentity::of).toList();
        assertThat(identities).doesNotHaveDuplicates();
    }
}
