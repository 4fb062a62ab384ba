package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.api.security.Caller;
import io.dockmedic.api.security.Caller.Way;
import io.dockmedic.api.security.Scope;
import io.dockmedic.collectors.base.time.ManualTime;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where much is sent the log is not flooded, and still has everybody who sent something. */
class TrailTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        Router router = Router.router(vertx);
        Trail trail = new Trail("/busy"::equals, time);
        router.route().handler(trail::follow);
        router.route().handler(asked -> {
            Callers.letIn(asked, new Caller(asked.request().getHeader("Name"), Way.TOKEN, Set.of(Scope.INGEST)));
            Answer.text(asked, 200, "taken");
        });
        Promise<HttpServer> bound = Promise.promise();
        context.runOnContext(go -> vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .onComplete(bound));
        server = bound.future().await(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private void send(String path, String name) throws Exception {
        client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .header("Name", name)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(), HttpResponse.BodyHandlers.discarding());
    }

    /** On the context that it is used on. */
    private void pass(int seconds) throws Exception {
        Promise<Void> passed = Promise.promise();
        context.runOnContext(go -> {
            time.advance(Duration.ofSeconds(seconds));
            passed.complete();
        });
        passed.future().await(60, TimeUnit.SECONDS);
    }

    @Test
    void theFirstIsSaidAtOnceAndTheRestOnceAMinuteWithTheirNumber() throws Exception {
        try (Heard heard = new Heard(Trail.class)) {
            for (int i = 0; i < 50; i++) {
                send("/busy", "ann");
            }
            send("/busy/", "bob");
            await().atMost(Duration.ofMinutes(1)).until(() -> heard.lines().size() > 1);
            assertThat(heard.lines()).containsExactly(
                    "POST /busy by=ann with=token from=127.0.0.1 status=200",
                    "POST /busy by=bob with=token from=127.0.0.1 status=200");
            pass(60);
            assertThat(heard.lines().subList(2, heard.lines().size()))
                    .containsExactly("POST /busy: more of them by=ann with=token requests=49");
            send("/busy", "ann");
            send("/busy", "bob");
            pass(60);
            assertThat(heard.lines().subList(3, heard.lines().size())).containsExactly(
                    "POST /busy by=bob with=token from=127.0.0.1 status=200",
                    "POST /busy: more of them by=ann with=token requests=1");
            pass(60);
            send("/other", "ann");
            send("/other", "ann");
            await().atMost(Duration.ofMinutes(1)).until(() -> heard.lines().size() > 6);
            assertThat(heard.lines()).hasSize(7);
        }
    }

    @Test
    void aFloodOfNamesIsCountedTogether() throws Exception {
        try (Heard heard = new Heard(Trail.class)) {
            for (int i = 0; i < 1_010; i++) {
                send("/busy", "name" + i);
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> heard.lines().size() > 1_000);
            pass(60);
            assertThat(heard.lines()).hasSize(1_002);
            assertThat(heard.lines().getLast()).isEqualTo("POST /busy: more of them by=others with=token requests=9");
        }
    }
}
