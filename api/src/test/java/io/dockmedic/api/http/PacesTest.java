package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.config.Listen;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Grant;
import io.dockmedic.api.security.Pace;
import io.dockmedic.api.security.Paces;
import io.dockmedic.api.security.Scope;
import io.dockmedic.api.security.Token;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who asks too fast is told to wait, and nobody else. */
class PacesTest {
    private static final Paces SLOW = new Paces(new Pace(1, 3), new Pace(1, 2), new Pace(1, 2), Pace.ANY);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final PassingClock clock = new PassingClock();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpClient elsewhere = from("127.0.0.2");
    private String host = "0.0.0.0";
    private int port;

    /** Takes what is sent as fast as things happen. */
    private static final class Busy implements Endpoint {
        @Override
        public Scope scope() {
            return Scope.INGEST;
        }

        @Override
        public boolean busy() {
            return true;
        }

        @Override
        public void mount(Router router, Handler<RoutingContext> mayChange) {
            router.post("/busy").handler(mayChange).handler(context -> Answer.text(context, 200, "taken"));
        }
    }

    private static HttpClient from(String address) {
        return HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(address)).build();
    }

    private void serve(Paces paces, boolean near) throws Exception {
        List<Grant> grants = new ArrayList<>();
        for (String name : List.of("ann", "bob")) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            grants.add(new Grant(name, Set.of(Scope.ADMIN), HexFormat.of().formatHex(hash)));
        }
        Gate gate = new Gate(new Access(Token.at(folder.resolve("token")), grants), Optional.empty(), Optional.empty(),
                Optional.empty(), paces, from -> near, clock, meters);
        HttpStage stage = new HttpStage(new Listen(host, 0), folder.resolve("control.sock"), gate,
                List.of(new HealthyEndpoint(), new StatusEndpoint(JsonObject::new), new Busy(),
                        new ReloadEndpoint(() -> Future.succeededFuture(List.of()))));
        vertx.deployVerticle(stage).await(60, TimeUnit.SECONDS);
        port = stage.port();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        elsewhere.close();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private HttpResponse<String> ask(HttpClient whose, String method, String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return whose.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private int get(HttpClient whose, String path, String token) throws Exception {
        return ask(whose, "GET", path, token).statusCode();
    }

    private List<Integer> times(int many, HttpClient whose, String path, String token) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            statuses.add(get(whose, path, token));
        }
        return statuses;
    }

    private double refused(String reason) {
        return meters.get("dockmedic.http.refused").tag("reason", reason).counter().count();
    }

    @Test
    void eachTokenHasAPaceOfItsOwnWhereverItComesFrom() throws Exception {
        serve(SLOW, false);
        assertThat(times(2, client, "/api/v1/status", "ann")).containsOnly(200);
        assertThat(times(3, elsewhere, "/api/v1/status", "ann")).containsExactly(200, 429, 429);
        HttpResponse<String> refused = ask(client, "GET", "/api/v1/status", "ann");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(new JsonObject(refused.body()).getString("detail")).contains("access.limits.caller");
        assertThat(times(3, client, "/api/v1/status", "bob")).containsOnly(200);
        assertThat(times(2, client, "/-/healthy", "")).containsOnly(200);
        clock.pass(Duration.ofSeconds(2));
        assertThat(times(3, client, "/api/v1/status", "ann")).containsExactly(200, 200, 429);
        assertThat(refused("too_fast")).isEqualTo(4);
    }

    @Test
    void eachAddressWithoutATokenHasAPaceOfItsOwn() throws Exception {
        serve(SLOW, false);
        assertThat(times(4, client, "/api/v1/status", "")).containsExactly(401, 401, 429, 429);
        assertThat(times(3, elsewhere, "/api/v1/status", "")).containsExactly(401, 401, 429);
        assertThat(get(client, "/api/v1/status", "ann")).isEqualTo(200);
        assertThat(refused("too_fast")).isEqualTo(3);
        assertThat(refused("unknown")).isEqualTo(4);
        assertThat(times(20, client, "/-/healthy", "")).as("what is open is in nobody's way").containsOnly(200);
        assertThat(times(20, client, "/-/healthy", "wrong")).containsOnly(200);
        assertThat(get(elsewhere, "/api/v1/status", "wrong")).isEqualTo(429);
        assertThat(refused("too_many_wrong")).isZero();
    }

    @Test
    void whereNobodyNeedsATokenAWrongOneIsNoneForAProxyMayPassOnThePasswordForItself() throws Exception {
        host = "127.0.0.1";
        serve(SLOW, true);
        assertThat(times(20, client, "/api/v1/status", "wrong")).containsOnly(200);
        assertThat(ask(client, "POST", "/-/reload", "wrong").statusCode()).isEqualTo(401);
        assertThat(ask(client, "POST", "/-/reload", "wrong").statusCode()).isEqualTo(401);
        assertThat(ask(client, "POST", "/-/reload", "wrong").statusCode()).isEqualTo(429);
        assertThat(times(3, client, "/api/v1/status", "wrong")).containsOnly(200);
    }

    @Test
    void whoTriesWrongTokensDoesNotSlowDownWhoSignsFromThere() throws Exception {
        serve(new Paces(Pace.ANY, new Pace(1, 3), new Pace(1, 2), new Pace(1, 3)), false);
        assertThat(times(5, client, "/api/v1/status", "wrong")).containsExactly(401, 401, 429, 429, 429);
        assertThat(signed()).as("told only at the end that it is wrong").isEqualTo(401);
    }

    @Test
    void theLogHasOneOfEachReasonAMinuteWithTheAddress() throws Exception {
        serve(SLOW, false);
        try (Heard heard = new Heard(Refused.class)) {
            times(4, client, "/api/v1/status", "");
            String said = "A request was refused; dockmedic_http_refused_total counts how many reason=";
            assertThat(heard.lines())
                    .containsExactly(said + "unknown from=127.0.0.1", said + "too_fast from=127.0.0.1");
            clock.pass(Duration.ofMinutes(1));
            times(2, elsewhere, "/api/v1/status", "");
            assertThat(heard.lines()).hasSize(3).endsWith(said + "unknown from=127.0.0.2");
        }
    }

    @Test
    void whoTriesWrongTokensIsSlowedDownAndWhoHasARightOneFromThereIsNot() throws Exception {
        // Also on this machine: a proxy may be in front.
        serve(SLOW, true);
        assertThat(times(3, client, "/api/v1/status", "wrong")).containsExactly(401, 401, 429);
        HttpResponse<String> slowed = ask(client, "GET", "/api/v1/status", "wronger");
        assertThat(slowed.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(slowed.body()).contains("one wrong token after the other");
        assertThat(times(20, client, "/api/v1/status", "ann")).containsOnly(200);
        assertThat(get(elsewhere, "/api/v1/status", "wrong")).isEqualTo(401);
        clock.pass(Duration.ofSeconds(1));
        assertThat(times(2, client, "/api/v1/status", "wrong")).containsExactly(401, 429);
        assertThat(refused("wrong_token")).isEqualTo(4);
        assertThat(refused("too_many_wrong")).isEqualTo(3);
    }

    @Test
    void onThisMachineAndOverTheControlSocketNobodyIsSlowedDown() throws Exception {
        serve(SLOW, true);
        assertThat(times(20, client, "/-/healthy", "")).containsOnly(200);
        assertThat(times(20, client, "/api/v1/status", "ann")).containsOnly(200);
        var control = vertx.createHttpClient();
        for (int i = 0; i < 20; i++) {
            assertThat(control.request(new RequestOptions()
                    .setServer(SocketAddress.domainSocketAddress(folder.resolve("control.sock").toString()))
                    .setHost("localhost")
                    .setMethod(HttpMethod.POST)
                    .setURI("/-/reload"))
                    .compose(ready -> ready.send())
                    .await(60, TimeUnit.SECONDS)
                    .statusCode()).isEqualTo(200);
        }
    }

    @Test
    void alertsHaveAPaceOfTheirOwnAndAreAnswered503ForAlertmanagerSendsThemAgainThen() throws Exception {
        serve(new Paces(new Pace(1, 1), new Pace(1, 1), Pace.ANY, new Pace(1, 2)), false);
        assertThat(ask(client, "POST", "/busy", "ann").statusCode()).isEqualTo(200);
        assertThat(ask(client, "POST", "/busy", "ann").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = ask(client, "POST", "/busy", "ann");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(get(client, "/api/v1/status", "ann")).isEqualTo(200);
        assertThat(ask(client, "POST", "/busy", "bob").statusCode()).isEqualTo(200);
        // Who shows nothing is nobody's Alertmanager.
        assertThat(ask(elsewhere, "POST", "/busy", "").statusCode()).isEqualTo(401);
        assertThat(ask(elsewhere, "POST", "/busy", "").statusCode()).isEqualTo(429);
    }

    @Test
    void whoSignsAnythingGainsNothingByIt() throws Exception {
        serve(new Paces(Pace.ANY, new Pace(1, 3), new Pace(1, 2), Pace.ANY), false);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            statuses.add(signed());
        }
        assertThat(statuses).containsExactly(401, 401, 401, 401, 401, 503, 503, 503);
        assertThat(ask(client, "POST", "/busy", "ann").statusCode()).isEqualTo(200);
    }

    private int signed() throws Exception {
        HttpRequest signed = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/busy"))
                .headers("webhook-id", "1", "webhook-timestamp", "1", "webhook-signature", "v1,x")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(signed, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    @Test
    void byDefaultAlertsAreTakenAsFastAsTheyCome() throws Exception {
        serve(SLOW, false);
        for (int i = 0; i < 20; i++) {
            assertThat(ask(client, "POST", i % 2 == 0 ? "/busy" : "/busy/", "ann").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatElseIsRefusedIsCountedByItsReason() throws Exception {
        serve(Paces.ANY, true);
        HttpRequest foreign = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/-/reload"))
                .header("Sec-Fetch-Site", "cross-site")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(foreign, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(403);
        assertThat(refused("foreign_page")).isEqualTo(1);
        assertThat(meters.scrape()).contains("dockmedic_http_refused_total{reason=\"scope\"} 0.0");
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7, 192.0.2.7", "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
            "2001:db8:1:2::, 20010db800010002/64", "fe80::1, fe80000000000000/64",
            "::ffff:192.0.2.7, 192.0.2.7"})
    void ofAnAddressOfIpV6TheNetworkCounts(String address, String counted) {
        assertThat(Turnstile.network(SocketAddress.inetSocketAddress(1, address))).isEqualTo(counted);
    }
}
