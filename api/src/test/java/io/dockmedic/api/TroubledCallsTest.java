package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that the engine does not answer, or during which a person does something, by the whole program on a real engine. */
@RealEngine
@Tag("long")
class TroubledCallsTest {
    /** It gets healthy in its first run alone. */
    private static final String HUPS = "trap 'echo hup >> /hups' HUP; rm -f /ready; test -e /ran || touch /ran /ready;"
            + " while :; do sleep 60 & wait; done";

    @TempDir
    Path home;

    private final PrivateEngine engine;
    private final SocketProxy proxy;
    private final List<String> made = new ArrayList<>();

    TroubledCallsTest(PrivateEngine engine) {
        this.engine = engine;
        this.proxy = new SocketProxy(engine.socket());
    }

    @BeforeEach
    void rules() throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("rules.d")).resolve("calls.yml"), """
                groups:
                  - name: calls
                    rules:
                %s%s%s%s%s
                """.formatted(
                rule("nine", "{action: kill, verify: {stopped: 1s, within: 60s}}"),
                rule("stop", "{action: stop, verify: {stopped: 1s, within: 60s}}"),
                rule("pause", "{action: pause, verify: {paused: 1s, within: 60s}}"),
                rule("hup", "{action: kill, with: {signal: HUP}, attempts: [0s, 1s, 1s], verify: {running: 1s,"
                        + " within: 60s}}"),
                rule("mem", "{action: limits, with: {memory: 2x, ceiling: 96MiB, calm: 10s}, verify: {running: 1s,"
                        + " within: 30s}}")));
    }

    private static String rule(String name, String step) {
        return """
                      - alert: Wants_%1$s
                        on: container.health
                        when: event.service.startsWith('trb-%1$s-') && event.status == 'healthy'
                        by: [event.service]
                        resolve: {on: container.removed}
                        annotations: {summary: "{{ event.service }}"}
                        remedy: [%2$s, {action: escalate}]
                """.formatted(name, step);
    }

    private Spine spine() {
        return Spine.ready(proxy.dockerHost(), home, """
                actions: {careful: [limits]}
                approvals: [{name: tests, actions: [kill, stop, pause], services: ["trb-*"]}]
                """);
    }

    @AfterEach
    void close() {
        proxy.release();
        proxy.close();
        made.forEach(name -> engine.docker("rm", "--force", name));
    }

    /** It is seen for the first time when it is started. */
    private void made(String name, String... options) {
        made.add(name);
        List<String> create = new ArrayList<>(List.of("create", "--network=none", "--name", name,
                "--label=dockmedic.heal=true", "--stop-timeout=1", "--health-cmd=test -e /ready",
                "--health-interval=1s", "--health-retries=1000"));
        create.addAll(List.of(options));
        create.addAll(List.of(BusyboxImage.in(engine), "sh", "-c", HUPS));
        engine.docker(create.toArray(String[]::new)).orFail();
    }

    private Predicate<SocketProxy.Request> call(String name, String what) {
        return SocketProxy.fitting("POST", path(name, what));
    }

    private String path(String name, String what) {
        return "/containers/" + inspect("{{.Id}}", name) + "/" + what;
    }

    private String inspect(String format, String name) {
        return engine.docker("inspect", "-f", format, name).orFail().text();
    }

    private static String rule(String name) {
        return "Wants_" + name.split("-", -1)[1];
    }

    private void person(String... does) {
        engine.docker(does).orFail();
    }

    /** What is done to it, by its name. */
    private static String what(String name) {
        String kind = name.split("-", -1)[1];
        return kind.equals("stop") || kind.equals("pause") ? kind : "kill";
    }

    @Test
    void whatTakesDownIsDoneOnceWhateverIsAnsweredAndAPersonUndoesIt() {
        List<String> down = List.of("trb-nine-done", "trb-nine-lost", "trb-nine-held", "trb-stop-lost", "trb-stop-held",
                "trb-pause-lost", "trb-pause-held");
        down.forEach(this::made);
        made("trb-hup-lost");
        for (String name : made) {
            if (!name.endsWith("-done")) {
                proxy.treat(call(name, what(name)), name.endsWith("-lost")
                        ? new Treatment.LoseAnswer()
                        : new Treatment.HoldAnswer());
            }
        }
        try (Spine spine = spine()) {
            made.forEach(name -> person("start", name));
            for (String name : down) {
                assertThat(spine.page(name).path("attempts").toString()).as(name).contains("contained");
                assertThat(inspect("{{.State.Status}}", name)).as(name)
                        .isEqualTo(what(name).equals("pause") ? "paused" : "exited");
            }
            JsonNode page = spine.page("trb-hup-lost");
            assertThat(page.path("acts").toString()).as("nobody can see whether it came").contains("\"unknown\"");
            assertThat(engine.docker("exec", "trb-hup-lost", "cat", "/hups").orFail().text()).isEqualTo("hup");

            down.forEach(name -> person(what(name).equals("pause") ? "unpause" : "start", name));
            spine.healSomethingElse(engine, "trb-other");
            made.add("trb-other");
            for (String name : made) {
                assertThat(inspect("{{.State.Status}}", name)).as("%s %s", name, spine.incidents(name))
                        .isEqualTo("running");
            }
        }
        made.stream()
                .filter(name -> !name.equals("trb-other"))
                .forEach(
                        name -> assertThat(proxy.count("POST", path(name, what(name)))).as(name).isOne());
    }

    private long mebibytes(String name) {
        return Long.parseLong(inspect("{{.HostConfig.Memory}}", name)) >> 20;
    }

    /** Before our call, which is lost then, it is decided anew from what they set; after it, theirs stays. */
    @Test
    void aPersonSetsTheLimitWhileItIsRaised() {
        for (Moment moment : List.of(Moment.BEFORE, Moment.DURING, Moment.ANSWERED)) {
            String name = "trb-mem-" + moment.name().toLowerCase(Locale.ROOT);
            made(name, "--memory=32m", "--memory-swap=64m");
            proxy.treatNext(call(name, "update"), new Treatment.At(moment,
                    () -> person("update", "--memory=80m", "--memory-swap=160m", name)));
        }
        try (Spine spine = spine()) {
            made.forEach(name -> person("start", name));
            for (String name : made) {
                await(name).atMost(Spine.SOON)
                        .until(() -> spine.incidents(name)
                                .stream()
                                .anyMatch(one -> one.path("rule").asText().equals(rule(name))
                                        && List.of("healed", "escalated").contains(one.at("/remedy/state").asText())));
                assertThat(mebibytes(name)).as("%s: %s", name, spine.incidents(name)).isIn(80L, 96L);
            }
            // Longer than what is raised has to be calm.
            spine.healSomethingElse(engine, "trb-later");
            made.add("trb-later");
            assertThat(mebibytes("trb-mem-during")).isEqualTo(80);
            assertThat(mebibytes("trb-mem-answered")).isEqualTo(80);
        }
    }
}
