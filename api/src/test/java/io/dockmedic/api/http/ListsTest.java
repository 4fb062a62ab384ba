package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.config.Listen;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Token;
import io.dockmedic.api.trend.Trends;
import io.dockmedic.api.view.IncidentJson;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.api.view.Samples;
import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.remediation.Shipped;
import io.dockmedic.remediation.decide.brake.Groups;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.publish.Remedies;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.Incidents;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.rule.Rule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be picked from lists, in parts, and what has not changed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListsTest {
    private static final Instant AT = Instant.parse("2026-11-01T10:00:00.5Z");
    private static final String RULES = """
            groups:
              - name: g
                rules:
                  - {alert: Zebra, on: container.died, resolve: {on: container.started}}
                  - {alert: ContainerExited, on: container.died, resolve: {on: container.started}}
                  - {alert: Ape, on: container.died, resolve: {on: container.started}}
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final IncidentView view = new IncidentView(() -> Future.succeededFuture(List.of()), meters);
    private final List<Sighting> containers = new CopyOnWriteArrayList<>();
    private List<Rule> rules = List.of();
    private HttpStage stage;

    @BeforeAll
    void serve(@TempDir Path folder) throws Exception {
        rules = ((Loaded.Sound) new RuleLoader(Kinds.standard(), Shipped.catalog())
                .load(List.of(new RuleFile("rules.yml", RULES)))).set().rules();
        IncidentJson json = new IncidentJson(at -> at);
        stage = new HttpStage(new Listen("127.0.0.1", 0), folder.resolve("control.sock"),
                new Access(Token.at(folder.resolve("token")), List.of()), Optional.empty(),
                List.of(new IncidentsEndpoint(view, json, new ManualTime(AT.plusSeconds(3600))),
                        new IncidentEndpoint(view, json, id -> Future.succeededFuture(new JsonObject())),
                        new RemediesEndpoint(view, new ManualTime(AT.plusSeconds(3600))),
                        new ContainersEndpoint(() -> containers, Groups.NONE, new Trends(), new SystemClock()),
                        new RulesEndpoint(() -> rules, view, json)));
        vertx.deployVerticle(view).await(60, TimeUnit.SECONDS);
        vertx.deployVerticle(stage).await(60, TimeUnit.SECONDS);
        for (int number = 1; number <= 5; number++) {
            fires("i" + number, AT.plusSeconds(number / 2));
        }
    }

    @BeforeEach
    void some() {
        containers.clear();
        containers.addAll(List.of(container('b', "shop", "web", true), container('a', "shop", "db", true),
                container('c', "media", "web", false)));
    }

    @AfterAll
    void stop() throws Exception {
        client.close();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private void fires(String id, Instant at) throws Exception {
        Incident as = Samples.incident(id, Incident.State.FIRING);
        new Publisher<IncidentChange>(vertx, Incidents.TOPIC, List.of(IncidentView.SUBSCRIBER), meters)
                .publish(new IncidentChange(IncidentChange.What.FIRED,
                        new Incident(as.id(), as.rule(), as.key(), as.state(), at, at, null, "", as.labels(),
                                as.annotations(), as.evidence(), as.count(), as.readings(), null),
                        RemedyPlan.NONE))
                .await(60, TimeUnit.SECONDS);
    }

    private void decided(RemedyChange remedy) throws Exception {
        new Publisher<RemedyChange>(vertx, Remedies.TOPIC, List.of(IncidentView.SUBSCRIBER), meters)
                .publish(remedy)
                .await(60, TimeUnit.SECONDS);
    }

    private static Attempt attempt(int second, String action, String verdict, String outcome) {
        return new Attempt(AT.plusSeconds(second), action, 1, verdict, "clear", "because: password=hunter2", outcome);
    }

    private static Sighting container(char digit, String project, String service, boolean running) {
        String id = String.valueOf(digit).repeat(64);
        String name = project + "-" + service;
        ContainerState state = new ContainerState(id, name, "web:1", "sha256:1", Map.of(),
                running ? "running" : "exited", running, false, false, running ? 42 : 0, 0, false, "", null, AT,
                running ? null : AT, 0, null, new RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false,
                List.of(), false, List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE);
        return new Sighting(new Container(id, name, "web:1", Map.of(), new Service(project, service, "1"), false),
                state);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stage.port() + path));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonObject data(String path) throws Exception {
        HttpResponse<String> answer = get("/api/v1/" + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getJsonObject("data");
    }

    private static List<String> named(JsonObject data, String list, String name) {
        return data.getJsonArray(list).stream().map(one -> ((JsonObject) one).getString(name)).toList();
    }

    /** All, in parts of two. */
    private List<String> walk(String list, String query, String name, Part between) throws Exception {
        List<String> all = new ArrayList<>();
        String after = "";
        do {
            JsonObject part = data(list + "?limit=2" + query + after);
            all.addAll(named(part, list, name));
            between.happens(all.size());
            after = part.containsKey("next") ? "&after=" + part.getString("next") : "";
            assertThat(all).as("it ends").hasSizeLessThan(20);
        } while (!after.isEmpty());
        return all;
    }

    private interface Part {
        void happens(int seen) throws Exception;
    }

    @Test
    void incidentsComeInPartsEachOnceWhateverComesMeanwhile() throws Exception {
        assertThat(walk("incidents", "&brief=true", "id", seen -> fires("new" + seen, AT.plusSeconds(60 + seen))))
                .as("newest first, two of which began in the same moment")
                .containsExactly("i5", "i4", "i3", "i2", "i1");
        assertThat(data("incidents?since=" + AT.plusSeconds(30)).getInteger("total")).isEqualTo(3);
        assertThat(data("incidents?since=2h").getInteger("total")).isEqualTo(8);
        assertThat(data("incidents?since=59m10s").getInteger("total")).isEqualTo(3);
        assertThat(data("incidents?rule=ContainerExited&service=shop/*").getInteger("total")).isEqualTo(8);
        assertThat(data("incidents?rule=Other").getInteger("total")).isZero();
        assertThat(data("incidents?service=media").getInteger("total")).isZero();
    }

    @Test
    void containersComeInPartsAndByServiceAndStatus() throws Exception {
        assertThat(named(data("containers"), "containers", "service"))
                .containsExactly("media/web/1", "shop/db/1", "shop/web/1");
        assertThat(walk("containers", "", "service",
                seen -> containers.removeIf(one -> one.container().name().equals("shop-db"))))
                .as("one is gone that was told last")
                .containsExactly("media/web/1", "shop/db/1", "shop/web/1");
        assertThat(named(data("containers?service=shop"), "containers", "service")).containsExactly("shop/web/1");
        assertThat(named(data("containers?status=exited"), "containers", "service")).containsExactly("media/web/1");
        assertThat(data("containers?status=exited&status=running").getInteger("total")).isEqualTo(2);
    }

    @Test
    void whatWasDecidedComesInPartsNewestFirst() throws Exception {
        decided(new RemedyChange(AT, "i1", "ContainerExited", "shop/web/1", "escalated", "", List.of(
                attempt(1, "restart", "act", "not healed: it died again"),
                attempt(5, "escalate", "act", "sent to pager")),
                false, true));
        // Two of one moment that look alike.
        decided(new RemedyChange(AT, "i2", "ContainerExited", "shop/web/1", "suppressed", "", List.of(
                attempt(3, "restart", "suppress", ""), attempt(3, "restart", "suppress", "")), false, false));
        assertThat(walk("remedies", "", "at", seen -> {})).containsExactly("2026-11-01T10:00:05.500Z",
                "2026-11-01T10:00:03.500Z", "2026-11-01T10:00:03.500Z", "2026-11-01T10:00:01.500Z");
        assertThat(data("remedies?action=restart&verdict=act").getJsonArray("remedies")).containsExactly(
                new JsonObject().put("at", "2026-11-01T10:00:01.500Z")
                        .put("incident", "i1")
                        .put("rule", "ContainerExited")
                        .put("service", "shop/web/1")
                        .put("action", "restart")
                        .put("number", 1)
                        .put("verdict", "act")
                        .put("reason", "clear")
                        .put("detail", "because: password=[redacted]")
                        .put("outcome", "not healed: it died again")
                        .put("state", "escalated"));
        assertThat(data("remedies?verdict=suppress&verdict=defer").getInteger("total")).isEqualTo(2);
        assertThat(data("remedies?since=59m57s").getInteger("total")).isEqualTo(3);
        assertThat(data("remedies?rule=Other").getInteger("total")).isZero();
        assertThat(data("remedies?service=media").getInteger("total")).isZero();
        assertThat(data("remedies?service=shop").getInteger("total")).isEqualTo(4);
    }

    @Test
    void rulesComeInTheOrderOfTheirFile() throws Exception {
        assertThat(walk("rules", "", "name", seen -> {})).containsExactly("Zebra", "ContainerExited", "Ape");
        assertThat(named(data("rules?open=true"), "rules", "name")).containsExactly("ContainerExited");
        assertThat(named(data("rules?open=false&limit=1"), "rules", "name")).containsExactly("Zebra");
        assertThat(named(data("rules?rule=Ape"), "rules", "name")).containsExactly("Ape");
        JsonObject fired = data("rules?open=true").getJsonArray("rules").getJsonObject(0);
        assertThat(fired.getJsonArray("recent")).as("not all of them").hasSize(5);
        assertThat(fired.getJsonArray("recent").getJsonObject(0)).isEqualTo(fired.getJsonObject("last"));
        assertThat(data("rules?rule=Ape").getJsonArray("rules").getJsonObject(0).containsKey("recent")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "incidents?since=yesterday | since is a time such as 2026-11-01T10:00:00Z, or how long ago: 90s, 2h, 7d",
            "remedies?verdict=acted | verdict is one of act, defer, suppress",
            "incidents?rule= | rule is a text of 1 to 500 characters",
            "incidents?rule=a&rule=b | rule may be given once",
            "incidents?after=!! | after is what the answer before had as next",
            "incidents?after=AAAA | after is what the answer before had as next",
            "containers?after=R29uZQ | after is what the answer before had as next",
            "incidents?brief=yes | brief is one of true, false",
            "incidents?limit=1001 | limit is a number from 1 to 1000",
            "containers?status=dead&status=gone | status is one of created, running, paused, restarting, removing, exited",
            "containers?limit=0 | limit is a number from 1 to 10000",
            "containers?x=1 | unknown parameter x; there are after, limit, service, status",
            "rules?open=1 | open is one of true, false",
            "rules?after=R29uZQ | after: that rule does not run any more; begin again without it"})
    void whatCannotBeAskedForIsRefusedWithWhatToWrite(String path, String detail) throws Exception {
        HttpResponse<String> answer = get("/api/v1/" + path);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(new JsonObject(answer.body()).getString("detail")).startsWith(detail);
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/containers", "/api/v1/rules", "/api/v1/incidents?rule=ContainerExited&limit=1",
            "/api/v1/incidents/i1"})
    void whoHasItAlreadyIsToldThatItHasNotChanged(String path) throws Exception {
        HttpResponse<String> first = get(path);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).startsWith("W/\"");
        for (String shown : List.of(tag, tag.substring(2), "\"other\", " + tag, "*")) {
            HttpResponse<String> same = get(path, "If-None-Match", shown);
            assertThat(same.statusCode()).as(shown).isEqualTo(304);
            assertThat(same.body()).isEmpty();
            assertThat(same.headers().firstValue("ETag")).hasValue(tag);
        }
        HttpResponse<String> other = get(path, "If-None-Match", "W/\"other\"");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isEqualTo(first.body());
    }

    @Test
    void whatHasChangedIsToldAnew() throws Exception {
        String tag = get("/api/v1/containers").headers().firstValue("ETag").orElseThrow();
        containers.add(container('d', "new", "one", true));
        HttpResponse<String> changed = get("/api/v1/containers", "If-None-Match", tag);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).isPresent().get().isNotEqualTo(tag);
    }
}
