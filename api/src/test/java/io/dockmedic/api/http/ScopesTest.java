package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dockmedic.api.config.Entrance.Certificate;
import io.dockmedic.api.config.Listen;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Grant;
import io.dockmedic.api.security.Scope;
import io.dockmedic.api.security.Token;
import io.dockmedic.testkit.Certificates;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, where, with what. */
class ScopesTest {
    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private HttpClient client = HttpClient.newHttpClient();
    private String scheme = "http";
    private int port;

    /** Takes what is ingested. */
    private static final class Ingest implements Endpoint {
        @Override
        public Scope scope() {
            return Scope.INGEST;
        }

        @Override
        public void mount(Router router, Handler<RoutingContext> mayChange) {
            router.post("/ingest").handler(mayChange).handler(context -> Answer.text(context, 200, "taken"));
        }
    }

    private void serve(String host, Optional<Certificate> certificate) throws Exception {
        List<Grant> grants = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(scope.word().getBytes(StandardCharsets.UTF_8));
            grants.add(new Grant(scope.word(), Set.of(scope), HexFormat.of().formatHex(hash)));
        }
        HttpStage stage = new HttpStage(new Listen(host, 0), folder.resolve("control.sock"),
                Gate.plain(new Access(Token.at(folder.resolve("token")), grants), certificate), Duration.ofMillis(200),
                50, Outgoing.Bound.USUAL,
                List.of(new PageEndpoint(), new OpenApiEndpoint(), new HealthyEndpoint(), new Ingest(),
                        new ReloadEndpoint(() -> Future.succeededFuture(List.of()))));
        vertx.deployVerticle(stage).await(60, TimeUnit.SECONDS);
        port = stage.port();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private HttpResponse<String> ask(String method, String path, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create(scheme + "://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private int status(String method, String path, String token) throws Exception {
        return ask(method, path, token.isEmpty() ? "" : "Bearer " + token).statusCode();
    }

    @Test
    void onLoopbackReadingIsOpenAndEveryChangeNeedsItsScope() throws Exception {
        serve("127.0.0.1", Optional.empty());
        assertThat(status("GET", "/", "")).isEqualTo(200);
        assertThat(status("POST", "/ingest", "")).isEqualTo(401);
        assertThat(status("POST", "/ingest", "ingest")).isEqualTo(200);
        assertThat(status("POST", "/ingest", "admin")).isEqualTo(200);
        for (String other : List.of("read", "operate")) {
            HttpResponse<String> refused = ask("POST", "/ingest", "Bearer " + other);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("the token " + other + " has not the scope ingest");
        }
        assertThat(status("POST", "/-/reload", "ingest")).isEqualTo(403);
        assertThat(status("POST", "/-/reload", "operate")).isEqualTo(200);
        assertThat(status("POST", "/-/reload", Files.readString(folder.resolve("token")).strip())).isEqualTo(200);
    }

    @Test
    void whatReadIsNotGoodForIsInItsDescription() throws Exception {
        String row = Files.readAllLines(Path.of("../docs/http.md"))
                .stream()
                .filter(line -> line.startsWith("| `read` |"))
                .findFirst()
                .orElseThrow();
        List<String> named = Pattern.compile("`(/[^`]+)`").matcher(row).results().map(path -> path.group(1)).toList();
        assertThat(named).containsExactlyInAnyOrderElementsOf(Row.table()
                .filter(one -> one.method().equals("GET") && one.needs() == Scope.OPERATE)
                .map(one -> one.path().replace("{id}", "ID"))
                .toList());
    }

    @Test
    void thePageIsSentAgainOnlyWhereItHasChanged() throws Exception {
        serve("127.0.0.1", Optional.empty());
        HttpResponse<String> first = ask("GET", "/page/main.js", "");
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(ask("GET", "/page/main.js", "").body()).isEqualTo(first.body()).isNotEmpty();
        HttpRequest again = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/page/main.js"))
                .header("If-None-Match", first.headers().firstValue("ETag").orElseThrow())
                .build();
        HttpResponse<String> same = client.send(again, HttpResponse.BodyHandlers.ofString());
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(ask("GET", "/openapi.yaml", "").headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void aPasswordIsAsGoodAsABearersToken() throws Exception {
        serve("127.0.0.1", Optional.empty());
        for (String wrong : List.of("Basic ?", "Basic " + encoded("ingest"), "Basic " + encoded("ingest:"),
                "Basic " + encoded("ingest:wrong"), "Digest ingest", "Bearer", "ingest")) {
            assertThat(ask("POST", "/ingest", wrong).statusCode()).as(wrong).isEqualTo(401);
        }
        assertThat(ask("POST", "/ingest", "basic " + encoded("any:ingest")).statusCode()).isEqualTo(200);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whereOthersReachItReadingNeedsATokenTooAndOnlyThatWeLiveAndThePageAreOpen() throws Exception {
        serve("0.0.0.0", Optional.empty());
        assertThat(status("GET", "/-/healthy", "")).isEqualTo(200);
        assertThat(status("GET", "/openapi.yaml", "")).isEqualTo(401);
        assertThat(status("HEAD", "/openapi.yaml", "")).isEqualTo(401);
        assertThat(status("GET", "/none", "")).isEqualTo(401);
        assertThat(status("POST", "/", "")).isEqualTo(401);
        // The page itself tells nothing, and asks for a token.
        assertThat(status("GET", "/", "")).isEqualTo(200);
        assertThat(status("GET", "/page/main.js", "")).isEqualTo(200);
        assertThat(status("GET", "/openapi.yaml", "ingest")).isEqualTo(403);
        assertThat(status("GET", "/openapi.yaml", "read")).isEqualTo(200);
        assertThat(status("POST", "/ingest", "ingest")).isEqualTo(200);
        assertThat(status("POST", "/ingest", "")).isEqualTo(401);
    }

    @Test
    void aPageOfAnotherSiteChangesNothingEvenWithATokenThatTheBrowserKept() throws Exception {
        serve("127.0.0.1", Optional.empty());
        for (String site : List.of("cross-site", "same-site", "same-origin", "none")) {
            HttpRequest sent = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/-/reload"))
                    .header("Authorization", "Basic " + encoded("any:operate"))
                    .header("Sec-Fetch-Site", site)
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(client.send(sent, HttpResponse.BodyHandlers.ofString()).statusCode()).as(site)
                    .isEqualTo(site.endsWith("-site") ? 403 : 200);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 403", "text/plain, 403", "Application/X-WWW-Form-Urlencoded; charset=utf-8, 403",
            "application/json, 200"})
    void whatABrowserSendsForAnyPageWithoutAskingChangesNothingWhereItDoesNotSayWhosePageItIs(String type, int status)
            throws Exception {
        serve("127.0.0.1", Optional.empty());
        HttpRequest.Builder sent = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/-/reload"))
                .header("Authorization", "Basic " + encoded("any:operate"))
                .header("Origin", "http://elsewhere.example")
                .POST(HttpRequest.BodyPublishers.noBody());
        if (!type.isEmpty()) {
            sent.header("Content-Type", type);
        }
        assertThat(client.send(sent.build(), HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"/-/reload, localhost, 401", "/%zz, localhost, 400", "/-/reload, rebound.example, 421"})
    void whoIsRefusedIsNotLetSendTheRestOfIt(String path, String host, int status) throws Exception {
        serve("127.0.0.1", Optional.empty());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 1000\r\n\r\n{")
                            .getBytes(StandardCharsets.UTF_8));
            // To the end: the connection is closed.
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void whoHoldsAConnectionWithoutARequestGivesWayToWhoComes() throws Exception {
        serve("127.0.0.1", Optional.empty());
        List<Socket> held = new ArrayList<>();
        try {
            for (int one = 0; one < 60; one++) {
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), port);
                slow.setSoTimeout(60_000);
                slow.getOutputStream().write("GET / HT".getBytes(StandardCharsets.UTF_8));
                held.add(slow);
            }
            for (int one = 0; one < 20; one++) {
                assertThat(status("GET", "/", "")).isEqualTo(200);
            }
            assertThat(held.getFirst().getInputStream().read()).as("the first has been hung up").isEqualTo(-1);
        } finally {
            for (Socket one : held) {
                one.close();
            }
        }
    }

    @Test
    void ofWhatOnlyReadsNoBodyIsKept() throws Exception {
        serve("127.0.0.1", Optional.empty());
        for (String head : List.of("Content-Length: 1048576", "Transfer-Encoding: chunked")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(60_000);
                socket.getOutputStream()
                        .write(("GET / HTTP/1.1\r\nHost: localhost\r\n" + head + "\r\n\r\n")
                                .getBytes(StandardCharsets.UTF_8));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 400")
                        .contains("what only reads takes no body");
            }
        }
    }

    @Test
    void soManyBodiesAreWaitedForAtATime() throws Exception {
        serve("127.0.0.1", Optional.empty());
        List<Socket> held = new ArrayList<>();
        try {
            for (int one = 0; one < 17; one++) {
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), port);
                slow.setSoTimeout(60_000);
                slow.getOutputStream()
                        .write(("POST /-/reload HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer operate\r\n"
                                + "Content-Length: 1000\r\n\r\n{").getBytes(StandardCharsets.UTF_8));
                held.add(slow);
                // Each is there before the next one.
                assertThat(status("GET", "/", "")).isEqualTo(200);
            }
            assertThat(new String(held.getLast().getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 503")
                    .contains("too much is sent at once");
        } finally {
            for (Socket one : held) {
                one.close();
            }
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> status("POST", "/-/reload", "operate") == 200);
    }

    @Test
    void withACertificateThereIsTlsAndNothingElse() throws Exception {
        Certificates certificates = Certificates.in(folder);
        serve("127.0.0.1", Optional.of(
                new Certificate(folder.resolve("server.pem"), folder.resolve("server-key.pem"))));
        assertThatThrownBy(() -> status("GET", "/", "")).isInstanceOf(java.io.IOException.class);
        client.close();
        client = HttpClient.newBuilder().sslContext(certificates.client()).build();
        scheme = "https";
        assertThat(status("GET", "/", "")).isEqualTo(200);
        assertThat(status("POST", "/ingest", "ingest")).isEqualTo(200);

        // Renewed by another authority, whom this client does not know.
        Certificates other = Certificates.in(Files.createDirectory(folder.resolve("other")));
        for (String file : List.of("server.pem", "server-key.pem")) {
            Files.copy(folder.resolve("other").resolve(file), folder.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        client.close();
        client = HttpClient.newBuilder().sslContext(other.client()).build();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> status("GET", "/", "") == 200);
    }

    @Test
    void aKeyThatIsNoneFailsTheStartWithAClearMessage() throws Exception {
        Path none = Files.writeString(folder.resolve("none.pem"), "none");
        assertThatThrownBy(() -> serve("127.0.0.1", Optional.of(new Certificate(none, none))))
                .hasMessageContaining("or the certificate or its key is none");
    }
}
