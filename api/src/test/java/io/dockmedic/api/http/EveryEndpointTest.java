package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.dockmedic.api.config.Listen;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Grant;
import io.dockmedic.api.security.Scope;
import io.dockmedic.api.security.Token;
import io.dockmedic.api.stream.Audience;
import io.dockmedic.api.stream.Feed;
import io.dockmedic.api.trend.Trends;
import io.dockmedic.api.view.ApprovalJson;
import io.dockmedic.api.view.IncidentJson;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.api.view.RecordJson;
import io.dockmedic.api.view.RemarkJson;
import io.dockmedic.api.view.StandingJson;
import io.dockmedic.collectors.alert.inbox.AlertInbox;
import io.dockmedic.collectors.alert.inbox.AlertStore;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.exposition.Parts;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import io.dockmedic.collectors.image.report.Inbox;
import io.dockmedic.remediation.desk.Answers;
import io.dockmedic.remediation.desk.Remarks;
import io.dockmedic.remediation.record.RemarkRecords;
import io.dockmedic.remediation.brake.Controls;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Every endpoint there is, with whatever a stranger may try: served where others reach it. An endpoint that is missing here, or
 * in the document at {@code /openapi.yaml}, fails the test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryEndpointTest {
    private static final String JSON = "application/json";
    private static final String ALERT = "{\"version\": \"4\", \"alerts\": [{\"status\": \"firing\","
            + " \"labels\": {\"alertname\": \"x\"}, \"startsAt\": \"2026-11-01T10:00:00Z\"}]}";
    private static final String EVENT = "{\"specversion\": \"1.0\", \"source\": \"s\", \"id\": \"1\", \"type\": \"t\"}";
    private static final String REPORT = "{\"SchemaVersion\": 2, \"ArtifactName\": \"web:1\","
            + " \"ArtifactType\": \"container_image\"}";
    private static final String SCRIPT = "<script>alert(1)</script>";

    /**
     * A row of the table.
     *
     * @param needs   the scope; null for what is open
     * @param type    of what is sent; empty when nothing is
     * @param sent    what is taken
     * @param status  of the answer to that
     * @param bad     statuses that are right when what is sent is none
     * @param strange statuses that are right when it is of another type
     * @param most    bytes that may be sent
     */
    record Row(String method, String path, @Nullable Scope needs, String type, String sent, int status,
            Set<Integer> bad,
            Set<Integer> strange, int most) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static Row get(String path, int status) {
        return new Row("GET", path, Scope.READ, "", "", status, Set.of(status), Set.of(status), 1 << 20);
    }

    private static Row open(String path, int status) {
        return new Row("GET", path, null, "", "", status, Set.of(status), Set.of(status), 1 << 20);
    }

    private static Row operate(String method, String path, String sent, int status, Set<Integer> bad) {
        return new Row(method, path, Scope.OPERATE, sent.isEmpty() ? "" : JSON, sent, status, bad, Set.of(status),
                1 << 20);
    }

    static Stream<Row> table() {
        return Stream.of(
                open("/", 200),
                open("/page/{file}", 200),
                get("/api/v1/status", 200),
                get("/api/v1/stream", 200),
                get("/api/v1/rules", 200),
                get("/api/v1/containers", 200),
                get("/api/v1/gpus", 200),
                get("/openapi.yaml", 200),
                get("/metrics", 200),
                open("/-/healthy", 200),
                get("/-/ready", 503),
                new Row("POST", "/-/reload", Scope.OPERATE, "", "", 200, Set.of(200), Set.of(200), 1 << 20),
                get("/api/v1/incidents", 200),
                get("/api/v1/incidents/{id}", 404),
                // What they do when remediation runs, the commands' own tests show.
                get("/api/v1/brakes", 503),
                operate("POST", "/api/v1/pause", "{\"for\": \"1h\"}", 503, Set.of(400)),
                operate("POST", "/api/v1/resume", "{\"by\": \"me\"}", 503, Set.of(400)),
                operate("POST", "/api/v1/silences", "{\"services\": \"shop/*\", \"for\": \"1h\"}", 503, Set.of(400)),
                operate("POST", "/api/v1/silences/{id}", "{\"for\": \"1h\"}", 503, Set.of(400)),
                operate("DELETE", "/api/v1/silences/{id}", "", 503, Set.of(503)),
                operate("POST", "/api/v1/incidents/{id}/ack", "{\"by\": \"me\"}", 404, Set.of(400)),
                operate("POST", "/api/v1/incidents/{id}/note", "{\"note\": \"seen\"}", 404, Set.of(400)),
                get("/api/v1/approvals", 503),
                operate("POST", "/api/v1/approvals/{id}", "{\"answer\": \"approve\"}", 503, Set.of(400)),
                operate("GET", "/api/v1/diagnosis", "", 400, Set.of(400)),
                get("/api/v1/audit", 200),
                get("/api/v1/advice", 200),
                get("/api/v1/reports", 200),
                new Row("POST", "/api/v1/reports", Scope.INGEST, JSON, REPORT, 200, Set.of(400), Set.of(200), 32 << 20),
                new Row("POST", "/api/v1/alerts", Scope.INGEST, JSON, ALERT, 200, Set.of(400), Set.of(415), 1 << 20),
                new Row("POST", "/api/v1/events", Scope.INGEST, "application/cloudevents+json", EVENT, 200, Set.of(400),
                        Set.of(415), 1 << 20));
    }

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private SqliteJournal journal;
    private List<Endpoint> endpoints;
    private HttpStage stage;

    @BeforeAll
    void serve(@TempDir Path folder) throws Exception {
        VertxTimers timers = new VertxTimers(vertx);
        Health health = new Health();
        SystemClock clock = new SystemClock();
        journal = SqliteJournal.open(folder.resolve("journal.db"), List.of(AlertStore.TABLES), Retention.DEFAULT, clock,
                timers, health, meters, vertx);
        IncidentView incidents = new IncidentView(() -> Future.succeededFuture(List.of()), meters);
        IncidentJson json = new IncidentJson(at -> at);
        Intake intake = new Intake(new AlertInbox(new AlertStore(journal), clock, meters), timers, Optional.empty());
        ReadyEndpoint ready = new ReadyEndpoint(health, List.of("engine"), List.of("engine"), meters);
        List<Grant> grants = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(scope.word().getBytes(StandardCharsets.UTF_8));
            grants.add(new Grant(scope.word(), Set.of(scope), HexFormat.of().formatHex(hash)));
        }
        Access access = new Access(Token.at(folder.resolve("token")), grants);
        Trends trends = new Trends();
        endpoints = List.of(
                new PageEndpoint(),
                new StatusEndpoint(JsonObject::new, access),
                new StreamEndpoint(new Audience(new Feed("run"), incidents, json,
                        () -> Future.failedFuture("none"), () -> Future.failedFuture("none"), ready::said, timers),
                        JsonObject::new),
                new RulesEndpoint(List::of, incidents, json),
                new ContainersEndpoint(List::of, trends, clock),
                new GpusEndpoint(() -> GpuSamples.NONE, trends, clock),
                new OpenApiEndpoint(),
                new MetricsEndpoint(new Parts(List.of(), health), meters,
                        vertx.createSharedWorkerExecutor("scrape", 2), timers),
                new HealthyEndpoint(),
                ready,
                new ReloadEndpoint(() -> Future.succeededFuture(List.of())),
                new IncidentsEndpoint(incidents, json),
                new IncidentEndpoint(incidents, json, id -> Future.succeededFuture(new JsonArray())),
                new RemarksEndpoint(incidents, new Remarks(new RemarkRecords(journal), new Redactor(), clock),
                        new RemarkJson(at -> at),
                        access),
                new BrakesEndpoint(new Controls(), new StandingJson(at -> at)),
                new ApprovalsEndpoint(new Answers(), new ApprovalJson(at -> at), access),
                new DiagnosisEndpoint(name -> Future.succeededFuture(Optional.empty())),
                new AuditEndpoint(List::of),
                new AdviceEndpoint(() -> Future.succeededFuture(List.of())),
                new ReportsEndpoint(new Inbox(folder.resolve("reports")), List::of, TreeMap::new,
                        new RecordJson(at -> at), vertx.createSharedWorkerExecutor("reports", 1), timers),
                new AlertsEndpoint(intake),
                new EventsEndpoint(intake));
        stage = new HttpStage(new Listen("0.0.0.0", 0), folder.resolve("control.sock"),
                access, Optional.empty(), endpoints);
        vertx.deployVerticle(incidents).await(20, TimeUnit.SECONDS);
        vertx.deployVerticle(stage).await(20, TimeUnit.SECONDS);
    }

    @AfterAll
    void stop() throws Exception {
        client.close();
        vertx.close().await(20, TimeUnit.SECONDS);
        journal.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void noEndpointIsMissing() {
        assertThat(endpoints).extracting(one -> one.getClass().getName())
                .containsExactlyInAnyOrderElementsOf(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.dockmedic.api")
                        .stream()
                        .filter(type -> type.isAssignableTo(Endpoint.class) && !type.isInterface())
                        .map(JavaClass::getName)
                        .toList());
        assertThat(table().map(Row::toString)).containsExactlyInAnyOrderElementsOf(served().keySet());
    }

    /** What is served, with the scope it says it needs; null for what only reads. */
    private Map<String, String> served() {
        Map<String, String> served = new TreeMap<>();
        for (Endpoint endpoint : endpoints) {
            Router router = Router.router(vertx);
            endpoint.mount(router, RoutingContext::next);
            router.getRoutes().forEach(route -> {
                for (HttpMethod method : route.methods()) {
                    String path = route.getPath().replaceAll(":([a-z]+)", "{$1}");
                    served.put(method + " " + path, method.equals(HttpMethod.GET) ? "" : endpoint.scope().word());
                }
            });
        }
        return served;
    }

    @Test
    void theDocumentHasEachWithItsScopeAndNoOther() {
        Map<?, ?> document = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(
                ask("GET", "/openapi.yaml", "read", "", BodyPublishers.noBody()).body());
        assertThat(document.get("openapi")).isEqualTo("3.1.0");
        Map<String, String> described = new TreeMap<>();
        Set<Object> ids = new TreeSet<>();
        part(document, "paths").forEach((path, methods) -> ((Map<?, ?>) methods).forEach((method, what) -> {
            Map<?, ?> operation = (Map<?, ?>) what;
            boolean reads = method.equals("get");
            described.put(method.toString().toUpperCase(Locale.ROOT) + " " + path,
                    reads ? "" : String.valueOf(operation.get("x-scope")));
            assertThat(ids.add(operation.get("operationId"))).as("%s has an id of its own", path).isTrue();
            assertThat(operation.get("summary")).isNotNull();
        }));
        assertThat(described).isEqualTo(served());
        Map<?, ?> components = part(document, "components");
        Pattern.compile("#/components/([a-z]+)/([A-Za-z]+)")
                .matcher(document.toString())
                .results()
                .forEach(used -> assertThat(part(components, used.group(1)).containsKey(used.group(2)))
                        .as(used.group())
                        .isTrue());
    }

    private static Map<?, ?> part(Map<?, ?> of, String name) {
        return (Map<?, ?>) Objects.requireNonNull(of.get(name), name);
    }

    @ParameterizedTest
    @MethodSource("table")
    void withoutATokenNothingIsToldAndNothingDone(Row row) {
        assertThat(status(row, "", BodyPublishers.ofString(row.sent()))).isEqualTo(row.needs() == null ? 200 : 401);
        assertThat(status(row, "wrong", BodyPublishers.ofString(row.sent())))
                .isEqualTo(row.needs() == null ? 200 : 401);
    }

    @ParameterizedTest
    @MethodSource("table")
    void aTokenIsGoodForItsScopeAlone(Row row) {
        for (Scope scope : Scope.values()) {
            int status = status(row, scope.word(), BodyPublishers.ofString(row.sent()));
            boolean may = row.needs() == null || scope.covers(row.needs());
            assertThat(status).as(scope.word()).isEqualTo(may ? row.status() : 403);
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void whatIsNoneAndWhatIsOfAnotherTypeIsNotTaken(Row row) {
        for (String bad : List.of("{", "[[[[", "\0", "null", "[1]", "{\"version\": {}}")) {
            assertThat(row.bad()).as(bad).contains(status(row, "admin", BodyPublishers.ofString(bad)));
        }
        assertThat(row.strange())
                .contains(ask(row.method(), path(row), "admin", "text/html", BodyPublishers.ofString(row.sent()))
                        .statusCode());
    }

    @ParameterizedTest
    @MethodSource("table")
    void whatIsTooLargeIsNotTaken(Row row) {
        BodyPublisher huge = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[row.most() + 1]));
        // Of a GET it may be left unread.
        assertThat(status(row, "admin", huge)).isIn(413, row.method().equals("GET") ? row.status() : 413);
    }

    @ParameterizedTest
    @MethodSource("table")
    void whatIsSlippedInComesToNothing(Row row) {
        for (String more : List.of("?x=%3Cscript%3Ealert(1)%3C/script%3E", "?state=%27%20OR%201=1--", "?limit=%00",
                "/%2e%2e/%2e%2e/etc/passwd", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "?" + "a=b&".repeat(1_000))) {
            HttpResponse<String> answer = ask(row.method(), path(row) + more, "admin", row.type(),
                    BodyPublishers.ofString(row.sent().replace("\"x\"", "\"" + SCRIPT + "\"")));
            assertThat(answer.statusCode()).as(more).isNotEqualTo(500);
            assertThat(answer.body()).doesNotContain("root:");
            if (answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
                assertThat(answer.body()).doesNotContain(SCRIPT);
            }
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).isIn(Optional.of("nosniff"),
                    Optional.empty());
        }
    }

    /** Of what has no end, nothing. */
    private static BodySubscriber<String> body(ResponseInfo answer) {
        boolean endless = answer.headers().firstValue("Content-Type").orElse("").equals("text/event-stream");
        return endless ? new Unread() : BodySubscribers.ofString(StandardCharsets.UTF_8);
    }

    /** Has its empty body before it hangs up: that it did is no error then. */
    private static final class Unread implements BodySubscriber<String> {
        private final CompletableFuture<String> body = new CompletableFuture<>();

        @Override
        public CompletionStage<String> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            body.complete("");
            subscription.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> unread) {}

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onComplete() {}
    }

    private static String path(Row row) {
        return row.path().replace("{id}", "01K").replace("{file}", "page.css");
    }

    private int status(Row row, String token, BodyPublisher body) {
        return ask(row.method(), path(row), token, row.type(), body).statusCode();
    }

    /** Who is refused while it sends may see no more than that the connection is gone; then it tries again. */
    private HttpResponse<String> ask(String method, String path, String token, String type, BodyPublisher body) {
        IOException last = new IOException("not asked");
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + stage.port() + path)).method(method, body);
                if (!token.isEmpty()) {
                    request.header("Authorization", "Bearer " + token);
                }
                if (!type.isEmpty()) {
                    request.header("Content-Type", type);
                }
                return client.send(request.build(), EveryEndpointTest::body);
            } catch (IOException e) {
                last = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError(method + " " + Arrays.asList(path, token), last);
    }
}
