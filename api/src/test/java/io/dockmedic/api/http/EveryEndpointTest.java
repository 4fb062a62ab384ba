package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.dockmedic.api.schema.Documented;
import io.dockmedic.api.security.Scope;
import io.vertx.core.http.HttpMethod;
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
import java.time.Duration;
import java.util.Arrays;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Every endpoint there is, with whatever a stranger may try: served where others reach it. An endpoint that is missing here, or
 * in the document at {@code /openapi.yaml}, fails the test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryEndpointTest {
    private static final String JSON = "application/json";
    private static final String SCRIPT = "<script>alert(1)</script>";

    private static final String RELOAD = "POST /-/reload by=admin with=token from=127.0.0.1 status=200";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Served served;

    static Stream<Row> table() {
        return Row.table();
    }

    @BeforeAll
    void serve(@TempDir Path folder) throws Exception {
        served = new Served(folder);
    }

    @AfterAll
    void stop() throws Exception {
        client.close();
        served.close();
    }

    @Test
    void noEndpointIsMissing() {
        assertThat(served.endpoints).extracting(one -> one.getClass().getName())
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
        for (Endpoint endpoint : this.served.endpoints) {
            Router router = Router.router(this.served.vertx);
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
    void whatIsSentAndAnsweredIsAsTheDocumentSays(Row row) {
        assertThat(Documented.SHIPPED.request(row.method(), row.path(), row.type(), row.sent())).isEmpty();
        assertDocumented(row, ask(row.method(), row.found(), "admin", row.type(),
                BodyPublishers.ofString(row.sent())));
        if (row.needs() != null) {
            String refused = row.needs() == Scope.INGEST ? "operate" : "ingest";
            for (String token : List.of("wrong", refused)) {
                assertDocumented(row, ask(row.method(), row.found(), token, row.type(),
                        BodyPublishers.ofString(row.sent())));
            }
        }
    }

    private static void assertDocumented(Row row, HttpResponse<String> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        assertThat(Documented.SHIPPED.answer(row.method(), row.path(), answer.statusCode(), type, answer.body()))
                .as("%s %s %s", row, answer.statusCode(), answer.body())
                .isEmpty();
    }

    /** What is so once, and what is not there, as the document says. */
    @Test
    void whatIsAnsweredAndEndedIsSoOnceAndWhatIsNotThereIsNotFound() throws Exception {
        served.ask("01R");
        String reject = "{\"answer\": \"reject\", \"reason\": \"not now\"}";
        assertThat(operated("POST", "/api/v1/approvals/01R", "operate", reject)).isEqualTo(200);
        assertThat(operated("POST", "/api/v1/approvals/01R", "operate", reject)).as("said again").isEqualTo(200);
        assertThat(operated("POST", "/api/v1/approvals/01R", "admin", reject)).isEqualTo(409);
        assertThat(operated("POST", "/api/v1/approvals/01K", "operate", reject)).isEqualTo(404);
        served.anew();
        assertThat(operated("DELETE", "/api/v1/silences/01J", "operate", "")).isEqualTo(200);
        assertThat(operated("DELETE", "/api/v1/silences/01J", "operate", "")).isEqualTo(404);
        assertThat(operated("POST", "/api/v1/silences/01J", "operate", "{\"for\": \"1h\"}")).isEqualTo(404);
        served.anew();
        for (String what : List.of("ack", "note")) {
            assertThat(operated("POST", "/api/v1/incidents/01K/" + what, "operate", "{\"note\": \"x\"}"))
                    .isEqualTo(404);
        }
        assertThat(operated("GET", "/api/v1/incidents/01K", "operate", "")).isEqualTo(404);
    }

    @Test
    void whatAnActHasOfTheGpusNobodyTakesFromIt() {
        served.whileAnActHasGpus(
                () -> assertThat(operated("POST", "/api/v1/gpus/resume", "operate", "{\"by\": \"me\"}"))
                        .isEqualTo(409));
        assertThat(operated("POST", "/api/v1/gpus/resume", "operate", "{\"by\": \"me\"}")).isEqualTo(200);
    }

    private int operated(String method, String path, String token, String sent) {
        HttpResponse<String> answer = ask(method, path, token, sent.isEmpty() ? "" : JSON,
                BodyPublishers.ofString(sent));
        assertThat(Documented.SHIPPED.answer(method, path.replaceAll("/01[A-Z]", "/{id}"), answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(""), answer.body())).as(answer.body()).isEmpty();
        return answer.statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/incidents?brief=true", "/api/v1/incidents?limit=1", "/api/v1/incidents/01J",
            "/api/v1/rules?limit=1", "/api/v1/containers?limit=1"})
    void whatIsAnsweredToOtherQuestionsIsToo(String path) {
        HttpResponse<String> answer = ask("GET", path, "read", "", BodyPublishers.noBody());
        assertThat(Documented.SHIPPED.answer("GET", path, answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(""), answer.body())).as(answer.body()).isEmpty();
        assertThat(answer.statusCode()).isEqualTo(200);
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
        assertThat(row.strange()).contains(typed(row, "text/html", row.sent()));
    }

    /** Curl says so of all that it sends, and a pause for an hour must not become one without an end. */
    @ParameterizedTest
    @MethodSource("table")
    void whatSaysThatItIsAFormIsReadAllTheSame(Row row) {
        if (row.type().equals(JSON) && row.needs() == Scope.OPERATE) {
            String form = "application/x-www-form-urlencoded";
            assertThat(row.bad()).contains(typed(row, form, "{"));
            assertThat(typed(row, form, row.sent())).isEqualTo(row.status());
            assertThat(typed(row, "", row.sent())).isEqualTo(row.status());
            assertThat(typed(row, "multipart/form-data; boundary=x", row.sent())).isEqualTo(415);
        }
    }

    private int typed(Row row, String type, String body) {
        return ask(row.method(), row.found(), "admin", type, BodyPublishers.ofString(body)).statusCode();
    }

    @ParameterizedTest
    @MethodSource("table")
    void whatIsTooLargeIsNotTaken(Row row) {
        BodyPublisher huge = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[row.most() + 1]));
        // Of a GET it may be left unread.
        assertThat(status(row, "admin", huge))
                .isIn(row.method().equals("GET") ? List.of(400, row.status()) : List.of(413));
    }

    @ParameterizedTest
    @MethodSource("table")
    void whatIsSlippedInComesToNothing(Row row) {
        for (String more : List.of("?x=%3Cscript%3Ealert(1)%3C/script%3E", "?state=%27%20OR%201=1--", "?limit=%00",
                "/%2e%2e/%2e%2e/etc/passwd", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "?" + "a=b&".repeat(1_000))) {
            HttpResponse<String> answer = ask(row.method(), row.found() + more, "admin", row.type(),
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

    private int status(Row row, String token, BodyPublisher body) {
        return ask(row.method(), row.found(), token, row.type(), body).statusCode();
    }

    @ParameterizedTest
    @MethodSource("table")
    void whoMayIsInTheLogByTheNameOfTheirTokenWhateverCameOfIt(Row row) {
        try (Heard trail = new Heard(Trail.class)) {
            String refused = row.needs() == Scope.INGEST ? "operate" : "ingest";
            ask(row.method(), row.found(), refused, row.type(), BodyPublishers.ofString(row.sent()));
            ask(row.method(), row.found(), "named", row.type(), BodyPublishers.ofString(row.sent()));
            boolean changes = !row.method().equals("GET");
            if (changes) {
                await().atMost(Duration.ofMinutes(1)).until(() -> !trail.lines().isEmpty());
            }
            // What comes after a request that has left none.
            ask("POST", "/-/reload", "admin", "", BodyPublishers.noBody());
            await().atMost(Duration.ofMinutes(1)).until(() -> trail.lines().contains(RELOAD));
            // Of what other tests have asked for too often it is said a minute later.
            List<String> lines = trail.lines().stream().filter(line -> !line.contains(": more of them ")).toList();
            assertThat(lines).containsExactlyElementsOf(changes
                    ? List.of(row.method() + " " + row.found() + " by=named with=token from=127.0.0.1 status="
                            + row.status(), RELOAD)
                    : List.of(RELOAD));
        }
    }

    /** Who is refused while it sends may see no more than that the connection is gone; then it tries again. */
    private HttpResponse<String> ask(String method, String path, String token, String type, BodyPublisher body) {
        IOException last = new IOException("not asked");
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + served.port() + path)).method(method, body);
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
