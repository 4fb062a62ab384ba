package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an owner says of a group holds for its members, on a real engine, and for nobody else. */
@RealEngine
class GroupsTest {
    private static final String SETTINGS = """
            groups:
              - {name: storage, tier: gold, labels: {com.example.team: "stor*"}, budget: {acts: 1}}
            """;

    @TempDir
    Path home;

    private final PrivateEngine engine;

    GroupsTest(PrivateEngine engine) {
        this.engine = engine;
    }

    private static List<String> reasons(Spine spine, String name) {
        return spine.incidents(name)
                .stream()
                .flatMap(incident -> incident.at("/remedy/attempts").findValuesAsText("reason").stream())
                .toList();
    }

    @Test
    void aMemberIsHealedAsOftenAsItsGroupAllowsAndItsPageSaysWhoseItIs() {
        BusyboxImage.in(engine);
        try (Spine spine = Spine.ready(engine.dockerHost(), home, SETTINGS)) {
            Map<String, String> healed = Map.of("dockmedic.heal", "true");
            engine.run("grp-not", healed, "sleep", "1000");
            engine.run("grp-in", Map.of("dockmedic.heal", "true", "com.example.team", "storage"), "sleep", "1000");
            for (String name : List.of("grp-not", "grp-in")) {
                Spine.kill9(engine, name);
                await().atMost(Spine.SOON).until(() -> Spine.restarts(engine, name) == 1);
                await().atMost(Spine.SOON).until(() -> spine.incidents(name).toString().contains("healed"));
                Spine.kill9(engine, name);
            }
            await().atMost(Spine.SOON).until(() -> Spine.restarts(engine, "grp-not") == 2);
            await().atMost(Spine.SOON).until(() -> reasons(spine, "grp-in").contains("budget_service"));
            await().atMost(Spine.SOON).until(() -> spine.pages().stream().anyMatch(GroupsTest::ofTheMember));
            assertThat(spine.pages().stream().filter(GroupsTest::ofTheMember).findFirst().orElseThrow().path("group"))
                    .hasToString("{\"name\":\"storage\",\"tier\":\"gold\"}");
            assertThat(Spine.restarts(engine, "grp-in")).isOne();
            assertThat(spine.body("/api/v1/containers?service=grp-in")).contains("\"group\" : \"storage\"");
            assertThat(spine.body("/api/v1/containers?service=grp-not")).contains("\"group\" : null");
            assertThat(spine.pages()).noneMatch(page -> page.at("/container/name").asText().equals("grp-not"));
        }
    }

    private static boolean ofTheMember(JsonNode page) {
        return page.at("/container/name").asText().equals("grp-in");
    }
}
