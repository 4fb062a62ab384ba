package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A storm that nobody ends: it is over when nothing has fallen into trouble for a while, and what it left is left. */
class StormCalmTest {
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    Path home;

    private static List<JsonNode> pages(Spine spine, String kind) {
        return spine.pages().stream().filter(page -> page.path("kind").asText().equals(kind)).toList();
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj("storm-%02d"::formatted).toList();
    }

    /** All at once, as far as that goes. */
    private static void kill(PrivateEngine engine, List<String> names) {
        String[] call = Stream.concat(Stream.of("inspect", "-f", "{{.State.Pid}}"), names.stream())
                .toArray(String[]::new);
        engine.docker(call)
                .orFail()
                .text()
                .lines()
                .map(pid -> ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow())
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static String pid(PrivateEngine engine, String name) {
        return engine.docker("inspect", "-f", "{{.State.Pid}}", name).orFail().text();
    }

    private static List<String> running(PrivateEngine engine) {
        return engine.docker("ps", "--format", "{{.Names}}").orFail().text().lines().sorted().toList();
    }

    /** @param most so many of those that die may have been healed before it was a storm */
    private void endsByCalm(int all, int die, int most) {
        List<String> names = names(all);
        List<String> dead = names.subList(0, die);
        try (PrivateEngine engine = new PrivateEngine();
                Spine spine = Spine.ready(engine.dockerHost(), home,
                        """
                                storm: {services: 3, percent: 30, image: 10000, calm: 15s}
                                budgets: {rule: {acts: 100}, action: {acts: 100}, host: {acts: 100}}
                                """)) {
            names.forEach(name -> engine.run(name, Map.of("dockmedic.heal", "true"), "sleep", "1000"));
            await().atMost(LONG).until(() -> spine.body("/metrics").contains("name=\"" + names.getLast() + "\""));
            kill(engine, dead);

            await().atMost(LONG).until(() -> !pages(spine, "storm").isEmpty());
            assertThat(pages(spine, "storm").getFirst().path("summary").asText()).isEqualTo(
                    "Nothing is restarted: " + (most + 1) + " of " + all + " services fell into trouble within 5 min");
            await().atMost(LONG).until(() -> !pages(spine, "storm_over").isEmpty());
            JsonNode over = pages(spine, "storm_over").getFirst();
            assertThat(over.at("/storm/ended_by").asText()).isEqualTo("nothing fell into trouble for 15 s");
            assertThat(over.at("/storm/services_count").asInt()).isEqualTo(die);
            List<String> left = new ArrayList<>();
            over.path("held").forEach(one -> left.add(one.path("service").asText()));
            assertThat(left).hasSizeBetween(die - most, die).isSubsetOf(dead);
            // The engine may be at the last of those that were begun yet.
            await().atMost(LONG).untilAsserted(() -> assertThat(running(engine)).hasSize(all - left.size()));
            List<String> runs = running(engine);
            assertThat(runs).doesNotContainAnyElementsOf(left);

            spine.healSomethingElse(engine, "later");
            assertThat(running(engine)).as("what it held up is not acted on").hasSize(runs.size() + 1);
            // Once a person has started it, it is one like any other.
            engine.docker("start", left.getLast()).orFail();
            String pid = pid(engine, left.getLast());
            kill(engine, List.of(left.getLast()));
            await().atMost(LONG).until(() -> !List.of("0", pid).contains(pid(engine, left.getLast())));
            assertThat(pages(spine, "storm")).hasSize(1);
            assertThat(pages(spine, "storm_over")).hasSize(1);
            assertThat(pages(spine, "escalation")).isEmpty();
        }
    }

    @Test
    void whatItHeldUpIsToldAndNotActedOn() {
        endsByCalm(8, 6, 3);
    }

    @Tag("long")
    @Test
    void sixtyOfAHundred() {
        endsByCalm(100, 60, 30);
    }
}
