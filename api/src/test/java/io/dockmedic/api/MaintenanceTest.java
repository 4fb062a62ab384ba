package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dies in a maintenance window is left alone and nobody is told; once it has closed, it is healed. */
@RealEngine
class MaintenanceTest {
    private static final Map<String, String> CONSENT = Map.of("dockmedic.heal", "true");
    private static final String DIED = "ContainerExitedWithError";

    @TempDir
    Path home;

    private final PrivateEngine engine;

    MaintenanceTest(PrivateEngine engine) {
        this.engine = engine;
    }

    /** Dies, and is put off for the window. */
    private JsonNode putOff(Spine spine, String name) {
        engine.run(name, CONSENT, "sleep", "1000");
        Spine.kill9(engine, name);
        JsonNode waits = spine.incident(name, DIED, "waiting");
        assertThat(waits.at("/remedy/attempts")).singleElement().satisfies(only -> {
            assertThat(only.path("verdict").asText()).isEqualTo("defer");
            assertThat(only.path("reason").asText()).isEqualTo("maintenance");
            assertThat(only.path("detail").asText()).startsWith("maintenance window works is open until ");
        });
        return waits;
    }

    @Test
    void whatDiesInItStaysDownWhileOthersAreHealed() {
        try (Spine spine = Spine.ready(engine.dockerHost(), home, """
                maintenance: [{name: works, from: "00:00", to: "00:00", services: ["in-works*"]}]
                """)) {
            putOff(spine, "in-works");
            engine.run("out-of-works", CONSENT, "sleep", "1000");
            Spine.kill9(engine, "out-of-works");
            await().atMost(Spine.SOON).until(() -> Spine.restarts(engine, "out-of-works") == 1);
            assertThat(Spine.status(engine, "in-works")).isEqualTo("exited");
            assertThat(Spine.restarts(engine, "in-works")).isZero();
            assertThat(spine.incidents("in-works").toString()).contains("\"waiting\"");
            assertThat(spine.body("/api/v1/brakes")).contains("maintenance window works is open until ");
            assertThat(spine.pages("in-works")).isEmpty();
        }
    }

    /** Such a zone that there it is noon at that time. */
    private static ZoneOffset noon(Instant at) {
        return ZoneOffset.ofTotalSeconds(
                LocalTime.NOON.toSecondOfDay() - at.atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay());
    }

    @Tag("long")
    @Test
    void whatIsStillDownWhenItClosesIsHealedThenAndNotBefore() {
        // For so long it may take to start, and to see a death.
        Instant closes = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofMinutes(1));
        try (Spine spine = Spine.ready(engine.dockerHost(), home, """
                maintenance: [{name: works, from: "11:00", to: "12:00", zone: "%s"}]
                """.formatted(noon(closes)))) {
            assertThat(putOff(spine, "till-noon").toString()).contains("open until " + closes);
            JsonNode healed = spine.incident("till-noon", DIED, "healed");
            assertThat(healed.at("/remedy/attempts")).extracting(one -> one.path("reason").asText())
                    .containsExactly("maintenance", "clear");
            assertThat(Instant.parse(Spine.startedAt(engine, "till-noon"))).isAfterOrEqualTo(closes);
            assertThat(Spine.restarts(engine, "till-noon")).isOne();
            assertThat(spine.pages("till-noon")).isEmpty();
        }
    }
}
