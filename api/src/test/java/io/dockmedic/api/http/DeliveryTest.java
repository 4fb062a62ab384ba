package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

/** Long answers to clients that take them slowly, by a clock that the test moves. */
class DeliveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration MOST_OF_IT = Duration.ofSeconds(9);
    private static final Duration SOON = Duration.ofMinutes(1);
    /** More than the kernel keeps for a client, here. */
    private static final int SOME = 2 << 20;
    private static final int LITTLE = 256 << 10;
    private static final int TIMES = 8;
    /** So that the last piece is not a whole one. */
    private static final int BYTES = TIMES * SOME + 12_345;

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T00:00:00Z"));
    private final Vertx vertx = Vertx.vertx();
    private final byte[] body = new byte[BYTES];
    private int port;
    private volatile boolean onItsOwn = true;
    /** Of what is answered elsewhere. */
    private volatile @Nullable Context own;
    /** The answer's event loop, on which time passes too. */
    private volatile @Nullable Context loop;

    @BeforeEach
    void serve() throws Exception {
        new Random(1).nextBytes(body);
        Router router = Router.router(vertx);
        router.route().handler(new Outgoing(this::after, new Outgoing.Bound(1, PATIENCE))::follow);
        router.get("/long").handler(context -> {
            loop = context.vertx().getOrCreateContext();
            Outgoing.end(context, Buffer.buffer(body));
        });
        Context other = vertx.getOrCreateContext();
        router.get("/elsewhere").handler(context -> {
            own = context.vertx().getOrCreateContext();
            other.runOnContext(there -> Outgoing.end(context, Buffer.buffer(body)));
        });
        HttpServer server = vertx.createHttpServer(
                new HttpServerOptions().setCompressionSupported(true).setSendBufferSize(1 << 16));
        port = server.requestHandler(router).listen(0, "127.0.0.1").await(60, TimeUnit.SECONDS).actualPort();
    }

    private Timers.Pending after(Duration delay, Runnable task) {
        Context expected = own;
        if (expected != null && !expected.equals(Vertx.currentContext())) {
            onItsOwn = false;
        }
        return time.after(delay, task);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private Socket ask() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream()
                .write("GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private void pass(Duration some) throws Exception {
        Context on = Objects.requireNonNull(loop);
        CompletableFuture<Void> passed = new CompletableFuture<>();
        on.runOnContext(now -> {
            time.advance(some);
            passed.complete(null);
        });
        passed.get(60, TimeUnit.SECONDS);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    @Test
    void whoTakesSomeOfItInTimeGetsItAll() throws Exception {
        try (Socket slow = ask()) {
            InputStream in = slow.getInputStream();
            assertThat(head(in)).contains("200 OK").containsIgnoringCase("content-length: " + BYTES);
            byte[] taken = new byte[BYTES];
            for (int i = 0; i < TIMES; i++) {
                assertThat(in.readNBytes(taken, i * SOME, SOME)).isEqualTo(SOME);
                pass(MOST_OF_IT);
            }
            assertThat(in.readNBytes(taken, TIMES * SOME, BYTES - TIMES * SOME)).isEqualTo(BYTES - TIMES * SOME);
            assertThat(taken).isEqualTo(body);
        }
    }

    @Test
    void whoStopsTakingItIsHungUp() throws Exception {
        try (Socket slow = ask()) {
            InputStream in = slow.getInputStream();
            head(in);
            assertThat(in.readNBytes(SOME)).hasSize(SOME);
            // What the kernel still takes for it renews the time once more, but then no more is taken.
            pass(PATIENCE);
            pass(PATIENCE);
            assertThat(MetricsEndpointTest.lengthUntilTheEnd(slow)).isLessThan(BYTES - SOME);
        }
    }

    /** It would keep others from theirs. */
    @Test
    void whoTakesALittleOfItEachTimeIsHungUpInTheEnd() throws Exception {
        try (Socket slow = ask()) {
            InputStream in = slow.getInputStream();
            head(in);
            int taken = 0;
            int last = LITTLE;
            while (last == LITTLE) {
                last = some(in);
                taken += last;
                pass(MOST_OF_IT);
            }
            assertThat(taken).isBetween(2 * LITTLE, BYTES - SOME);
        }
    }

    /** Fewer where the connection ends. */
    private static int some(InputStream in) {
        try {
            return in.readNBytes(LITTLE).length;
        } catch (IOException reset) {
            return 0;
        }
    }

    @Test
    void whatAnotherThreadAnswersIsSentOnItsOwn() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 20; i++) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/elsewhere"))
                        .build();
                assertThat(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body()).isEqualTo(body);
            }
        }
        assertThat(onItsOwn).isTrue();
    }

    @Test
    void itIsTheSameWhenItIsPacked() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/long"));
            assertThat(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()).body()).isEqualTo(body);
            HttpResponse<InputStream> packed = client.send(request.header("Accept-Encoding", "gzip").build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
            try (InputStream unpacked = new GZIPInputStream(packed.body())) {
                assertThat(unpacked.readAllBytes()).isEqualTo(body);
            }
        }
    }

    @Test
    void whoGoesAwayLeavesNothing() throws Exception {
        Socket one = ask();
        head(one.getInputStream());
        one.close();
        await().atMost(SOON).until(() -> {
            try (Socket next = ask()) {
                return head(next.getInputStream()).contains("200 OK");
            }
        });
    }
}
