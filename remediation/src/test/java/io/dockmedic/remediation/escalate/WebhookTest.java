package io.dockmedic.remediation.escalate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.signature.Signatures;
import io.dockmedic.collectors.base.signature.SigningSecret;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.base.time.SystemClock;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
    /**
     * A receiver could else have us post, or ask, with what we know of the host, wherever only this machine can reach: the
     * address of a cloud's metadata, another service's port.
     */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void noRedirectIsFollowedWhereverItLeads(int status) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (Receiving inside = new Receiving(vertx, number -> 200)) {
            HttpServer outside = vertx.createHttpServer()
                    .requestHandler(request -> request.response()
                            .setStatusCode(status)
                            .putHeader("Location", inside.address("/latest/meta-data").toString())
                            .end())
                    .listen(0, "127.0.0.1")
                    .await(60, TimeUnit.SECONDS);
            Webhook webhook = new Webhook(vertx, new SystemClock());
            Carrier.Answer answer = webhook.post(
                    new Receiver("pager", URI.create("http://127.0.0.1:" + outside.actualPort() + "/hook")), "key",
                    "{}").await(60, TimeUnit.SECONDS);
            assertThat(answer.taken()).isFalse();
            assertThat(answer).isEqualTo(new Carrier.Answer(status, "it answered " + status
                    + ", and no redirect is followed: set the address that it leads to"));
            assertThat(inside.got).isEmpty();
            webhook.close();
        } finally {
            vertx.close().await(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void anAnswerThatIsNoRedirectIsToldAsItIs() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (Receiving receiving = new Receiving(vertx, number -> number == 0 ? 204 : 418)) {
            Webhook webhook = new Webhook(vertx, new SystemClock());
            assertThat(webhook.post(receiving.receiver("pager"), "k", "{}").await(60, TimeUnit.SECONDS))
                    .isEqualTo(new Carrier.Answer(204, ""));
            assertThat(webhook.post(receiving.receiver("pager"), "k", "{}").await(60, TimeUnit.SECONDS))
                    .isEqualTo(new Carrier.Answer(418, "it answered 418"));
            webhook.close();
        } finally {
            vertx.close().await(60, TimeUnit.SECONDS);
        }
    }

    /** As we ask it of others: what is not signed by a secret of both, or was long ago, does not hold. */
    @Test
    void whatIsSentIsSignedAnewAtEachTryAsWeAskItOfOthers() throws Exception {
        Vertx vertx = Vertx.vertx();
        ManualTime time = new ManualTime(Instant.ofEpochSecond(1614265330));
        SigningSecret old = SigningSecret.parse("whsec_" + "A".repeat(32)).orElseThrow();
        SigningSecret next = SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").orElseThrow();
        try (Receiving receiving = new Receiving(vertx, number -> number == 0 ? 503 : 204)) {
            Webhook webhook = new Webhook(vertx, time);
            Receiver receiver = new Receiver("pager", receiving.address("/"), Dialect.OURS,
                    Credentials.of(List.of(old, next)), Reminding.NONE);
            webhook.post(receiver, "i1/1.1", "{\"r\":\"é\"}").await(60, TimeUnit.SECONDS);
            time.advance(Duration.ofMinutes(6));
            webhook.post(receiver, "i1/1.1", "{\"r\":\"é\"}").await(60, TimeUnit.SECONDS);
            assertThat(receiving.got).extracting(Receiving.Got::key).containsExactly("i1/1.1", "i1/1.1");
            assertThat(receiving.got).extracting(got -> got.shown().id()).containsExactly("i1/1_1", "i1/1_1");
            Receiving.Got first = receiving.got.getFirst();
            Receiving.Got again = receiving.got.getLast();
            byte[] body = again.text().getBytes(StandardCharsets.UTF_8);
            for (SigningSecret secret : List.of(old, next)) {
                Signatures theirs = new Signatures(List.of(secret), time);
                assertThat(theirs.holds(again.shown(), body)).isTrue();
                assertThat(theirs.holds(again.shown(), "{}".getBytes(StandardCharsets.UTF_8))).isFalse();
                assertThat(theirs.holds(first.shown(), body)).as("signed six minutes ago").isFalse();
            }
            assertThat(new Signatures(List.of(SigningSecret.parse("whsec_" + "B".repeat(32)).orElseThrow()), time)
                    .holds(again.shown(), body)).isFalse();
            webhook.close();
        } finally {
            vertx.close().await(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoHasNoSecretGetsNoSignature() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (Receiving receiving = new Receiving(vertx, number -> 204)) {
            Webhook webhook = new Webhook(vertx, new SystemClock());
            webhook.post(receiving.receiver("pager"), "k", "{}").await(60, TimeUnit.SECONDS);
            assertThat(receiving.got.getFirst().shown()).isEqualTo(new Signatures.Shown("", "", ""));
            webhook.close();
        } finally {
            vertx.close().await(60, TimeUnit.SECONDS);
        }
    }
}
