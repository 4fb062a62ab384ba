package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Risky containers of a real engine in the whole program: metric, HTTP, one incident, no page, and no secret. */
@RealEngine
class AuditTest {
    private static final String SECRET = "hunter2-never-shown";

    private final PrivateEngine engine;
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private Spine spine;
    private Path home;

    AuditTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void start(@TempDir Path folder) {
        logged.start();
        root.addAppender(logged);
        home = folder;
        spine = Spine.ready(engine.dockerHost(), folder, "");
    }

    @AfterEach
    void stop() {
        root.detachAppender(logged);
        spine.close();
    }

    private List<String> metrics(String name) {
        return spine.body("/metrics")
                .lines()
                .filter(line -> line.startsWith("dockmedic_audit_findings{") && line.contains("name=\"" + name + "\""))
                .toList();
    }

    private String command(String... arguments) throws Exception {
        Path config = Files.writeString(home.resolve("other.yml"), "engine: {address: '" + engine.dockerHost() + "'}");
        StringWriter out = new StringWriter();
        CommandLine line = Main.commands().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
        List<String> all = new java.util.ArrayList<>(List.of("audit", "--config", config.toString()));
        all.addAll(List.of(arguments));
        assertThat(line.execute(all.toArray(String[]::new))).as("%s", out).isEqualTo(1);
        return out.toString();
    }

    /** By Traefik, though its owner says that it is to be. */
    private void isNotRouted() {
        engine.run("unrouted", List.of("--label=traefik.enable=true"), "sleep", "1000");
        await().atMost(Spine.SOON)
                .untilAsserted(() -> assertThat(metrics("unrouted"))
                        .anyMatch(line -> line.contains("check=\"traefik-no-rule\"")
                                && line.contains("severity=\"warning\"") && line.endsWith(" 1.0")));
        assertThat(new JsonObject(spine.body("/api/v1/audit")).getJsonObject("data").encode())
                .contains("\"unrouted\"", "traefik-no-rule", "enabled for Traefik, but no router has a rule",
                        "traefik.http.routers.NAME.rule: Host(`app.example.org`)");
    }

    @Test
    void aRiskyContainerShowsEverywhereWithoutItsSecretCallsNobodyAndVanishes() throws Exception {
        engine.run("risky", List.of("--pid=host", "--env=DB_PASSWORD=" + SECRET, "--volume=/run:/host",
                "--label=traefik.http.middlewares.a.basicauth.users=me:$apr1$" + SECRET), "sleep", "1000");
        await().atMost(Spine.SOON).until(() -> !metrics("risky").isEmpty());

        assertThat(metrics("risky"))
                .anyMatch(line -> line.contains("check=\"engine-socket\"") && line.contains("severity=\"critical\"")
                        && line.endsWith(" 1.0"))
                .anyMatch(line -> line.contains("check=\"secret-environment\""))
                .anyMatch(line -> line.contains("check=\"host-pid\""));
        assertThat(spine.body("/api/v1/audit")).contains("\"engine-socket\"", "\"container\" : \"risky\"",
                "\"instead\"");
        isNotRouted();
        assertThat(spine.status("/api/v1/audit?x=y")).isEqualTo(400);
        String host = engine.docker("info", "--format", "{{.Name}}").orFail().text();
        await().atMost(Spine.SOON).until(() -> !spine.incidents(host).isEmpty());
        assertThat(spine.incidents(host)).singleElement()
                .satisfies(incident -> assertThat(incident.at("/labels/severity").asText()).isEqualTo("info"))
                .satisfies(incident -> assertThat(incident.path("state").asText()).isEqualTo("firing"));
        assertThat(spine.pages(host)).isEmpty();

        for (String format : List.of("text", "json", "junit", "sarif")) {
            assertThat(command("--format", format)).contains("engine-socket", "risky", "traefik-no-rule", "unrouted")
                    .doesNotContain(SECRET);
        }
        assertThat(spine.body("/metrics") + spine.body("/api/v1/audit") + spine.body("/api/v1/incidents"))
                .doesNotContain(SECRET);
        assertThat(logged.list).extracting(ILoggingEvent::getFormattedMessage).noneMatch(text -> text.contains(SECRET));
        assertThat(logged.list).noneMatch(event -> String.valueOf(event.getKeyValuePairs()).contains(SECRET));

        engine.docker("rm", "--force", "risky", "unrouted").orFail();
        await().atMost(Spine.SOON).until(() -> metrics("risky").isEmpty() && metrics("unrouted").isEmpty());
        try (var files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as("%s", file)
                        .doesNotContain(SECRET);
            }
        }
    }
}
