package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.api.config.Listen;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Token;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers to clients that ask and do not read. */
class OutgoingTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    /** A connection over which nothing goes is ended after two minutes anyway. */
    private static final Duration BEFORE_IT_IS_IDLE = Duration.ofSeconds(100);
    private static final Duration SHORTLY = Duration.ofMillis(1_500);

    /** More than the kernel takes for a client that does not read. */
    private static final int BYTES = 16 << 20;
    private static final String LONG = "x".repeat(BYTES);
    private static final int ONE = 1 << 20;
    private static final int TWO_OF_THEM = 40 << 20;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Socket> sockets = new ArrayList<>();
    private int port;

    /** Has much to say, also of what it changes. */
    private static final class Talkative implements Endpoint {
        @Override
        public void mount(Router router, Handler<RoutingContext> mayChange) {
            router.get("/long").handler(context -> Answer.tagged(context, new JsonObject().put("long", LONG)));
            router.post("/long")
                    .handler(mayChange)
                    .handler(context -> Answer.data(context, new JsonObject().put("long", LONG)));
        }
    }

    private void serve(long bytes, Duration patience) throws Exception {
        HttpStage stage = new HttpStage(new Listen("127.0.0.1", 0), folder.resolve("control.sock"),
                Gate.plain(new Access(Token.at(folder.resolve("token")), List.of()), Optional.empty()),
                Duration.ofMinutes(1), 100, new Outgoing.Bound(bytes, patience),
                List.of(new Talkative(), new HealthyEndpoint(), new PageEndpoint(), new OpenApiEndpoint()));
        vertx.deployVerticle(stage).await(60, TimeUnit.SECONDS);
        port = stage.port();
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        client.shutdownNow();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + Files.readString(folder.resolve("token")).strip())
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private int status(String path) throws Exception {
        return ask("GET", path).statusCode();
    }

    /** Asks so many times at once, and takes of the answers no more than that the first has begun. */
    private Socket takesNothing(String path, int times) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(times)
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 200");
        return socket;
    }

    @Test
    void beyondTheBoundWhatIsLongWaitsAndWhatIsShortOrToldOfAChangeDoesNot() throws Exception {
        serve(TWO_OF_THEM, SOON);
        assertThat(ask("GET", "/long").headers().firstValue("ETag")).isPresent();
        Socket first = takesNothing("/long", 1);
        takesNothing("/long", 1);

        HttpResponse<String> refused = ask("GET", "/long");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(refused.headers().firstValue("ETag")).as("that of another answer").isEmpty();
        assertThat(refused.body()).contains("ask again, or for less at a time");
        assertThat(status("/-/healthy")).isEqualTo(200);
        assertThat(status("/none")).isEqualTo(404);
        HttpResponse<String> changed = ask("POST", "/long");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).hasSizeGreaterThan(BYTES);

        first.close();
        await().atMost(SOON).until(() -> status("/long") == 200);
    }

    @Test
    void whatIsLongerThanTheBoundGoesWhereNothingElseIsUnderWay() throws Exception {
        serve(ONE, SOON);
        for (int again = 0; again < 2; again++) {
            HttpResponse<String> alone = ask("GET", "/long");
            assertThat(alone.statusCode()).isEqualTo(200);
            assertThat(alone.body()).hasSizeGreaterThan(BYTES);
        }

        takesNothing("/long", 1);
        assertThat(status("/long")).isEqualTo(503);
        assertThat(status("/openapi.yaml")).as("it fits, but not beside that").isEqualTo(503);
        assertThat(status("/page/page.css")).isEqualTo(200);
    }

    @Test
    void whatIsSentPackedOrWithoutItsBodyIsOverWhenItIsTaken() throws Exception {
        serve(ONE, SOON);
        HttpResponse<byte[]> packed = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/openapi.yaml"))
                        .header("Accept-Encoding", "gzip")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(ask("HEAD", "/long").statusCode()).isEqualTo(200);
        assertThat(status("/long")).isEqualTo(200);
    }

    @Test
    void whoDoesNotTakeItIsHungUpAndOthersAreAnswered() throws Exception {
        serve(ONE, SHORTLY);
        Socket slow = takesNothing("/long", 1);

        // So short a patience may cut off an honest client as well, on a machine that is busy.
        await().atMost(BEFORE_IT_IS_IDLE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> status("/long") == 200);
        assertThat(MetricsEndpointTest.lengthUntilTheEnd(slow)).isLessThan(BYTES);
    }
}
