package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.exposition.Part;
import io.dockmedic.collectors.exposition.Parts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scrape that is larger than what is sent at once, to clients of all kinds. */
class MetricsEndpointTest {
    private static final int POINTS = 20_000;
    private static final int MOST = 8;
    private static final Duration SOON = Duration.ofMinutes(3);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setWorkerPoolSize(2));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger collected = new AtomicInteger();
    private final AtomicReference<@Nullable LinkageError> failWith = new AtomicReference<>();
    private final MetricSnapshots large = large();
    private final Parts parts = new Parts(List.of(new Part("large", () -> {
        collected.incrementAndGet();
        LinkageError failure = failWith.get();
        if (failure != null) {
            throw failure;
        }
        return large;
    }), new Part("broken", () -> {
        throw new IllegalStateException("broken");
    })), new Health());
    private final List<Socket> sockets = new ArrayList<>();
    private HttpServer server;
    private HttpClient client;

    private static MetricSnapshots large() {
        return new MetricSnapshots(new GaugeSnapshot(new MetricMetadata("large", "Many."), IntStream.range(0, POINTS)
                .mapToObj(i -> new GaugeDataPointSnapshot(i, Labels.of("of", "x".repeat(100) + i), null))
                .toList()));
    }

    @BeforeEach
    void start() throws Exception {
        serve(Duration.ofSeconds(20));
        client = HttpClient.newHttpClient();
    }

    private void serve(Duration patience) throws Exception {
        Router router = Router.router(vertx);
        new MetricsEndpoint(parts, meters, vertx.createSharedWorkerExecutor("scrape", 2), new VertxTimers(vertx),
                patience, near -> false).mount(router, any -> {});
        router.getRoutes().forEach(route -> route.method(HttpMethod.HEAD));
        server = vertx.createHttpServer(new HttpServerOptions().setCompressionSupported(true)
                .setHttp2ClearTextEnabled(false)
                .setSendBufferSize(8_192))
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"TEXT, false", "TEXT, true", "OPEN_METRICS, false", "OPEN_METRICS, true", "PROTOBUF, false",
            "PROTOBUF, true"})
    void aLargeScrapeArrivesWhole(ScrapeFormat format, boolean gzip) throws Exception {
        HttpResponse<byte[]> answer = client.send(HttpRequest.newBuilder(address())
                .header("Accept", format.contentType())
                .header("Accept-Encoding", gzip ? "gzip" : "identity")
                .build(), HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(format.contentType());
        assertThat(answer.headers().firstValue("Content-Encoding").orElse("").equals("gzip")).isEqualTo(gzip);
        assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        format.write(parts, expected);
        assertThat(expected.size()).isGreaterThan(20 * Pieces.BYTES);
        assertThat(gzip ? unpacked(answer.body()) : answer.body()).isEqualTo(expected.toByteArray());
        assertThat(expected.toString(StandardCharsets.UTF_8)).contains("dockmedic_collector_up", "broken");
    }

    @Test
    void headIsAnsweredWithoutCollectingAnything() throws Exception {
        HttpResponse<String> head = client.send(HttpRequest.newBuilder(address()).HEAD().build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).hasValue(ScrapeFormat.TEXT.contentType());
        assertThat(head.body()).isEmpty();
        assertThat(collected).hasValue(0);
        assertThat(scrape().statusCode()).isEqualTo(200);
    }

    @Test
    void toAnOldClientTheEndOfTheConnectionIsTheEndOfTheBody() throws Exception {
        Socket old = ask("GET /metrics HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n");

        String answer = new String(old.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(answer.substring(0, 500)).startsWith("HTTP/1.0 200").doesNotContain("chunked");
        assertThat(answer.lines().filter(line -> line.startsWith("large{")).count()).isEqualTo(POINTS);
    }

    @Test
    void aClientThatDoesNotReadHoldsUpNobody() throws Exception {
        ask("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await().atMost(SOON).until(() -> collected.get() == 1);

        assertThat(scrape().statusCode()).isEqualTo(200);
        assertThat(failures()).as("it is still waited for").isZero();
    }

    @Test
    void aClientThatDoesNotReadIsCutOff() throws Exception {
        server.close();
        serve(Duration.ofMillis(1_500));
        Socket slow = ask("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");

        await().atMost(SOON).until(() -> failures() == 1);
        assertThat(lengthUntilTheEnd(slow)).isLessThan(POINTS * 100L);
    }

    @Test
    void oneTooManyIsRefusedUntilAnotherIsOver() throws Exception {
        for (int i = 0; i < MOST; i++) {
            ask("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        await().atMost(SOON).until(() -> collected.get() == 2);

        await().atMost(SOON).ignoreExceptions().until(() -> scrapeSoon().statusCode() == 503);
        assertThat(collected).as("the others wait for these two, whose clients take nothing").hasValue(2);
        sockets.forEach(MetricsEndpointTest::close);

        await().atMost(SOON).until(() -> scrape().statusCode() == 200);
    }

    @Test
    void clientsThatNeverReadKeepNoPlaceOnceTheyAreCutOff() throws Exception {
        server.close();
        serve(Duration.ofMillis(1_500));
        for (int i = 0; i < MOST; i++) {
            ask("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        await().atMost(SOON).until(() -> failures() >= MOST);

        // So short a patience may cut off an honest client as well, on a machine that is busy.
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> scrapeSoon().statusCode() == 200);
        assertThat(sockets).as("they are still there").noneMatch(Socket::isClosed);
    }

    @Test
    void whatFailsAsAWholeIsToldAndCountsNoLonger() throws Exception {
        failWith.set(new LinkageError("broken as a whole"));
        for (int i = 0; i <= MOST; i++) {
            HttpResponse<String> failed = scrape();
            assertThat(failed.statusCode()).isEqualTo(500);
            assertThat(failed.body()).contains("broken as a whole");
        }
        failWith.set(null);

        assertThat(scrape().statusCode()).isEqualTo(200);
        assertThat(failures()).isEqualTo(MOST + 1);
    }

    @Test
    void clientsThatGoAwayLeaveNothingBehind() throws Exception {
        for (int i = 0; i < 3 * MOST; i++) {
            Socket gone = ask("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(gone.getInputStream().read()).isEqualTo('H');
            gone.close();
        }

        for (int i = 0; i < MOST; i++) {
            assertThat(scrape().statusCode()).isEqualTo(200);
        }
    }

    private HttpResponse<String> scrape() throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address()).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> scrapeSoon() throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address()).timeout(Duration.ofSeconds(5)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Asks, and takes little of the answer unless it is read. */
    private Socket ask(String request) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // That is what is wanted.
        }
    }

    /** Reads what is still there of an answer, until it ends or is broken off. */
    static long lengthUntilTheEnd(Socket socket) throws IOException {
        long length = 0;
        try (InputStream in = socket.getInputStream()) {
            byte[] some = new byte[1 << 16];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                length += read;
            }
        } catch (SocketException reset) {
            // As good as an end.
        }
        return length;
    }

    private double failures() {
        return meters.get("dockmedic.scrape.failures").counter().count();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/metrics");
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        try (InputStream open = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return open.readAllBytes();
        }
    }
}
