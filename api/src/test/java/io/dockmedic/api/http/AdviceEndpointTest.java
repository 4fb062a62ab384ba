package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.advice.limit.ServiceAdvice;
import io.dockmedic.collectors.advice.usage.Day;
import io.dockmedic.collectors.advice.usage.ServiceUsage;
import io.dockmedic.collectors.event.Service;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VerticleBase;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was measured is read once at a time, however many ask. */
class AdviceEndpointTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();
    private final List<Promise<List<ServiceAdvice>>> loads = new CopyOnWriteArrayList<>();
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile int port;

    @BeforeEach
    void start() throws Exception {
        vertx.deployVerticle(new VerticleBase() {
            @Override
            public Future<?> start() {
                Router router = Router.router(vertx);
                new AdviceEndpoint(AdviceEndpointTest.this::load).mount(router, context -> {});
                return vertx.createHttpServer().requestHandler(request -> {
                    router.handle(request);
                    arrived.incrementAndGet();
                }).listen(0, "127.0.0.1").onSuccess(server -> port = server.actualPort());
            }
        }).await(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        client.shutdownNow();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private Future<List<ServiceAdvice>> load() {
        Promise<List<ServiceAdvice>> load = Promise.promise();
        loads.add(load);
        return load.future();
    }

    private List<CompletableFuture<HttpResponse<String>>> ask(int times) {
        int then = arrived.get() + times;
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/advice")).build();
        List<CompletableFuture<HttpResponse<String>>> answers = Stream
                .generate(() -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .limit(times)
                .toList();
        await().until(() -> arrived.get() == then);
        return answers;
    }

    @Test
    void whoAsksMeanwhileGetsTheSameAnswerAndWhoAsksLaterANewOne() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> first = ask(20);
        assertThat(loads).hasSize(1);
        loads.getFirst()
                .complete(List.of(ServiceAdvice.of(new ServiceUsage(new Service("shop", "web", "1"), new Day()))));
        for (CompletableFuture<HttpResponse<String>> answer : first) {
            HttpResponse<String> got = answer.get(60, TimeUnit.SECONDS);
            assertThat(got.statusCode()).isEqualTo(200);
            assertThat(got.body()).contains("shop/web/1");
        }

        List<CompletableFuture<HttpResponse<String>>> second = ask(2);
        assertThat(loads).hasSize(2);
        loads.getLast().fail("no disk");
        for (CompletableFuture<HttpResponse<String>> answer : second) {
            assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
        }

        ask(1);
        assertThat(loads).hasSize(3);
        loads.getLast().complete(List.of());
    }
}
