package io.dockmedic.collectors.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the stream tells of a real engine that stays. */
@RealEngine
class EventStreamTest {
    private final PrivateEngine engine;

    EventStreamTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @Test
    void tellsWhatHappensInOrderAndWithoutExecNoise() {
        try (StreamRig rig = new StreamRig(engine.socket()).start()) {
            await().atMost(StreamRig.SOON).until(() -> rig.connected() == 1);
            engine.run("stream-order", List.of("--stop-signal=KILL"), "sleep", "1000");
            engine.docker("exec", "stream-order", "true").orFail();
            engine.docker("stop", "stream-order").orFail();
            engine.docker("rename", "stream-order", "stream-order-2").orFail();
            engine.docker("rm", "stream-order-2").orFail();
            await().atMost(StreamRig.SOON).until(() -> rig.listener.actions("stream-order-2").contains("destroy"));

            assertThat(rig.listener.told).containsExactly("connected");
            assertThat(rig.listener.engine.dataRoot()).isEqualTo(engine.dataRoot().toString());
            assertThat(rig.listener.actions("stream-order")).containsExactly("create", "start", "kill", "die", "stop");
            assertThat(rig.listener.actions("stream-order-2")).containsExactly("rename", "destroy");
            assertThat(rig.listener.messages).filteredOn(message -> message.type().equals("network"))
                    .extracting(EngineMessage::action)
                    .contains("connect", "disconnect");
        }
    }

    @Test
    void messagesWaitUntilTheListenerHasCompared() {
        Promise<Void> compared = Promise.promise();
        try (StreamRig rig = new StreamRig(engine.socket())) {
            rig.listener.overConnected = compared::future;
            rig.start();
            await().atMost(StreamRig.SOON).until(() -> rig.listener.told.contains("connected"));
            engine.run("stream-held", List.of("--stop-signal=KILL"), "true");
            engine.docker("wait", "stream-held").orFail();
            assertThat(rig.listener.messages).isEmpty();

            rig.vertx.runOnContext(now -> compared.complete());
            await().atMost(StreamRig.SOON).until(() -> rig.listener.actions("stream-held").contains("die"));
        }
    }

    @Test
    void whatTheEngineRemembersFromBeforeIsMarkedReplayed() {
        engine.run("stream-before", List.of("--stop-signal=KILL"), "true");
        engine.docker("wait", "stream-before").orFail();
        try (StreamRig rig = new StreamRig(engine.socket()).start()) {
            await().atMost(StreamRig.SOON).until(() -> rig.listener.actions("stream-before").contains("die"));
            engine.docker("start", "stream-before").orFail();
            await().atMost(StreamRig.SOON).until(() -> rig.listener.actions("stream-before").lastIndexOf("die") > 3);
            assertThat(rig.listener.messages)
                    .filteredOn(message -> "stream-before".equals(message.attributes().get("name")))
                    .extracting(EngineMessage::replayed)
                    .containsExactly(true, true, true, false, false);
        }
    }

    @Test
    void goesOnWhereAnEarlierRunOfOursGotTo() {
        StreamMarker marker;
        try (StreamRig rig = new StreamRig(engine.socket()).start()) {
            await().atMost(StreamRig.SOON).until(() -> rig.connected() == 1);
            engine.run("stream-first", List.of("--stop-signal=KILL"), "sleep", "1000");
            await().atMost(StreamRig.SOON).until(() -> rig.listener.actions("stream-first").contains("start"));
            marker = rig.stream.marker().orElseThrow();
        }
        engine.docker("kill", "stream-first").orFail();
        try (StreamRig rig = new StreamRig(engine.socket(), StreamRig.QUICK, marker).start()) {
            await().atMost(StreamRig.SOON).until(() -> rig.listener.actions("stream-first").contains("die"));
            assertThat(rig.listener.told).containsExactly("connected, continuous");
            assertThat(rig.listener.actions("stream-first")).containsExactly("kill", "die");
        }
    }

    @Test
    void labelsThatForgeAttributesOrMessagesStayLabels() {
        try (StreamRig rig = new StreamRig(engine.socket()).start()) {
            await().atMost(StreamRig.SOON).until(() -> rig.connected() == 1);
            engine.run("stream-forged", List.of("--label=Type=network", "--label=Action=oom", "--label=exitCode=0",
                    "--label=name=other", "--label=x=\n{\"Type\":\"container\",\"Action\":\"oom\"}\n"), "true");
            await().atMost(StreamRig.SOON).until(() -> rig.listener.actions("stream-forged").contains("die"));
            assertThat(rig.listener.actions("stream-forged")).containsExactly("create", "start", "die");
            assertThat(rig.listener.actions("other")).as("a name that a label made up").isEmpty();
            assertThat(rig.count("dockmedic.engine.malformed")).isZero();
        }
    }

    @Test
    void withoutAnEngineItSaysSoOnceAndKeepsTrying() {
        try (StreamRig rig = new StreamRig(Path.of("/tmp/no-such-docker.sock")).start()) {
            await().atMost(StreamRig.SOON)
                    .until(() -> rig.count("dockmedic.engine.reconnects", "reason", "unreachable") >= 4);
            assertThat(rig.listener.told).containsExactly("unreachable");
            assertThat(rig.connected()).isZero();
        }
    }
}
