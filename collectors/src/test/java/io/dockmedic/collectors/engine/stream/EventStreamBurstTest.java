package io.dockmedic.collectors.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RawCalls;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More events of a real engine than the listener can take. */
@Tag("long")
class EventStreamBurstTest {
    private static final int CALLS = 1600;

    @Test
    void whatTheEngineMayHaveDroppedIsToldAsAGap() {
        try (PrivateEngine engine = new PrivateEngine(); StreamRig rig = new StreamRig(engine.socket()).start()) {
            // Large messages, so that the sockets between us hold few of them.
            String large = "--label=large=" + "x".repeat(4096);
            engine.run("burst", List.of("--stop-signal=KILL", large), "sleep", "1000");
            await().until(() -> rig.listener.actions("burst").contains("start"));
            Promise<Void> first = Promise.promise();
            rig.listener.overMessage = first::future;
            RawCalls calls = new RawCalls(engine.socket());
            for (int i = 0; i < CALLS; i++) {
                assertThat(calls.post("/containers/burst/kill?signal=CONT")).isEqualTo(204);
            }
            // One message is with the listener; of the rest we hold no more than the queue and one read.
            assertThat(rig.listener.actions("burst")).hasSizeLessThan(5);
            assertThat(rig.count("dockmedic.engine.messages")).isLessThan(600);

            rig.listener.overMessage = Future::succeededFuture;
            rig.vertx.runOnContext(now -> first.complete());
            await().atMost(Duration.ofMinutes(1)).until(() -> rig.listener.told.size() == 2);
            assertThat(rig.listener.told).containsExactly("connected", "connected");
            assertThat(rig.count("dockmedic.engine.overruns")).isEqualTo(1);
            List<EngineMessage> all = List.copyOf(rig.listener.messages);
            assertThat(all.stream().map(MessageIdentity::of)).doesNotHaveDuplicates();
            assertThat(all.stream().map(EngineMessage::at).toList()).isSortedAccordingTo(Instant::compareTo);
            // It did drop some, or this test shows nothing.
            assertThat(rig.listener.actions("burst")).hasSizeLessThan(CALLS);
        }
    }
}
