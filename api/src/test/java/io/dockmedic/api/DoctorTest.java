package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SocketProxy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code dockmedic doctor} on a real engine: before anything ran, beside an instance, behind a proxy, without an engine. */
@RealEngine
class DoctorTest {
    private static final String SECRET = "hunter2-never-shown";
    private static final List<String> PROBE = List.of("--health-cmd=true", "--health-interval=1s");

    private final PrivateEngine engine;

    @TempDir
    Path home;

    DoctorTest(PrivateEngine engine) {
        this.engine = engine;
    }

    private static String doctor(Path config, int code, String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commands().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        List<String> all = new ArrayList<>(List.of("doctor", "--config", config.toString()));
        all.addAll(List.of(arguments));
        assertThat(line.execute(all.toArray(String[]::new))).as("%s", out).isEqualTo(code);
        return out.toString();
    }

    private Path config(String dockerHost) throws IOException {
        return Files.writeString(home.resolve("dockmedic.yml"), """
                engine: {address: "%s"}
                listen: 127.0.0.1:0
                data_directory: data
                runtime_directory: run
                """.formatted(dockerHost));
    }

    private static List<JsonObject> findings(String json, String check) {
        JsonArray checks = new JsonObject(json).getJsonArray("checks");
        return checks.stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("check").equals(check))
                .flatMap(one -> one.getJsonArray("findings").stream())
                .map(JsonObject.class::cast)
                .toList();
    }

    private void containers() {
        BusyboxImage.in(engine);
        engine.docker("tag", BusyboxImage.TAG, "willfarrell/autoheal:test").orFail();
        engine.run("doctor-web", Stream.concat(Stream.of("--label=dockmedic.heal=true"), PROBE.stream()).toList(),
                "sleep",
                "1000");
        engine.run("doctor-db", List.of("--env=DB_PASSWORD=" + SECRET, "--label=some.token=" + SECRET), "sleep",
                "1000");
        engine.run("doctor-job", List.of("--rm"), "sleep", "1000");
        engine.docker("run", "--detach", "--network", "none", "--name", "doctor-healer", "willfarrell/autoheal:test")
                .orFail();
    }

    @Test
    void whatThereIsIsSaidBeforeAnythingRanAndNothingIsChangedOrWritten() throws IOException {
        containers();
        Path config = config(engine.dockerHost());
        await().atMost(Spine.SOON)
                .untilAsserted(() -> assertThat(doctor(config, 0, "--all"))
                        .contains("answers at " + engine.dockerHost(), "it is Docker",
                                "no instance runs with this configuration", "no receiver is set",
                                "doctor-healer: it is docker-autoheal", "docker stop doctor-healer",
                                "doctor-web: restarted when it ends with an error; restarted when unhealthy",
                                "doctor-job: left alone: the container is a job")
                        .containsPattern("doctor-db[^:]*: left alone: the container has no label")
                        .doesNotContain(SECRET)
                        .doesNotContain("\u001b"));
        assertThat(doctor(config, 0)).doesNotContain("doctor-web:", "doctor-job:").doesNotContain(SECRET);
        await().atMost(Spine.SOON).untilAsserted(() -> json(doctor(config, 0, "--json")));
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).containsExactly(config);
        }

        besideAnInstance();
    }

    private static void json(String json) {
        assertThat(json).doesNotContain(SECRET);
        assertThat(findings(json, "control_groups").getFirst().getString("what"))
                .contains("running containers are readable");
        assertThat(findings(json, "containers")).filteredOn(one -> one.getString("subject").equals("doctor-db"))
                .singleElement()
                .satisfies(one -> assertThat(one.getString("level")).isEqualTo("loses"))
                .satisfies(one -> assertThat(one.getJsonArray("todo").getString(0)).contains("dockmedic.heal"));
        assertThat(new JsonObject(json).getJsonObject("counts").getInteger("unknown")).as(json).isZero();
    }

    private void besideAnInstance() throws IOException {
        Path other = Files.createDirectory(home.resolve("serving"));
        try (Spine spine = Spine.ready(engine.dockerHost(), other, "")) {
            Path config = other.resolve("dockmedic.yml");
            await().atMost(Spine.SOON)
                    .untilAsserted(() -> assertThat(doctor(config, 0)).contains("an instance runs and is ready",
                            "a Dockmedic acts on this engine, process "));
            assertThat(spine.status("/-/ready")).isEqualTo(200);
        }
    }

    @Test
    void behindAProxyWhatIsDeniedIsSaidAndOnlyCallsThatLookAreMade() throws IOException {
        try (SocketProxy proxy = new SocketProxy(engine.socket())) {
            Path config = config(proxy.dockerHost());
            await().atMost(Spine.SOON)
                    .untilAsserted(() -> assertThat(findings(doctor(config, 0, "--json"), "engine_calls"))
                            .extracting(one -> one.getString("level"))
                            .containsExactly("ok"));
            assertThat(proxy.count("GET", "/system/df")).as("slow, and nothing is denied").isZero();

            proxy.treat(SocketProxy.fitting("GET", "/(events|images/|exec/|system/df)"),
                    new SocketProxy.Treatment.Answer(403, "{\"message\": \"Forbidden\"}"));
            proxy.treat(SocketProxy.fitting("GET", "/containers/[^/]+/logs"),
                    new SocketProxy.Treatment.Answer(403, "Forbidden"));
            await().atMost(Spine.SOON)
                    .untilAsserted(() -> assertThat(findings(doctor(config, 1, "--json"), "engine_calls"))
                            .extracting(one -> one.getString("subject"))
                            .containsExactly("GET /events", "GET /containers/ID/logs", "GET /images/NAME/json",
                                    "GET /images/json",
                                    "GET /exec/ID/json",
                                    "GET /system/df", ""));
            assertThat(proxy.requests()).isNotEmpty().allMatch(request -> request.method().equals("GET"));
        }
    }

    @Test
    void withoutAnEngineOrWithABadConfigurationTheRestIsSaid() throws IOException {
        String page = doctor(config("unix://" + home.resolve("none.sock")), 1);
        assertThat(page).contains("there is no " + home.resolve("none.sock"), "Who else heals",
                "containers: could not be looked at: the engine does not answer", "shipped rules");

        Path bad = Files.writeString(home.resolve("dockmedic.yml"), "heel: all\nengine: {address: '"
                + engine.dockerHost() + "'}\n");
        assertThat(doctor(bad, 1)).contains("unknown setting heel (did you mean heal?)", "What would be healed");
        assertThat(doctor(bad, 2, "--no-such-option")).contains("Unknown option");
    }
}
