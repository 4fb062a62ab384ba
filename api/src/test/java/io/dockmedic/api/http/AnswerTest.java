package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A list that is asked for again and again is written once each time. */
class AnswerTest {
    /** Counts how often it is gone through. */
    private static final class Counted extends LinkedHashMap<String, Object> {
        private static final long serialVersionUID = 1L;

        private final transient AtomicInteger written;

        Counted(AtomicInteger written) {
            super(Map.of("incident", "web"));
            this.written = written;
        }

        @Override
        public Set<Map.Entry<String, Object>> entrySet() {
            written.incrementAndGet();
            return super.entrySet();
        }
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger written = new AtomicInteger();
    private volatile int port;

    @BeforeEach
    void start() throws Exception {
        vertx.deployVerticle(new VerticleBase() {
            @Override
            public Future<?> start() {
                Router router = Router.router(vertx);
                router.get("/").handler(context -> Answer.tagged(context, new JsonObject(new Counted(written))));
                return vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .onSuccess(server -> port = server.actualPort());
            }
        }).await(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        client.shutdownNow();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    @Test
    void aTaggedAnswerIsWrittenOnce() throws Exception {
        HttpResponse<String> first = get("");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(first.body()).getJsonObject("data").getString("incident")).isEqualTo("web");
        assertThat(written).hasValue(1);

        HttpResponse<String> again = get(first.headers().firstValue("ETag").orElseThrow());
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(written).hasValue(2);
    }

    private HttpResponse<String> get(String tag) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .header("If-None-Match", tag)
                .build(), HttpResponse.BodyHandlers.ofString());
    }
}
