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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A service of the real Compose is made anew by the whole program, and somebody does something to it with Compose in the middle. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ComposeMeanwhile {
    private static final String BUDGETS = """
            budgets:
              service: {acts: 1000}
              rule: {acts: 1000}
              action: {acts: 1000}
              host: {acts: 1000}
            """;

    final PrivateEngine engine = new PrivateEngine(Edition.CURRENT);
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
        spine = Spine.ready(proxy.dockerHost(), home, "heal: all\n" + BUDGETS + RecreateTest.SWITCHED_ON
                + more(proxy.dockerHost()));
        Files.writeString(project.resolve("compose.yml"), """
                services:
                  web:
                    image: %s
                    command: [sh, -c, "trap 'exit 0' TERM; while :; do sleep 60 & wait; done"]
                    %s
                    restart: unless-stopped
                    healthcheck: {test: "test ! -e /tmp/bad", interval: 1s, retries: 1}
                %s
                """.formatted(BusyboxImage.TAG, networks(), besideServices()));
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

    /** More of the program's settings. */
    String more(String dockerHost) {
        return "";
    }

    /** On which networks the service is. */
    String networks() {
        return "network_mode: none";
    }

    /** What else is in Compose's file. */
    String besideServices() {
        return "";
    }

    private Predicate<Request> call(String step) {
        return switch (step) {
            case "create" -> SocketProxy.fitting("POST", "/containers/create");
            case "stop" -> SocketProxy.fitting("POST", "/stop");
            case "rename-old" -> SocketProxy.fitting("POST", "/rename.*dockmedic-old");
            case "rename-new" -> SocketProxy.fitting("POST", "/rename\\?name=[a-z0-9-]+$");
            case "start" -> SocketProxy.fitting("POST", "/start");
            case "connect" -> SocketProxy.fitting("POST", "/networks/[^/]+/connect");
            case "update" -> SocketProxy.fitting("POST", "/containers/" + id() + "/update");
            case "update-new" -> SocketProxy.fitting("POST", "/containers/(?!" + id() + ")[^/]+/update");
            case "remove" -> SocketProxy.fitting("DELETE", "/containers/");
            default -> throw new IllegalArgumentException(step);
        };
    }

    final void inTheMiddle(String step, String... command) {
        AtomicBoolean came = new AtomicBoolean();
        proxy.treatNext(call(step), new Treatment.At(step.equals("remove") ? Moment.BEFORE : Moment.ANSWERED, () -> {
            came.set(true);
            compose(command);
        }));
        await().until(
                () -> engine.docker("inspect", "-f", "{{.State.Health.Status}}", container()).text().equals("healthy"));
        engine.docker("exec", container(), "touch", "/tmp/bad").orFail();
        String service = "shop" + projects + "/web/1";
        await().until(() -> Pattern.compile("created anew|taken back|somebody ")
                .matcher(spine.incidents(service).toString())
                .find());
        spine.healSomethingElse(engine, "compose-control" + projects);
        assertThat(came).as("there was such a step").isTrue();
    }

    /** What a person is told of the service. */
    final String page() {
        return spine.page("shop" + projects + "/web/1").toString();
    }

    private String id() {
        return engine.docker("inspect", "-f", "{{.Id}}", container()).orFail().text();
    }

    final String container() {
        return container(1);
    }

    final String container(int number) {
        return "shop" + projects + "-web-" + number;
    }

    final List<String> all() {
        return engine.docker("ps", "-a", "--format", "{{.Names}} {{.State}}", "--filter",
                "label=com.docker.compose.project=shop" + projects).orFail().text().lines().sorted().toList();
    }

    final Finished compose(String... arguments) {
        List<String> call = new ArrayList<>(
                List.of("compose", "--project-directory", project.toString(), "--project-name",
                        "shop" + projects, "--progress", "quiet"));
        call.addAll(List.of(arguments));
        return engine.docker(call.toArray(String[]::new)).orFail();
    }
}
