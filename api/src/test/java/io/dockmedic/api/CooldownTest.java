package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After an act on a service the next one on it waits until the cooldown is over. */
@RealEngine
class CooldownTest {
    private static final String DIED = "ContainerExitedWithError";

    @TempDir
    Path home;

    private final PrivateEngine engine;

    CooldownTest(PrivateEngine engine) {
        this.engine = engine;
    }

    private void dies(String name) {
        engine.run(name, Map.of("dockmedic.heal", "true"), "sleep", "1000");
        Spine.kill9(engine, name);
        await().atMost(Spine.SOON).until(() -> Spine.restarts(engine, name) == 1);
    }

    /** Dies, is restarted, dies again, and is put off. */
    private JsonNode diesTwice(Spine spine, String name) {
        dies(name);
        Spine.kill9(engine, name);
        await(name).atMost(Spine.SOON)
                .until(() -> spine.incidents(name).toString().contains("\"cooldown\""));
        return spine.incident(name, DIED, "waiting");
    }

    private static List<JsonNode> acts(JsonNode incident) {
        return StreamSupport.stream(incident.at("/remedy/attempts").spliterator(), false)
                .filter(one -> one.path("verdict").asText().equals("act"))
                .toList();
    }

    private static Instant at(JsonNode attempt) {
        return Instant.parse(attempt.path("at").asText());
    }

    @Test
    void whatDiesAgainWithinItIsLeftDownWhileOthersAreHealed() {
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "cooldown: 30m")) {
            JsonNode waits = diesTwice(spine, "cools-down");
            assertThat(acts(waits)).hasSize(1);
            assertThat(waits.at("/remedy/attempts").toString()).contains("the last act on it was at ");
            dies("needs-no-cooling");
            assertThat(Spine.status(engine, "cools-down")).isEqualTo("exited");
            assertThat(Spine.restarts(engine, "cools-down")).isOne();
            assertThat(spine.pages("cools-down")).isEmpty();
        }
    }

    @Tag("long")
    @Test
    void onceItIsOverItIsHealed() {
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "cooldown: 40s")) {
            diesTwice(spine, "has-cooled");
            List<JsonNode> acts = acts(spine.incident("has-cooled", DIED, "healed"));
            assertThat(acts).hasSize(2);
            assertThat(Duration.between(at(acts.getFirst()), at(acts.getLast())))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(40));
            assertThat(Spine.restarts(engine, "has-cooled")).isEqualTo(2);
            assertThat(spine.pages("has-cooled")).isEmpty();
        }
    }
}
