package io.dockmedic.collectors.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lines and floods that a real engine cannot be made to send on demand. */
class EventStreamFloodTest {
    private static final long START = 1_793_491_200_000_000_000L;

    @Test
    void aFloodIsHeldInBoundsAndComesWholeAndInOrder() {
        AtomicInteger written = new AtomicInteger();
        try (ScriptedEngine engine = new ScriptedEngine(response -> write(response, written, 20_000));
                StreamRig rig = new StreamRig(engine.socket())) {
            Promise<Void> first = Promise.promise();
            rig.listener.overMessage = first::future;
            rig.start();
            await().atMost(StreamRig.SOON).until(() -> rig.listener.messages.size() == 1);
            await().during(Duration.ofMillis(500)).until(() -> rig.count("dockmedic.engine.messages") < 1500);
            assertThat(rig.listener.messages).hasSize(1);

            rig.listener.overMessage = Future::succeededFuture;
            rig.vertx.runOnContext(now -> first.complete());
            await().atMost(StreamRig.SOON).until(() -> rig.listener.messages.size() == 20_000);
            assertThat(rig.listener.messages).extracting(EngineMessage::id)
                    .containsExactlyElementsOf(IntStream.range(0, 20_000).mapToObj(i -> "id-c" + i).toList());
            // Nobody can know that nothing was dropped, so it is told.
            await().atMost(StreamRig.SOON).until(() -> rig.listener.told.equals(List.of("connected", "connected")));
        }
    }

    @Test
    void eachMessageWaitsForTheOneBefore() {
        try (ScriptedEngine engine = new ScriptedEngine(response -> write(response, new AtomicInteger(), 3));
                StreamRig rig = new StreamRig(engine.socket())) {
            Promise<Void> slow = Promise.promise();
            rig.listener.overMessage = slow::future;
            rig.start();
            await().atMost(StreamRig.SOON).until(() -> rig.listener.messages.size() == 1);
            assertThat(rig.stream.marker()).isEmpty();
            rig.vertx.runOnContext(now -> slow.complete());
            await().atMost(StreamRig.SOON).until(() -> rig.listener.messages.size() == 3);
            await().atMost(StreamRig.SOON).until(() -> rig.stream.marker().isPresent());
        }
    }

    @Test
    void aListenerThatFailsOnAMessageGetsTheNext() {
        try (ScriptedEngine engine = new ScriptedEngine(response -> write(response, new AtomicInteger(), 3));
                StreamRig rig = new StreamRig(engine.socket())) {
            rig.listener.overMessage = () -> Future.failedFuture("cannot");
            rig.start();
            await().atMost(StreamRig.SOON).until(() -> rig.listener.messages.size() == 3);
            assertThat(rig.count("dockmedic.engine.unhandled")).isEqualTo(3);
        }
    }

    @Test
    void malformedLinesAreCountedAndSkipped() {
        List<String> lines = List.of("no json\n", "[]\n", "{}\n", "\n", "{\"Type\":\"container\",\"Action\":\"die\"}\n",
                "{\"Type\":\"container\",\"Action\":\"exec_start: sh -c secret\",\"timeNano\":1}\n",
                "{\"Type\":\"image\",\"Action\":\"create\",\"timeNano\":1}\n");
        try (ScriptedEngine engine = new ScriptedEngine(response -> {
            lines.forEach(response::write);
            response.write(ScriptedEngine.event(START, "die", "after"));
        }); StreamRig rig = new StreamRig(engine.socket()).start()) {
            await().atMost(StreamRig.SOON).until(() -> rig.listener.messages.size() == 1);
            assertThat(rig.listener.actions("after")).containsExactly("die");
            assertThat(rig.count("dockmedic.engine.malformed")).isEqualTo(4);
            assertThat(rig.listener.told).containsExactly("connected");
        }
    }

    @Test
    void messagesOfTheSameTimeAreToldApartWhenReplayed() {
        AtomicInteger subscriptions = new AtomicInteger();
        try (ScriptedEngine engine = new ScriptedEngine(response -> {
            response.write(ScriptedEngine.event(START, "die", "one"));
            response.write(ScriptedEngine.event(START, "stop", "one"));
            if (subscriptions.incrementAndGet() == 2) {
                response.write(ScriptedEngine.event(START, "destroy", "one"));
            } else {
                response.end();
            }
        }); StreamRig rig = new StreamRig(engine.socket()).start()) {
            await().atMost(StreamRig.SOON).until(() -> rig.listener.actions("one").contains("destroy"));
            assertThat(rig.listener.actions("one")).containsExactly("die", "stop", "destroy");
            assertThat(rig.listener.told).containsExactly("connected", "stream_ended", "connected, continuous");
        }
    }

    @Test
    void anEngineThatReplaysOnlyLaterThingsLeftAGap() {
        AtomicInteger subscriptions = new AtomicInteger();
        try (ScriptedEngine engine = new ScriptedEngine(response -> {
            int turn = subscriptions.incrementAndGet();
            response.write(ScriptedEngine.event(START + turn, "die", "turn" + turn));
            if (turn == 1) {
                response.end();
            }
        }); StreamRig rig = new StreamRig(engine.socket()).start()) {
            await().atMost(StreamRig.SOON).until(() -> rig.listener.actions("turn2").contains("die"));
            assertThat(rig.listener.told).containsExactly("connected", "stream_ended", "connected");
        }
    }

    @Test
    void whenComparingFailsItConnectsAgain() {
        AtomicInteger tries = new AtomicInteger();
        try (ScriptedEngine engine = new ScriptedEngine(response -> response.write(""));
                StreamRig rig = new StreamRig(engine.socket())) {
            rig.listener.overConnected = () -> tries.incrementAndGet() < 3
                    ? Future.failedFuture("cannot compare")
                    : Future.succeededFuture();
            rig.start();
            await().atMost(StreamRig.SOON).until(() -> tries.get() == 3);
            await().atMost(StreamRig.SOON).until(() -> rig.connected() == 1);
        }
    }

    private static void write(HttpServerResponse response, AtomicInteger written, int count) {
        while (written.get() < count && !response.writeQueueFull()) {
            Buffer some = Buffer.buffer();
            for (int i = 0; i < 100 && written.get() < count; i++) {
                int n = written.getAndIncrement();
                some.appendBuffer(ScriptedEngine.event(START + n, "kill", "c" + n));
            }
            response.write(some);
        }
        response.drainHandler(drained -> write(response, written, count));
    }
}
