package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.api.security.Known;
import io.dockmedic.api.security.Pace;
import io.dockmedic.api.security.Paces;
import io.dockmedic.api.security.Scope;
import io.dockmedic.api.security.Subnet;
import io.dockmedic.api.security.TrustedProxy;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jspecify.annotations.Nullable;

/** A reverse proxy says who its users are, and others who are not it try to. Bytes as they are, from addresses of our own. */
class ProxyTest {
    private static final String PROXY = "127.0.0.7";
    private static final String SECRET = "a-secret-of-24-characters";

    @TempDir
    Path folder;

    private @Nullable Guarded served;

    private Guarded serve(String host, Paces paces, Optional<String> secret) throws Exception {
        TrustedProxy proxy = new TrustedProxy(List.of(Subnet.parse(PROXY).orElseThrow()), "X-Forwarded-User",
                Optional.of("X-Groups"), Set.of(Scope.READ), List.of(new Known("ops", Set.of(Scope.OPERATE))), secret);
        served = new Guarded(folder, host, Optional.empty(), Optional.empty(), Optional.of(proxy), paces);
        return served;
    }

    @AfterEach
    void stop() {
        if (served != null) {
            served.close();
        }
    }

    private static String ask(Guarded of, String from, String request, String... headers) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            socket.setSoTimeout(30_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), of.port()));
            List<String> lines = new ArrayList<>(
                    List.of(request + " HTTP/1.1", "Host: localhost", "Connection: close"));
            lines.addAll(List.of(headers));
            socket.getOutputStream()
                    .write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int status(Guarded of, String from, String request, String... headers) throws IOException {
        return Integer.parseInt(ask(of, from, request, headers).substring("HTTP/1.1 ".length()).substring(0, 3));
    }

    @Test
    void itsUsersMayWhatTheyAllMayAndWhatTheirGroupsMay() throws Exception {
        Guarded here = serve("0.0.0.0", Paces.ANY, Optional.empty());
        assertThat(status(here, PROXY, "GET /api/v1/status", "X-Forwarded-User: ann")).isEqualTo(200);
        String refused = ask(here, PROXY, "POST /-/reload", "x-forwarded-user: ann", "X-Groups: dev,opsx,op");
        assertThat(refused).startsWith("HTTP/1.1 403").contains("the proxy ann has not the scope operate");
        try (Heard trail = new Heard(Trail.class)) {
            assertThat(status(here, PROXY, "POST /-/reload", "X-FORWARDED-USER: ann", "X-Groups: dev, ops"))
                    .isEqualTo(200);
            await().atMost(Duration.ofMinutes(1)).until(() -> !trail.lines().isEmpty());
            assertThat(trail.lines()).containsExactly(
                    "POST /-/reload by=ann with=proxy from=" + PROXY + " status=200");
        }
        String answer = ask(here, PROXY, "GET /api/v1/status", "X-Forwarded-User: ann@lan", "X-Groups: ops");
        assertThat(new JsonObject(answer.substring(answer.indexOf("\r\n\r\n"))).getJsonObject("data")
                .getJsonObject("you")
                .getString("name")).isEqualTo("ann@lan");
        // A password for the proxy itself may come along.
        assertThat(status(here, PROXY, "GET /api/v1/status", "X-Forwarded-User: ann", "Authorization: Basic eDp5"))
                .isEqualTo(200);
        assertThat(status(here, PROXY, "GET /api/v1/status", "Authorization: Bearer operate")).isEqualTo(200);
        assertThat(status(here, PROXY, "GET /api/v1/status")).isEqualTo(401);
        assertThat(status(here, PROXY, "GET /api/v1/status", "X-Forwarded-User:")).isEqualTo(401);
        assertThat(status(here, PROXY, "POST /-/reload", "X-Forwarded-User: ann", "X-Groups: ops",
                "Sec-Fetch-Site: cross-site")).as("its session is a browser's to send").isEqualTo(403);
        assertThat(status(here, PROXY, "POST /-/reload", "X-Forwarded-User: ann", "X-Groups: ops",
                "Origin: https://elsewhere.example")).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-User: ann", "X-Groups: ops", "x_forwarded_user: ann", "X-Forwarded_User: ann"})
    void fromElsewhereItsHeadersAreRefusedAlsoWithATokenThatIsGood(String header) throws Exception {
        Guarded here = serve("0.0.0.0", Paces.ANY, Optional.empty());
        String refused = ask(here, "127.0.0.8", "POST /-/reload", header, "Authorization: Bearer operate");
        assertThat(refused).startsWith("HTTP/1.1 403").contains("127.0.0.8 is none");
        assertThat(here.refused("proxy")).isEqualTo(1);
        assertThat(status(here, "127.0.0.8", "POST /-/reload", "Authorization: Bearer operate")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-User: boss", "x-forwarded-user: ann", "X_Forwarded_User: boss",
            "X-Forwarded_User: boss", "X-Groups: ops|X-Groups: dev", "X_Groups: ops"})
    void whatCouldBeReadInTwoWaysIsRefused(String more) throws Exception {
        Guarded here = serve("0.0.0.0", Paces.ANY, Optional.empty());
        List<String> headers = new ArrayList<>(List.of("X-Forwarded-User: ann"));
        headers.addAll(List.of(more.split("\\|", -1)));
        assertThat(status(here, PROXY, "GET /api/v1/status", headers.toArray(String[]::new))).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann, boss", "ann boss", "ann\tboss", "<b>", "\u00e4nn", "ann;boss", "ann (token owner)"})
    void whatIsNoNameIsRefused(String name) throws Exception {
        Guarded here = serve("0.0.0.0", Paces.ANY, Optional.empty());
        assertThat(ask(here, PROXY, "GET /api/v1/status", "X-Forwarded-User: " + name))
                .startsWith("HTTP/1.1 403")
                .contains("stands no name");
    }

    @Test
    void onThisMachineOnlyWhoShowsTheSecretIsItAndWhomItSendsMayNoMoreThanItSays() throws Exception {
        Guarded here = serve("127.0.0.1", Paces.ANY, Optional.of(SECRET));
        String secret = TrustedProxy.SECRET_HEADER + ": " + SECRET;
        for (String wrong : List.of("X-Else: 1", TrustedProxy.SECRET_HEADER + ": x")) {
            assertThat(ask(here, PROXY, "POST /-/reload", "X-Forwarded-User: ann", "X-Groups: ops", wrong))
                    .startsWith("HTTP/1.1 403")
                    .contains("access.proxy.secret_file");
        }
        assertThat(status(here, PROXY, "POST /-/reload", "X-Forwarded-User: ann", "X-Groups: ops", secret))
                .isEqualTo(200);
        assertThat(status(here, PROXY, "GET /api/v1/status", "X-Forwarded-User: ann", secret)).isEqualTo(200);
        // Who comes by themselves reads as before, and changes nothing.
        assertThat(status(here, "127.0.0.1", "GET /api/v1/status")).isEqualTo(200);
        assertThat(status(here, PROXY, "POST /-/reload", secret)).isEqualTo(401);
        // Of whom it says nothing may do no more than those of whom it does.
        assertThat(ask(here, PROXY, "GET /api/v1/status", secret)).startsWith("HTTP/1.1 401")
                .contains("the proxy says of nobody that it is theirs");
        assertThat(status(here, PROXY, "GET /api/v1/status", "X-Forwarded-User:", secret)).isEqualTo(401);
        assertThat(status(here, PROXY, "GET /-/healthy", secret)).isEqualTo(200);
        assertThat(status(here, PROXY, "GET /api/v1/status", secret, "Authorization: Bearer operate")).isEqualTo(200);
    }

    @Test
    void whoGuessesItsSecretIsSlowedDownAndWhomItSendsIsNot() throws Exception {
        Guarded here = serve("127.0.0.1", new Paces(Pace.ANY, Pace.ANY, new Pace(1, 2), Pace.ANY), Optional.of(SECRET));
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            statuses.add(status(here, PROXY, "GET /api/v1/status", "X-Forwarded-User: ann",
                    TrustedProxy.SECRET_HEADER + ": " + i));
        }
        assertThat(statuses.subList(0, 2)).containsOnly(403);
        assertThat(statuses).contains(429);
        assertThat(status(here, PROXY, "GET /api/v1/status", "X-Forwarded-User: ann",
                TrustedProxy.SECRET_HEADER + ": " + SECRET)).isEqualTo(200);
    }

    @Test
    void withoutASecretAnAddressOfThisMachineIsNoProxys() throws Exception {
        TrustedProxy proxy = new TrustedProxy(List.of(Subnet.parse("127.0.0.1").orElseThrow()), "X-Forwarded-User",
                Optional.empty(), Set.of(Scope.READ), List.of(), Optional.empty());
        served = new Guarded(folder, "0.0.0.0", Optional.empty(), Optional.empty(), Optional.of(proxy), Paces.ANY);
        assertThat(ask(served, "127.0.0.1", "GET /api/v1/status", "X-Forwarded-User: ann")).startsWith("HTTP/1.1 403")
                .contains("127.0.0.1 is an address of this machine");
    }

    @Test
    void aPageOfAnotherSiteReadsNothingByItsSessionsAndTakesNothingOfAnybodysPace() throws Exception {
        Guarded here = serve("0.0.0.0", new Paces(new Pace(1, 2), Pace.ANY, Pace.ANY, Pace.ANY), Optional.empty());
        String user = "X-Forwarded-User: ann";
        for (String more : List.of("no-cors", "cors", "navigate")) {
            assertThat(status(here, PROXY, "GET /api/v1/status", user, "Sec-Fetch-Site: cross-site",
                    "Sec-Fetch-Mode: " + more, "Sec-Fetch-Dest: iframe")).isEqualTo(403);
        }
        assertThat(here.refused("foreign_page")).isEqualTo(3);
        assertThat(status(here, PROXY, "GET /api/v1/status", user, "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")).as("a link").isEqualTo(200);
        assertThat(ask(here, PROXY, "GET /api/v1/status", user, "Sec-Fetch-Site: same-origin"))
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("Cross-Origin-Resource-Policy: same-origin");
        assertThat(status(here, PROXY, "GET /-/healthy", user, "Sec-Fetch-Site: cross-site")).isEqualTo(200);
    }

    @Test
    void whereOnlySomeOfItsUsersMayReadTheOthersDoNotOnThisMachineEither() throws Exception {
        TrustedProxy proxy = new TrustedProxy(List.of(Subnet.parse("127.0.0.0/24").orElseThrow()), "X-Forwarded-User",
                Optional.of("X-Groups"), Set.of(), List.of(new Known("ops", Set.of(Scope.OPERATE))), Optional.empty());
        served = new Guarded(folder, "127.0.0.1", Optional.empty(), Optional.empty(), Optional.of(proxy), Paces.ANY);
        assertThat(status(served, PROXY, "GET /api/v1/status", "X-Forwarded-User: ann")).isEqualTo(403);
        assertThat(status(served, PROXY, "GET /-/healthy", "X-Forwarded-User: ann")).isEqualTo(200);
        assertThat(status(served, PROXY, "GET /api/v1/status", "X-Forwarded-User: ann", "X-Groups: ops"))
                .isEqualTo(200);
    }

    @Test
    void eachOfItsUsersHasAPaceOfTheirOwnAlsoOnThisMachine() throws Exception {
        Guarded here = serve("0.0.0.0", new Paces(new Pace(1, 2), Pace.ANY, Pace.ANY, Pace.ANY), Optional.empty());
        List<Integer> statuses = new ArrayList<>();
        for (String name : List.of("ann", "ann", "ann", "ann", "ann", "bob")) {
            statuses.add(status(here, PROXY, "GET /api/v1/status", "X-Forwarded-User: " + name));
        }
        assertThat(statuses.subList(0, 2)).containsOnly(200);
        assertThat(statuses).contains(429);
        assertThat(statuses.getLast()).isEqualTo(200);
    }
}
