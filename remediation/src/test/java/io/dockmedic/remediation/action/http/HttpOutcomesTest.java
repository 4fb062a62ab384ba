package io.dockmedic.remediation.action.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.watch.WatchStore;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Records;
import io.dockmedic.remediation.record.RemediationTables;
import io.dockmedic.remediation.record.Steps;
import io.dockmedic.testkit.Certificates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of a call, by what a real server does with it. */
class HttpOutcomesTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();
    private final SystemClock clock = new SystemClock();
    private final FakeEngine engine = new FakeEngine(clock);
    private final SqliteJournal journal;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    /** The latest act. */
    private String latest = "a0";

    HttpOutcomesTest(@TempDir Path dir) {
        journal = SqliteJournal.open(dir.resolve("journal.db"),
                List.of(WatchStore.TABLES, RemediationTables.keeping(Policy.DEFAULT.lookBack())), Retention.DEFAULT,
                clock, new VertxTimers(vertx), new Health(), new SimpleMeterRegistry(), vertx);
        Hospital.get(journal.opened());
    }

    @AfterEach
    void close() {
        Hospital.get(journal.close());
        Hospital.get(vertx.close());
    }

    private HttpAction action(HttpCall call) {
        Steps steps = new Steps(journal);
        return new HttpAction(new Outside(engine, List.of(call), steps,
                new Heard(steps, (id, lines) -> heard.addAll(lines), new Redactor(), true), vertx, clock));
    }

    private ActRecord act() {
        Instant now = clock.now();
        return new ActRecord(latest, now, "i1", "r", "web", Samples.ID, HttpAction.NAME, 0, 0, null, now.plus(LONG),
                HttpAction.NAME, Map.of(), false, false);
    }

    private Future<Outcome> begin(HttpCall call) {
        latest = UUID.randomUUID().toString();
        ActRecord act = act();
        Job job = new Job(latest, Samples.incident("i1", "r", Samples.crash(clock.now())),
                Samples.container(Samples.CONSENT), engine.state(Samples.ID), 0, 0, Map.of("name", call.name()),
                List.of(), List.of(), List.of());
        HttpAction action = action(call);
        Promise<Outcome> promise = Promise.promise();
        vertx.runOnContext(now -> action.perform(job, new Records(journal).intend(act)).onComplete(promise));
        return promise.future();
    }

    private Outcome perform(HttpCall call) {
        return Hospital.get(begin(call));
    }

    /** What is made of it after a start. */
    private Outcome settled(HttpCall call) {
        return Hospital.get(action(call).settle(act()));
    }

    @Test
    void whatIsSentIsWhatTheOwnerWroteWithTheContainerInItsPlaces() throws IOException {
        try (Answering server = new Answering(Answering.with(204, ""))) {
            HttpCall call = server.call(LONG);
            assertThat(perform(call)).isEqualTo(new Outcome.Done("status 204"));
            Answering.Got got = server.got.getFirst();
            assertThat(got.method() + " " + got.uri())
                    .isEqualTo("POST " + Answering.PATH + "web?id=" + Samples.ID);
            assertThat(got.body()).isEqualTo("{\"name\": \"web\"}");
            assertThat(got.header("Authorization")).isEqualTo(Answering.SECRET);
            assertThat(got.header("Content-type")).isEqualTo("application/json");
            assertThat(got.header("User-agent")).isEqualTo("dockmedic");
            assertThat(got.header("Idempotency-key")).isEqualTo(latest);
            assertThat(settled(call)).as("after a start").isEqualTo(new Outcome.Done("status 204"));
        }
    }

    @Test
    void anotherStatusIsAFailureAndWhatItSaysIsKept() throws IOException {
        try (Answering server = new Answering(
                Answering.with(503, "busy\nerror: no backend\npassword=hunter2\n"))) {
            HttpCall call = server.call(LONG);
            assertThat(perform(call)).isEqualTo(new Outcome.Failed("status 503: error: no backend"));
            assertThat(heard).containsExactly("busy", "error: no backend", "password=[redacted]");
            assertThat(settled(call)).as("after a start").isEqualTo(new Outcome.Failed("status 503"));
        }
    }

    @Test
    void whichStatusesAreWantedIsTheOwnersToSay() throws IOException {
        try (Answering server = new Answering(Answering.with(404, "gone"))) {
            assertThat(perform(server.call(LONG, 200, 404))).isEqualTo(new Outcome.Done("status 404"));
        }
        try (Answering server = new Answering(Answering.with(202, "later"))) {
            assertThat(server.call(LONG, 200).expects(202)).isFalse();
            assertThat(server.call(LONG).expects(202)).isTrue();
        }
    }

    @Test
    void ofAnAnswerItsBeginningIsKept() throws IOException {
        String lines = IntStream.rangeClosed(1, 30).mapToObj(n -> "line " + n).collect(Collectors.joining("\n"));
        try (Answering server = new Answering(Answering.with(200, lines))) {
            perform(server.call(LONG));
            assertThat(heard).hasSize(20).startsWith("line 1").endsWith("line 20");
        }
    }

    @Test
    void anAnswerWithoutAnEndIsBrokenOff() throws IOException {
        AtomicBoolean broken = new AtomicBoolean();
        try (Answering server = new Answering(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] much = "x".repeat(64 << 10).getBytes(StandardCharsets.US_ASCII);
            try {
                while (true) {
                    exchange.getResponseBody().write(much);
                }
            } catch (IOException expected) {
                broken.set(true);
            }
        })) {
            assertThat(perform(server.call(LONG))).isEqualTo(new Outcome.Done("status 200"));
            await().atMost(LONG).untilTrue(broken);
            assertThat(heard).singleElement().asString().hasSizeLessThan(600);
        }
    }

    @Test
    void aStatusThatWasSeenCountsThoughItsBodyDoesNotEnd() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        try (Answering server = new Answering(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("begun\n".getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().flush();
            Answering.once(end, later -> {}).handle(exchange);
        })) {
            assertThat(perform(server.call(SHORT))).isEqualTo(new Outcome.Done("status 200"));
            assertThat(heard).containsExactly("begun");
            end.countDown();
        }
    }

    /** Done, perhaps, and nobody knows: as where nothing was answered. */
    @ParameterizedTest
    @ValueSource(ints = {502, 504})
    void whatAGatewaySawNoAnswerOfIsUnknown(int status) throws IOException {
        try (Answering server = new Answering(Answering.with(status, "upstream timed out"))) {
            HttpCall call = server.call(LONG);
            Outcome unknown = new Outcome.Unknown("it was sent, and a gateway saw no answer: status " + status);
            assertThat(perform(call)).isEqualTo(unknown);
            assertThat(settled(call)).as("after a start").isEqualTo(unknown);
        }
        try (Answering server = new Answering(Answering.with(status, ""))) {
            assertThat(perform(server.call(LONG, status))).as("where it is wanted").isInstanceOf(Outcome.Done.class);
        }
    }

    /** The word in between is that it is being worked on. */
    @Test
    void aWordInBetweenIsNoAnswer() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket client = server.accept()) {
                    client.getInputStream().read();
                    client.getOutputStream()
                            .write("HTTP/1.1 102 Processing\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    client.getOutputStream().flush();
                    client.getInputStream().readAllBytes();
                } catch (IOException gone) {
                    // It has what it is to see.
                }
            });
            HttpCall call = Answering.call("http://127.0.0.1:" + server.getLocalPort(), LONG);
            assertThat(perform(call))
                    .isEqualTo(new Outcome.Unknown(
                            "it was sent, and its answer was not seen: it was answered status 102 only"));
        }
    }

    @Test
    void anAddressMayBeOfIpVersionSix() {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = Hospital.get(vertx.createHttpServer().requestHandler(request -> {
            asked.add(request.getHeader("Host"));
            request.response().end();
        }).listen(0, "::1"));
        HttpCall call = Answering.call("http://[::1]:" + server.actualPort(), LONG);
        assertThat(perform(call)).isEqualTo(new Outcome.Done("status 200"));
        assertThat(asked).containsExactly("[::1]:" + server.actualPort());
        assertThat(call.shown()).isEqualTo("POST http://[::1]:" + server.actualPort());
        assertThat(call).hasToString("mend at [::1]");
    }

    @Test
    void noRedirectIsFollowed() throws IOException {
        try (Answering inside = new Answering(Answering.with(200, ""));
                Answering server = new Answering(exchange -> {
                    exchange.getResponseHeaders().set("Location", inside.url() + "/latest/meta-data");
                    exchange.sendResponseHeaders(307, -1);
                })) {
            HttpCall get = new HttpCall("mend", "GET", server.url() + "/hook", Map.of(), "", LONG, Set.of(),
                    Optional.empty(), Set.of());
            for (HttpCall call : List.of(get, server.call(LONG))) {
                assertThat(perform(call)).isEqualTo(new Outcome.Failed(
                        "status 307, and no redirect is followed: set the address that it leads to"));
            }
            assertThat(inside.got).isEmpty();
        }
    }

    @Test
    void whatIsNotAnsweredInTimeIsUnknown() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        try (Answering server = new Answering(Answering.once(end, Answering.with(200, "")))) {
            HttpCall call = server.call(SHORT);
            Outcome unknown = new Outcome.Unknown("it was sent, and its answer was not seen: timed out");
            assertThat(perform(call)).isEqualTo(unknown);
            assertThat(settled(call)).as("after a start").isEqualTo(unknown);
            end.countDown();
            assertThat(server.got).hasSize(1);
        }
    }

    @Test
    void aConnectionThatBreaksAfterwardsLeavesItUnknown() throws IOException {
        try (Answering server = new Answering(exchange -> {})) {
            assertThat(perform(server.call(LONG))).isInstanceOfSatisfying(Outcome.Unknown.class,
                    unknown -> assertThat(unknown.why()).startsWith("it was sent, and its answer was not seen: "));
            assertThat(server.got).as("nothing is sent again").hasSize(1);
        }
    }

    @Test
    void whereNobodyListensItWasNotBegun() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        HttpCall call = Answering.call("http://127.0.0.1:" + port, LONG);
        Outcome refused = new Outcome.Refused(ErrorClass.SERVER_ERROR, "not begun: connection refused");
        assertThat(perform(call)).isEqualTo(refused);
        assertThat(settled(call)).as("after a start").isEqualTo(refused);
    }

    @Test
    void norWhereTheHostHasNoAddress() {
        assertThat(perform(Answering.call("http://call.invalid", LONG))).isInstanceOfSatisfying(Outcome.Refused.class,
                refused -> {
                    assertThat(refused.error()).isEqualTo(ErrorClass.SERVER_ERROR);
                    assertThat(refused.message()).startsWith("not begun: ").doesNotContain("hook-", "invalid");
                });
    }

    @Test
    void whoNobodyVouchesForIsSentNothing(@TempDir Path certificates) throws IOException {
        Certificates.in(certificates);
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = Hospital.get(vertx.createHttpServer(new HttpServerOptions().setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(certificates.resolve("server.pem").toString())
                        .addKeyPath(certificates.resolve("server-key.pem").toString())))
                .requestHandler(request -> {
                    asked.incrementAndGet();
                    request.response().end();
                })
                .listen(0, "127.0.0.1"));
        HttpCall call = Answering.call("https://127.0.0.1:" + server.actualPort(), LONG);
        assertThat(perform(call)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.error()).isEqualTo(ErrorClass.SERVER_ERROR);
            assertThat(refused.message()).startsWith("not begun: ");
        });
        assertThat(asked).hasValue(0);
        assertThat(perform(new HttpCall(call.name(), call.method(), call.url(), call.headers(), call.body(), LONG,
                call.expected(), Optional.of(Files.readString(certificates.resolve("ca.pem"))), call.secrets())))
                .isEqualTo(
                        new Outcome.Done("status 200"));
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatWasCutOffBeforeItBeganWasNotBegun() {
        Hospital.get(new Records(journal).intend(act()));
        assertThat(settled(Answering.call("http://127.0.0.1:1", LONG))).isEqualTo(
                new Outcome.Refused(ErrorClass.SERVER_ERROR, "not begun: it was cut off before"));
    }

    @Test
    void whatIsCutOffWhileItIsUnderWayIsUnknown() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        try (Answering server = new Answering(Answering.once(end, Answering.with(200, "")))) {
            HttpCall call = server.call(LONG);
            Future<Outcome> first = begin(call);
            await().atMost(LONG).until(() -> server.got.size() == 1);
            assertThat(settled(call)).isEqualTo(new Outcome.Unknown("it was begun, and its end was not seen"));
            end.countDown();
            assertThat(Hospital.get(first)).isInstanceOf(Outcome.Done.class);
            assertThat(server.got).hasSize(1);
        }
    }

    @Test
    void whatMayBeASecretIsHiddenWhereTheAnswerHasIt() throws IOException {
        try (Answering server = new Answering(exchange -> Answering.with(401,
                "error: " + exchange.getRequestHeaders().getFirst("Authorization") + " at "
                        + exchange.getRequestURI() + " is refused\n")
                .handle(exchange))) {
            Outcome outcome = perform(server.call(LONG));
            assertThat(outcome.toString()).contains("status 401: error: ").doesNotContain("s3cret", "hook-");
            assertThat(heard).singleElement().asString().doesNotContain("s3cret", "hook-");
        }
    }
}
