package io.dockmedic.remediation.escalate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.health.Pulse;
import io.dockmedic.collectors.base.signature.Signatures;
import io.dockmedic.collectors.base.signature.SigningSecret;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.SharedTime;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Others hear that we are well while we are, and nothing when not. */
class HeartbeatsTest {
    private static final SigningSecret SECRET = SigningSecret.parse("whsec_" + "A".repeat(32)).orElseThrow();

    private final Vertx vertx = Vertx.vertx();
    private final Context stage = vertx.getOrCreateContext();
    private final SharedTime time = new SharedTime(Hospital.START);
    private final Health health = new Health();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicInteger status = new AtomicInteger(204);
    private final Receiving receiving = new Receiving(vertx, number -> status.get());

    private final Pulse pulse = new Pulse();

    HeartbeatsTest() {
        pulse.begins(stage);
    }

    @AfterEach
    void close() throws Exception {
        receiving.close();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private String begin() throws Exception {
        Receiver to = new Receiver("heartbeat", receiving.address("/ping/s3cret"), Dialect.OURS,
                Credentials.of(List.of(SECRET)), Reminding.NONE);
        return vertx.deployVerticle(new Heartbeats("nas", List.of(new Heartbeat(to, Duration.ofMinutes(1))), ready::get,
                List.of(pulse), time, time, health, meters)).await(60, TimeUnit.SECONDS);
    }

    private double counted(String result) {
        return Optional.ofNullable(meters.find("dockmedic.heartbeats").tag("result", result).counter())
                .map(Counter::count)
                .orElse(0.0);
    }

    private void until(String result, int times) {
        await().until(() -> counted(result) >= times);
        assertThat(counted(result)).isEqualTo(times);
    }

    private void pass(int seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void itIsSaidWhileWeAreReadyAndNotWhenNot() throws Exception {
        String stage = begin();
        until("withheld", 1);
        ready.set(true);
        pass(10);
        until("taken", 1);
        pass(59);
        assertThat(receiving.got).hasSize(1);
        pass(1);
        until("taken", 2);

        ready.set(false);
        pass(60);
        until("withheld", 2);
        pass(10);
        until("withheld", 3);
        assertThat(receiving.got).hasSize(2);
        ready.set(true);
        pass(10);
        until("taken", 3);

        Receiving.Got last = receiving.got.getLast();
        assertThat(last.body()).isEqualTo(new JsonObject().put("version", "1")
                .put("kind", "heartbeat")
                .put("idempotency_key", last.key())
                .put("at", "2026-11-01T00:02:30Z")
                .put("host", "nas")
                .put("summary", "Dockmedic on nas is well")
                .put("since", "2026-11-01T00:00:00Z")
                .put("every_seconds", 60));
        assertThat(new Signatures(List.of(SECRET), time).holds(last.shown(),
                last.text().getBytes(StandardCharsets.UTF_8))).isTrue();

        vertx.undeploy(stage).await(60, TimeUnit.SECONDS);
        pass(3600);
        assertThat(receiving.got).hasSize(3);
    }

    @Test
    void nobodyIsToldThatWeAreWellWhileAStageHangs() throws Exception {
        ready.set(true);
        begin();
        until("taken", 1);
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        stage.runOnContext(here -> {
            hanging.countDown();
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        hanging.await();
        try {
            pass(60);
            await().until(() -> {
                pass(10);
                return counted("withheld") >= 1;
            });
            assertThat(receiving.got).hasSize(1);
        } finally {
            goesOn.countDown();
        }
        await().until(() -> {
            pass(10);
            return counted("taken") >= 2;
        });
    }

    @Test
    void nobodyIsToldBeforeAllHaveStarted() throws Exception {
        ready.set(true);
        Pulse before = new Pulse();
        assertThat(before.next().failed()).isTrue();
        vertx.deployVerticle(new Heartbeats("nas", List.of(new Heartbeat(new Receiver("heartbeat",
                receiving.address("/ping"), Dialect.OURS, Credentials.of(List.of()), Reminding.NONE),
                Duration.ofMinutes(1))), ready::get, List.of(before), time, time, health, meters))
                .await(60, TimeUnit.SECONDS);
        until("withheld", 1);
        before.begins(stage);
        pass(10);
        until("taken", 1);
    }

    @Test
    void whoDoesNotHearItIsNamedInHealthAndToldAgainSoon() throws Exception {
        ready.set(true);
        status.set(500);
        begin();
        until("failed", 1);
        Health.Part part = Objects.requireNonNull(health.parts().get("heartbeat.heartbeat"));
        assertThat(part.status()).isEqualTo(Health.Status.DEGRADED);
        assertThat(part.reason()).contains("127.0.0.1", "500").doesNotContain("s3cret");
        pass(10);
        until("failed", 2);
        status.set(204);
        pass(10);
        until("taken", 1);
        assertThat(health.parts().get("heartbeat.heartbeat")).isEqualTo(new Health.Part(Health.Status.UP, ""));
        pass(59);
        assertThat(receiving.got).hasSize(3);
    }
}
