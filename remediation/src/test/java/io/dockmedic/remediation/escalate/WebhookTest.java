package io.dockmedic.remediation.escalate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
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
                    .await(10, TimeUnit.SECONDS);
            Webhook webhook = new Webhook(vertx);
            Webhook.Answer answer = webhook.post(
                    new Receiver("pager", URI.create("http://127.0.0.1:" + outside.actualPort() + "/hook")), "key",
                    "{}").await(20, TimeUnit.SECONDS);
            assertThat(answer.taken()).isFalse();
            assertThat(answer).isEqualTo(new Webhook.Answer(status, "it answered " + status
                    + ", and no redirect is followed: set the address that it leads to"));
            assertThat(inside.got).isEmpty();
            webhook.close();
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void anAnswerThatIsNoRedirectIsToldAsItIs() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (Receiving receiving = new Receiving(vertx, number -> number == 0 ? 204 : 418)) {
            Webhook webhook = new Webhook(vertx);
            assertThat(webhook.post(receiving.receiver("pager"), "k", "{}").await(20, TimeUnit.SECONDS))
                    .isEqualTo(new Webhook.Answer(204, ""));
            assertThat(webhook.post(receiving.receiver("pager"), "k", "{}").await(20, TimeUnit.SECONDS))
                    .isEqualTo(new Webhook.Answer(418, "it answered 418"));
            webhook.close();
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }
}
