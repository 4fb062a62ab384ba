package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dockmedic.api.config.Entrance.Certificate;
import io.dockmedic.api.config.Entrance.Clients;
import io.dockmedic.api.security.Authorities;
import io.dockmedic.api.security.Known;
import io.dockmedic.api.security.Paces;
import io.dockmedic.api.security.Scope;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.testkit.Certificates;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/** Clients that show a certificate, real ones over real TLS. */
class ClientCertificatesTest {
    private static final List<Known> KNOWN = List.of(
            new Known("ops", Set.of(Scope.OPERATE)), new Known("prometheus", Set.of(Scope.READ)),
            new Known("spiffe://lan/bot", Set.of(Scope.OPERATE)), new Known("a", Set.of(Scope.ADMIN)));

    @TempDir
    static Path made;

    private static Certificates ours;
    private static Certificates others;

    @TempDir
    Path folder;

    private @Nullable Guarded served;

    @BeforeAll
    static void make() throws IOException {
        ours = Certificates.in(made)
                .client("ops", "/O=Shop/CN=ops", "extendedKeyUsage=clientAuth")
                .client("prometheus", "/CN=prometheus", "subjectAltName=DNS:ops")
                .client("stranger", "/CN=stranger", "extendedKeyUsage=clientAuth")
                .client("bot", "/O=Shop", "subjectAltName=URI:spiffe://lan/bot,IP:192.0.2.1")
                .client("two", "/CN=a/CN=ops", "extendedKeyUsage=clientAuth")
                .client("several", "/O=Shop", "subjectAltName=DNS:a,DNS:ops")
                .client("servers", "/CN=ops", "extendedKeyUsage=serverAuth");
        others = Certificates.in(Files.createDirectory(made.resolve("foreign")))
                .client("ops", "/CN=ops", "extendedKeyUsage=clientAuth");
    }

    private Guarded serve(boolean required, List<Known> known) throws Exception {
        Files.copy(made.resolve("ca.pem"), folder.resolve("ca.pem"));
        served = new Guarded(folder, "0.0.0.0", Optional.of(
                new Certificate(made.resolve("server.pem"), made.resolve("server-key.pem"))),
                Optional.of(new Clients(folder.resolve("ca.pem"), required, known)), Optional.empty(), Paces.ANY);
        return served;
    }

    @AfterEach
    void stop() {
        if (served != null) {
            served.close();
        }
    }

    private static HttpResponse<String> ask(Guarded of, SSLContext context, String method, String path,
            String... headers) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + of.port() + path))
                    .timeout(Duration.ofSeconds(20))
                    .method(method, HttpRequest.BodyPublishers.noBody());
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static int status(Guarded of, SSLContext context, String method, String path, String... headers)
            throws Exception {
        return ask(of, context, method, path, headers).statusCode();
    }

    /** With the foreign authority's certificate for who believes our server. */
    private static SSLContext posing() throws IOException {
        Files.copy(made.resolve("foreign/ops.pem"), made.resolve("posing.pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(made.resolve("foreign/ops-key.pem"), made.resolve("posing-key.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        return ours.clientAs("posing");
    }

    @Test
    void whoShowsOneIsLetInToWhatItsNameIsGoodForAndTokensAreAsGoodAsBefore() throws Exception {
        Guarded here = serve(false, KNOWN);
        SSLContext ops = ours.clientAs("ops");
        try (Heard trail = new Heard(Trail.class)) {
            assertThat(status(here, ops, "POST", "/-/reload")).isEqualTo(200);
            await().atMost(Duration.ofMinutes(1)).until(() -> !trail.lines().isEmpty());
            assertThat(trail.lines()).containsExactly(
                    "POST /-/reload by=ops with=certificate from=127.0.0.1 status=200");
        }
        JsonObject you = new JsonObject(ask(here, ops, "GET", "/api/v1/status").body()).getJsonObject("data")
                .getJsonObject("you");
        assertThat(you.getString("name")).isEqualTo("ops");
        assertThat(you.getJsonArray("may")).containsExactly("read", "operate");

        SSLContext prometheus = ours.clientAs("prometheus");
        assertThat(status(here, prometheus, "GET", "/api/v1/status")).isEqualTo(200);
        HttpResponse<String> refused = ask(here, prometheus, "POST", "/-/reload");
        assertThat(refused.statusCode()).as("its alternative name is nobody's when it has a common one").isEqualTo(403);
        assertThat(refused.body()).contains("the certificate prometheus has not the scope operate");
        assertThat(status(here, ours.clientAs("bot"), "POST", "/-/reload")).isEqualTo(200);

        assertThat(status(here, ours.client(), "POST", "/-/reload")).isEqualTo(401);
        assertThat(status(here, ours.client(), "POST", "/-/reload", "Authorization", "Bearer operate")).isEqualTo(200);
        assertThat(status(here, ops, "POST", "/-/reload", "Authorization", "Bearer wrong"))
                .as("who shows a wrong token is told so")
                .isEqualTo(401);
        assertThat(status(here, prometheus, "POST", "/-/reload", "Authorization", "Bearer operate")).isEqualTo(200);
        assertThat(status(here, ops, "POST", "/-/reload", "Sec-Fetch-Site", "cross-site"))
                .as("a browser shows it by itself")
                .isEqualTo(403);
    }

    @Test
    void whoIsNotInTheListOrHasNoNameOrIsVouchedForByOthersIsNotLetIn() throws Exception {
        Guarded here = serve(false, KNOWN);
        HttpResponse<String> stranger = ask(here, ours.clientAs("stranger"), "POST", "/-/reload");
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.body()).contains("the certificate of stranger is not in access.certificates");
        assertThat(status(here, ours.clientAs("two"), "GET", "/api/v1/status")).isEqualTo(401);
        assertThat(status(here, ours.clientAs("several"), "GET", "/api/v1/status")).isEqualTo(401);
        // By an authority that bears the name of ours.
        assertThatThrownBy(() -> status(here, posing(), "GET", "/-/healthy")).isInstanceOf(IOException.class);
    }

    @Test
    void whereTheyMustShowOneNobodyElseIsSpokenToAndATokenIsNeededBesidesForWhoIsNotInTheList() throws Exception {
        Guarded here = serve(true, List.of());
        assertThatThrownBy(() -> status(here, ours.client(), "GET", "/-/healthy")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> status(here, posing(), "GET", "/-/healthy")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> status(here, ours.clientAs("servers"), "GET", "/-/healthy"))
                .as("a server's own is no client's")
                .isInstanceOf(IOException.class);
        assertThat(status(here, ours.clientAs("ops"), "GET", "/-/healthy")).isEqualTo(200);
        assertThat(status(here, ours.clientAs("ops"), "POST", "/-/reload")).isEqualTo(401);
        assertThat(status(here, ours.clientAs("ops"), "POST", "/-/reload", "Authorization", "Bearer operate"))
                .isEqualTo(200);
    }

    @Test
    void whoVouchesForThemIsReadAgainAndWhileTheFileIsNoneThoseBeforeGoOn() throws Exception {
        Guarded here = serve(true, KNOWN);
        SSLContext ops = ours.clientAs("ops");
        SSLContext posing = posing();
        assertThatThrownBy(() -> status(here, posing, "GET", "/-/healthy")).isInstanceOf(IOException.class);
        try (Heard watch = new Heard(CertificateWatch.class)) {
            Files.writeString(folder.resolve("ca.pem"), "");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> watch.lines().toString().contains("holds no certificate"));
            assertThat(status(here, ops, "POST", "/-/reload")).isEqualTo(200);
        }
        Files.copy(made.resolve("foreign/ca.pem"), folder.resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> status(here, posing, "POST", "/-/reload") == 200);
        assertThatThrownBy(() -> status(here, ops, "GET", "/-/healthy")).isInstanceOf(IOException.class);
    }

    @Test
    void oneThatHasRunOutCountsForNothingAlsoOnAConnectionThatIsKept() throws Exception {
        Files.copy(made.resolve("ca.pem"), folder.resolve("ca.pem"));
        ManualTime time = new ManualTime(Instant.now());
        served = new Guarded(folder, "0.0.0.0", Optional.of(
                new Certificate(made.resolve("server.pem"), made.resolve("server-key.pem"))),
                Optional.of(new Clients(folder.resolve("ca.pem"), false, KNOWN)), Optional.empty(), Paces.ANY, time);
        try (HttpClient client = HttpClient.newBuilder().sslContext(ours.clientAs("ops")).build()) {
            HttpRequest request = HttpRequest.newBuilder(
                    URI.create("https://127.0.0.1:" + served.port() + "/api/v1/status")).build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            time.advance(Duration.ofDays(2));
            HttpResponse<String> refused = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).contains("the certificate of ops is not good now");
        }
    }

    @Test
    void aServersCertificateIsRenewedAlsoWhileTheFileOfWhoVouchesForClientsIsNone() throws Exception {
        for (String file : List.of("ca.pem", "server.pem", "server-key.pem")) {
            Files.copy(made.resolve(file), folder.resolve(file));
        }
        Guarded here = new Guarded(folder, "0.0.0.0", Optional.of(
                new Certificate(folder.resolve("server.pem"), folder.resolve("server-key.pem"))),
                Optional.of(new Clients(folder.resolve("ca.pem"), true, KNOWN)), Optional.empty(), Paces.ANY);
        served = here;
        // Shown to who believes only the other authority's server.
        Path foreign = made.resolve("foreign");
        for (String file : List.of("stranger.pem", "stranger-key.pem")) {
            Files.copy(made.resolve(file), foreign.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        SSLContext stranger = others.clientAs("stranger");
        assertThatThrownBy(() -> status(here, stranger, "GET", "/-/healthy")).isInstanceOf(IOException.class);
        try (Heard watch = new Heard(CertificateWatch.class)) {
            Files.writeString(folder.resolve("ca.pem"), "");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> watch.lines().toString().contains("file=" + folder.resolve("ca.pem")));
        }
        for (String file : List.of("server.pem", "server-key.pem")) {
            Files.copy(foreign.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> status(here, stranger, "GET", "/-/healthy") == 200);
    }

    @Test
    void aFileThatHoldsNobodyFailsTheStartAndSaysSo() throws Exception {
        Path none = Files.writeString(folder.resolve("none.pem"), "none");
        Path der = folder.resolve("ca.der");
        try (InputStream in = Files.newInputStream(made.resolve("ca.pem"))) {
            Files.write(der, CertificateFactory.getInstance("X.509").generateCertificate(in).getEncoded());
        }
        assertThatThrownBy(() -> Authorities.read(der))
                .hasMessageContaining("tls.client_ca_file: " + der + " holds no certificate");
        assertThatThrownBy(() -> new Guarded(folder, "127.0.0.1", Optional.of(
                new Certificate(made.resolve("server.pem"), made.resolve("server-key.pem"))),
                Optional.of(new Clients(none, true, List.of())), Optional.empty(), Paces.ANY))
                .hasMessageContaining("tls.client_ca_file: " + none + " holds no certificate");
    }
}
