package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.Finished;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Request;
import io.dockmedic.testkit.SocketProxy.Treatment;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real Compose does something to a service in the middle of its being made anew, between any two of our calls. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InMatrix(value = RecreateOnComposeTest.SHOWN, on = Column.CURRENT)
class RecreateOnComposeTest {
    static final String SHOWN = "Compose in the middle of a container being made anew comes first";
    private static final String BUDGETS = """
            budgets:
              service: {acts: 1000}
              rule: {acts: 1000}
              action: {acts: 1000}
              host: {acts: 1000}
            """;

    private final PrivateEngine engine = new PrivateEngine(Edition.CURRENT);
    private final SocketProxy proxy = new SocketProxy(engine.socket());
    private Spine spine;
    private Path project;
    private int projects;

    @BeforeAll
    void start(@TempDir Path home, @TempDir Path project) throws IOException {
        this.project = project;
        BusyboxImage.in(engine);
        Files.createDirectories(home.resolve("rules.d"));
        Files.writeString(home.resolve("rules.d/anew.yml"), RecreateTest.RULES);
        spine = Spine.ready(proxy.dockerHost(), home, "heal: all\n" + BUDGETS + RecreateTest.SWITCHED_ON);
        Files.writeString(project.resolve("compose.yml"), """
                services:
                  web:
                    image: %s
                    command: [sh, -c, "trap 'exit 0' TERM; while :; do sleep 0.05; done"]
                    network_mode: none
                    restart: unless-stopped
                    healthcheck: {test: "test ! -e /tmp/bad", interval: 1s, retries: 1}
                """.formatted(BusyboxImage.TAG));
    }

    @AfterAll
    void stop() {
        try (engine; proxy) {
            spine.close();
        }
    }

    @BeforeEach
    void up() {
        projects++;
        compose("up", "--detach");
    }

    @AfterEach
    void down() {
        proxy.forgetTreatments();
        compose("down", "--timeout", "1");
    }

    private static Predicate<Request> call(String step) {
        return switch (step) {
            case "create" -> SocketProxy.fitting("POST", "/containers/create");
            case "stop" -> SocketProxy.fitting("POST", "/stop");
            case "rename-old" -> SocketProxy.fitting("POST", "/rename.*dockmedic-old");
            case "rename-new" -> SocketProxy.fitting("POST", "/rename\\?name=[a-z0-9-]+$");
            case "start" -> SocketProxy.fitting("POST", "/start");
            case "remove" -> SocketProxy.fitting("DELETE", "/containers/");
            default -> throw new IllegalArgumentException(step);
        };
    }

    private void inTheMiddle(String step, String... command) {
        proxy.treatNext(call(step), new Treatment.At(step.equals("remove") ? Moment.BEFORE : Moment.ANSWERED,
                () -> compose(command)));
        await().until(
                () -> engine.docker("inspect", "-f", "{{.State.Health.Status}}", container()).text().equals("healthy"));
        engine.docker("exec", container(), "touch", "/tmp/bad").orFail();
        String service = "shop" + projects + "/web/1";
        await().until(() -> Pattern.compile("created anew|taken back|somebody ")
                .matcher(spine.incidents(service).toString())
                .find());
        spine.healSomethingElse(engine, "compose-control" + projects);
    }

    private String container() {
        return "shop" + projects + "-web-1";
    }

    private List<String> all() {
        return engine.docker("ps", "-a", "--format", "{{.Names}} {{.State}}", "--filter",
                "label=com.docker.compose.project=shop" + projects).orFail().text().lines().sorted().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "stop", "rename-old", "rename-new", "start", "remove"})
    void upLeavesOneThatRunsUnderItsName(String step) {
        inTheMiddle(step, "up", "--detach");
        assertThat(all()).containsExactly(container() + " running");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "stop", "rename-new", "start"})
    void downLeavesNone(String step) {
        inTheMiddle(step, "down", "--timeout", "1");
        assertThat(all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "rename-new", "start"})
    void scaleLeavesNothingOfOurs(String step) {
        inTheMiddle(step, "up", "--detach", "--scale", "web=2");
        assertThat(all()).contains(container() + " running").noneMatch(one -> one.contains("dockmedic"));
        compose("up", "--detach", "--scale", "web=2");
        assertThat(all()).containsExactly(container() + " running", "shop" + projects + "-web-2 running");
    }

    private Finished compose(String... arguments) {
        List<String> call = new ArrayList<>(
                List.of("compose", "--project-directory", project.toString(), "--project-name",
                        "shop" + projects, "--progress", "quiet"));
        call.addAll(List.of(arguments));
        return engine.docker(call.toArray(String[]::new)).orFail();
    }
}
