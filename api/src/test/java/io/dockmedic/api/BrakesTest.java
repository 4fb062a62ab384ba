package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.api.schema.Documented;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A storm on a real engine, and people who hold the whole program back by command line, HTTP and file. */
@RealEngine
class BrakesTest {
    private static final Map<String, String> CONSENT = Map.of("dockmedic.heal", "true");

    @TempDir
    Path home;

    private final PrivateEngine engine;
    private final StringWriter out = new StringWriter();
    private Spine spine;

    BrakesTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void stop() {
        spine.close();
    }

    @BeforeEach
    void start() {
        spine = Spine.ready(engine.dockerHost(), home, "storm: {services: 5, image: 10000}");
        BusyboxImage.in(engine);
    }

    /** What the command says; it must end with {@code code}. */
    private String command(int code, String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine line = Main.commands().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("--config", home.resolve("dockmedic.yml").toString()));
        assertThat(line.execute(all.toArray(String[]::new))).as("%s", out).isEqualTo(code);
        return out.toString();
    }

    private HttpResponse<String> post(String path, String body, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + spine.port() + path))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(Documented.SHIPPED.answer("POST", path, answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(""), answer.body())).as(answer.body()).isEmpty();
        return answer;
    }

    /** Who had it last longer and who ended it, by the journal. */
    private String kept(String id) throws SQLException {
        try (Connection journal = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/journal.db"));
                PreparedStatement asked = journal.prepareStatement(
                        "SELECT extended_by || ' ' || ended_by FROM remediation_switches WHERE id = ?")) {
            asked.setString(1, id);
            try (ResultSet row = asked.executeQuery()) {
                return row.getString(1);
            }
        }
    }

    private List<JsonNode> pagesOf(String kind) {
        return spine.pages().stream().filter(page -> page.path("kind").asText().equals(kind)).toList();
    }

    private void run(String name) {
        engine.run(name, CONSENT, "sleep", "1000");
    }

    private long running(List<String> names) {
        return names.stream().filter(name -> Spine.status(engine, name).equals("running")).count();
    }

    /** A fault of a container of its own is healed. */
    private void startsAgain(String name) {
        run(name);
        Spine.kill9(engine, name);
        await().atMost(Spine.SOON).until(() -> Spine.restarts(engine, name) == 1);
    }

    @Test
    void manyThatDieAtOnceAreLeftAloneAndToldOfAsOneUntilAPersonSaysSo() {
        List<String> names = List.of("a1", "b1", "c1", "d1", "e1", "f1", "g1", "h1");
        names.forEach(this::run);
        await().atMost(Spine.SOON).until(() -> spine.body("/metrics").contains("name=\"h1\""));
        String pids = engine.docker("inspect", "-f", "{{.State.Pid}}", "a1", "b1", "c1", "d1", "e1",
                "f1", "g1", "h1")
                .orFail()
                .text();
        pids.lines().forEach(pid -> ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow().destroyForcibly());

        await().atMost(Spine.SOON).until(() -> !pagesOf("storm").isEmpty());
        JsonNode page = pagesOf("storm").getFirst();
        assertThat(page.path("summary").asText()).contains("6 of ", " services fell into trouble within 5 min");
        assertThat(page.path("held").size()).isBetween(3, 8);
        assertThat(page.path("held").toString()).contains("exited with 137");
        assertThat(running(names)).isLessThanOrEqualTo(5);
        assertThat(spine.body("/-/ready")).contains("services fell into trouble").contains("dockmedic resume");
        assertThat(command(0, "silence", "--list")).contains("storm brake: 6 of ");

        assertThat(command(0, "resume")).contains("Storm brake released: 6 of ");
        await().atMost(Spine.SOON).until(() -> !pagesOf("storm_over").isEmpty());
        assertThat(pagesOf("storm_over").getFirst().path("held").size()).isBetween(3, 8);
        startsAgain("later");
        assertThat(pagesOf("storm")).hasSize(1);
        assertThat(pagesOf("escalation")).isEmpty();
        assertThat(running(names)).isLessThanOrEqualTo(5);
    }

    private void machinesReadTheSame() {
        assertThat(new JsonObject(command(0, "pause", "--json", "--for", "1h")).getString("kind")).isEqualTo("pause");
        String id = new JsonObject(command(0, "silence", "--json", "nobody")).getString("id");
        assertThat(new JsonObject(command(0, "silence", "--json", "--list")).getJsonArray("switches")).hasSize(2);
        assertThat(new JsonObject(command(0, "silence", "--json", "--end", id)).getString("services"))
                .isEqualTo("nobody");
        JsonObject ended = new JsonObject(command(0, "resume", "--json"));
        assertThat(ended.getJsonArray("switches")).hasSize(1);
        assertThat(ended.getJsonArray("storms")).isEmpty();
        assertThat(ended.getValue("pauseFile", "none")).isNull();
        assertThat(command(2, "silence", "--json", "--while", "--", "true")).contains("--json has no place there");
    }

    @Test
    void peopleHoldItBackByCommandLineHttpAndFile() throws Exception {
        assertThat(command(0, "pause", "--for", "1h", "--reason", "moving racks")).startsWith("Paused until ");
        run("paused");
        Spine.kill9(engine, "paused");
        assertThat(spine.page("paused").path("attempts").toString()).contains("\"paused\"", "moving racks");
        assertThat(Spine.status(engine, "paused")).isEqualTo("exited");
        assertThat(command(0, "resume")).contains("Ended: ", "moving racks");
        assertThat(command(0, "resume")).contains("Nothing was paused.");
        assertThat(new JsonArray(command(0, "incidents", "--json", "--all", "--service", "pa*", "--rule",
                "ContainerExitedWithError", "--since", "1h"))).hasSize(1);
        assertThat(new JsonArray(command(0, "incidents", "--json", "--all", "--service", "other"))).isEmpty();
        assertThat(command(1, "incidents", "--since", "yesterday")).contains("since is a time such as");
        machinesReadTheSame();

        assertThat(post("/api/v1/pause", "", "wrong").statusCode()).isEqualTo(401);
        String token = Files.readString(home.resolve("data/token")).strip();
        assertThat(post("/api/v1/pause", "{\"colour\": 1}", token).body()).contains("unknown field colour");
        assertThat(post("/api/v1/pause", "{\"for\": \"soon\"}", token).body()).contains("for is a duration");
        assertThat(post("/api/v1/silences", "{}", token).statusCode()).isEqualTo(400);
        assertThat(post("/api/v1/silences/00000000", "{\"for\": \"1h\"}", token).statusCode()).isEqualTo(404);
        HttpResponse<String> silenced = post("/api/v1/silences",
                "{\"services\": \"qui*\", \"for\": \"1h\", \"by\": \"ann\"}", token);
        assertThat(silenced.statusCode()).as(silenced.body()).isEqualTo(200);
        assertThat(spine.body("/api/v1/brakes")).contains("\"qui*\"", "\"owner (says ann)\"");
        assertThat(spine.body("/metrics")).contains("dockmedic_brakes{kind=\"silence\"} 1.0");
        run("quiet");
        Spine.kill9(engine, "quiet");
        spine.incident("quiet", "ContainerExitedWithError", "waiting");
        String id = command(0, "silence", "--list").substring(0, 8);
        assertThat(post("/api/v1/silences/" + id, "{\"for\": \"2h\", \"by\": \"bob\"}", token).statusCode())
                .isEqualTo(200);
        assertThat(command(0, "silence", "--end", id)).contains("Ended: " + id);
        assertThat(kept(id)).isEqualTo("owner (says bob) " + System.getProperty("user.name"));
        await().atMost(Spine.SOON).until(() -> Spine.status(engine, "quiet").equals("running"));
        assertThat(spine.pages("quiet")).isEmpty();

        assertThat(command(0, "silence", "quiet", "--for", "10m")).contains("silence of quiet, until ");
        assertThat(command(3, "silence", "--while", "--services", "other", "--", "sh", "-c", "exit 3")).isEmpty();
        assertThat(command(127, "silence", "--while", "--services", "other", "--", "/nowhere/at-all"))
                .contains("/nowhere/at-all");
        assertThat(command(0, "silence", "--list")).contains("silence of quiet").doesNotContain("other");
        assertThat(command(2, "silence")).contains("silence SERVICE");

        Path file = Files.writeString(home.resolve("data/pause"), "the API is down");
        assertThat(command(1, "resume")).contains("Still paused by the file " + file + ": the API is down");
        run("filed");
        Spine.kill9(engine, "filed");
        assertThat(spine.page("filed").path("attempts").toString()).contains("\"paused\"", "the API is down");
        assertThat(Spine.status(engine, "filed")).isEqualTo("exited");
        Files.delete(file);
        startsAgain("last");
    }
}
