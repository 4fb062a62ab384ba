package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.security.SigningFile;
import io.dockmedic.collectors.alert.inbox.AlertInbox;
import io.dockmedic.collectors.alert.inbox.AlertStore;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.signature.Signatures;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is sent gets an answer that says what to do. */
class AlertsEndpointTest {
    private static final String ONE = "{\"version\": \"4\", \"alerts\": [{\"status\": \"firing\","
            + " \"labels\": {\"alertname\": \"Slow\"}, \"startsAt\": \"2026-11-01T10:00:00Z\"}]}";
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    Path home;

    private final Vertx vertx = Vertx.vertx();
    private final VertxTimers timers = new VertxTimers(vertx);
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicBoolean refusing = new AtomicBoolean();
    private Optional<Signatures> signatures = Optional.empty();
    private SqliteJournal journal;
    private AlertInbox inbox;
    private int port;

    @BeforeEach
    void open() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        journal = SqliteJournal.open(home.resolve("journal.db"), List.of(AlertStore.TABLES), Retention.DEFAULT,
                new SystemClock(), timers, new Health(), meters, vertx);
        inbox = new AlertInbox(new AlertStore(journal), new SystemClock(), new SimpleMeterRegistry());
    }

    private void serve(BoundedBody bodies) throws Exception {
        Router router = Router.router(vertx);
        Intake intake = new Intake(inbox, bodies, bodies, signatures);
        new EventsEndpoint(intake).mount(router, RoutingContext::next);
        new AlertsEndpoint(intake).mount(router, context -> {
            if (refusing.get()) {
                context.fail(403);
            } else {
                context.next();
            }
        });
        port = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await(60, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        vertx.close().await(60, TimeUnit.SECONDS);
        journal.close().await(60, TimeUnit.SECONDS);
    }

    private HttpResponse<String> post(String body, String... headers) throws Exception {
        return send("/api/v1/alerts", body, headers);
    }

    private HttpResponse<String> send(String path, String body, String... headers) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return post(body, "Content-Type", "application/json; charset=utf-8");
    }

    private static void problem(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(problem.getString("detail")).contains(detail);
    }

    @Test
    void whatIsTakenIsCounted() throws Exception {
        serve(new BoundedBody(1 << 20, 32, LONG, timers));
        assertThat(new JsonObject(post(ONE).body()).getJsonObject("data"))
                .isEqualTo(new JsonObject("{\"received\": 1, \"new\": 1, \"known\": 0, \"ours\": 0}"));
        assertThat(new JsonObject(post(ONE).body()).getJsonObject("data"))
                .isEqualTo(new JsonObject("{\"received\": 1, \"new\": 0, \"known\": 1, \"ours\": 0}"));
    }

    @Test
    void ofWhatIsAboutNoContainerHereTheSenderHears() throws Exception {
        serve(new BoundedBody(1 << 20, 32, LONG, timers));
        inbox.asks(incoming -> "no container of this host is called ap");
        assertThat(new JsonObject(post(ONE).body()).getJsonObject("data").getJsonArray("unknown"))
                .containsExactly("no container of this host is called ap");
    }

    @Test
    void cloudEventsComeInEachOfTheirWays() throws Exception {
        serve(new BoundedBody(1 << 20, 32, LONG, timers));
        String event = "{\"specversion\": \"1.0\", \"source\": \"/ci\", \"id\": \"é\", \"type\": \"t\"}";
        assertThat(send("/api/v1/events", event, "Content-Type", "application/cloudevents+json").body())
                .contains("\"new\" : 1");
        assertThat(send("/api/v1/events", "[" + event + "," + event.replace("é", "2") + "]", "Content-Type",
                "application/cloudevents-batch+json; charset=UTF-8").body())
                .contains("\"new\" : 1", "\"known\" : 1");
        assertThat(send("/api/v1/events", "{\"a\": 1}", "Content-Type", "application/json", "ce-specversion", "1.0",
                "CE-Source", "/ci", "ce-id", "%C3%A9", "ce-type", "t").body()).contains("\"known\" : 1");
        problem(send("/api/v1/events", "{}", "Content-Type", "application/json"), 400, "specversion is not");
        problem(send("/api/v1/events", event, "Content-Type", "application/xml"), 415,
                "application/cloudevents+json or application/cloudevents-batch+json or application/json");
    }

    @Test
    void whatIsNotTakenIsToldWithWhatToDo() throws Exception {
        serve(new BoundedBody(1 << 10, 32, LONG, timers));
        problem(post("{\"version\": \"4\"}"), 400, "alerts is no list; send");
        problem(post(ONE, "Content-Type", "text/plain"), 415, "Content-Type: application/json");
        problem(post(ONE, "Content-Type", "application/json", "Content-Encoding", "gzip"), 415, "Content-Encoding");
        problem(post(ONE + " ".repeat(1 << 10)), 413, "set max_alerts");
        journal.close().await(60, TimeUnit.SECONDS);
        HttpResponse<String> closed = post(ONE);
        problem(closed, 503, "cannot be written down");
        assertThat(closed.headers().firstValue("Retry-After")).hasValue("5");
    }

    @Test
    void whatIsSignedNeedsNoTokenAndWhatIsSignedWronglyIsNotTaken() throws Exception {
        Path secret = Files.writeString(home.resolve("secret"), "whsec_" + "A".repeat(32));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        signatures = Optional.of(new Signatures(SigningFile.read(secret), new SystemClock()));
        serve(new BoundedBody(1 << 20, 32, LONG, timers));
        String time = Long.toString(Instant.now().getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode("A".repeat(32)), "HmacSHA256"));
        String signature = "v1," + Base64.getEncoder()
                .encodeToString(mac.doFinal(("m1." + time + "." + ONE).getBytes(StandardCharsets.UTF_8)));
        String[] headers = {"Content-Type", "application/json", "webhook-id", "m1", "webhook-timestamp", time,
                "webhook-signature", signature};
        refusing.set(true);
        assertThat(post(ONE, headers).statusCode()).isEqualTo(200);
        problem(post(ONE + " ", headers), 401, "the signature does not hold");
        assertThat(post(ONE).statusCode()).as("with neither").isEqualTo(403);
    }

    private Socket begin() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        socket.getOutputStream()
                .write(String.join("\r\n", "POST /api/v1/alerts HTTP/1.1", "Host: localhost",
                        "Content-Type: application/json", "Expect: 100-continue", "Content-Length: 1000", "", "")
                        .getBytes(StandardCharsets.UTF_8));
        // It is being read.
        assertThat(new String(socket.getInputStream().readNBytes(21), StandardCharsets.UTF_8)).contains("100 Continue");
        return socket;
    }

    @Test
    void slowSendersAreBoundedInNumberAndThoseThatGoAwayMakeRoom() throws Exception {
        serve(new BoundedBody(1 << 20, 2, LONG, timers));
        try (Socket one = begin()) {
            assertThat(one.isConnected()).isTrue();
            try (Socket two = begin()) {
                assertThat(two.isConnected()).isTrue();
                HttpResponse<String> third = post(ONE);
                problem(third, 503, "too much comes in at once");
                assertThat(third.headers().firstValue("Retry-After")).hasValue("1");
            }
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> post(ONE).statusCode() == 200);
        }
    }

    @Test
    void whoHasComeForLongestGivesWayToOthers() throws Exception {
        serve(new BoundedBody(1 << 20, 1, Duration.ofSeconds(20), timers));
        try (Socket slow = begin()) {
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> post(ONE).statusCode() == 200);
            assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("HTTP/1.1 503", "it came slowly, and others wait");
        }
    }

    @Test
    void whoTakesTooLongIsToldSoAndLetGoOf() throws Exception {
        serve(new BoundedBody(1 << 20, 1, Duration.ofSeconds(3), timers));
        try (Socket slow = begin()) {
            String answer = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).contains("HTTP/1.1 408").contains("it did not come within");
        }
        assertThat(post(ONE).statusCode()).isEqualTo(200);
    }
}
