package io.dockmedic.collectors.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.EngineHttp;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The engine's clock is not ours, and is set while we listen. */
class EventStreamClockTest {
    /** What the scripted engine says of its time. */
    private static final Instant THEIRS = Instant.parse("2026-11-01T00:00:00.5Z");
    private static final Instant OURS = Instant.parse("2026-11-03T00:00:00Z");

    private final List<HttpServerResponse> streams = new CopyOnWriteArrayList<>();
    private final ScriptedEngine engine = new ScriptedEngine(this::subscribed);
    private final Vertx vertx = Vertx.vertx();
    private final ManualTime time = new ManualTime(OURS);
    private final Recorder listener = new Recorder();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        engine.close();
    }

    @Test
    void messagesAreDatedInOurTimeAndKeepTheirStamp() {
        start();
        EngineMessage before = tell(THEIRS.minusSeconds(3), "before");
        assertThat(before.replayed()).isTrue();
        assertThat(before.at()).isEqualTo(OURS.minusSeconds(3));
        assertThat(before.stamp()).isEqualTo(THEIRS.minusSeconds(3));

        time.advance(Duration.ofSeconds(2));
        EngineMessage live = tell(THEIRS.plusSeconds(1), "live");
        assertThat(live.replayed()).isFalse();
        assertThat(live.at()).isEqualTo(OURS.plusSeconds(1));
    }

    @Test
    void afterTheClockWasSetWhatIsToldAsItHappensIsLiveAndNow() {
        start();
        for (Duration step : List.of(Duration.ofHours(-1), Duration.ofDays(1), Duration.ofDays(-1))) {
            time.advance(Duration.ofMinutes(1));
            EngineMessage live = tell(THEIRS.plus(step), "after-" + step);
            assertThat(live.replayed()).as("after %s", step).isFalse();
            assertThat(live.at()).as("after %s", step).isEqualTo(time.now());
        }
    }

    private void subscribed(HttpServerResponse stream) {
        stream.write("\n");
        streams.add(stream);
    }

    private void start() {
        EngineAddress address = new EngineAddress.Unix(engine.socket());
        EventStream stream = new EventStream(address, EngineHttp.client(vertx, address), time, new VertxTimers(vertx),
                new Random(1), new SimpleMeterRegistry(), StreamRig.QUICK, null, null, listener);
        vertx.runOnContext(now -> stream.start());
        await().until(() -> !streams.isEmpty() && listener.told.contains("connected"));
    }

    private EngineMessage tell(Instant stamp, String name) {
        streams.getLast()
                .write(ScriptedEngine.event(stamp.getEpochSecond() * 1_000_000_000 + stamp.getNano(), "start", name));
        await().until(() -> listener.actions(name).contains("start"));
        return listener.messages.getLast();
    }
}
