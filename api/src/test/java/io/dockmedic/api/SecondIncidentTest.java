package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container that was restarted is not well yet: that is a second incident of it, while the remedy of the first is under way. */
@RealEngine
class SecondIncidentTest {
    @TempDir
    Path home;

    private final PrivateEngine engine;

    SecondIncidentTest(PrivateEngine engine) {
        this.engine = engine;
    }

    /**
     * @param within so long it may take to be well after it died
     * @param second what the second rule is about, and does
     */
    private void rules(String within, String second) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("rules.d")).resolve("two.yml"), """
                groups:
                  - name: two
                    rules:
                      - alert: Down
                        on: container.died
                        when: event.intent == 'not_asked'
                        by: [event.service]
                        resolve: {on: container.health, when: event.status == 'healthy'}
                        annotations: {summary: "{{ event.service }} is down"}
                        remedy:
                          - {action: restart, verify: {healthy: 1s, within: %s}}
                          - action: escalate
                      - alert: Second
                        by: [event.service]
                        resolve: {on: container.health, when: event.status == 'healthy'}
                        annotations: {summary: "{{ event.service }} is not well"}
                %s
                inhibit:
                  - {source: Down, target: ContainerExitedWithError, equal: [event.service]}
                  - {source: Second, target: ContainerUnhealthy, equal: [event.service]}
                """.formatted(within, second.indent(8).stripTrailing()));
    }

    private static String restartsWhatIsUnhealthy(String within) {
        return """
                on: container.health
                when: event.status == 'unhealthy'
                remedy:
                  - {action: restart, verify: {healthy: 1s, within: %s}}
                  - action: escalate
                """.formatted(within);
    }

    /** Runs, and is well when somebody has said so since it was started. */
    private void up(String name) {
        engine.run(name, List.of("--label=dockmedic.heal=true", "--health-cmd=test -e /tmp/well",
                "--health-interval=300ms", "--health-retries=1", "--stop-timeout=1"), "sh", "-c",
                "rm -f /tmp/well; exec sleep 1000");
        well(name);
        await(name).atMost(Spine.SOON)
                .until(() -> engine.docker("inspect", "-f", "{{.State.Health.Status}}", name).text().equals("healthy"));
    }

    private void well(String name) {
        engine.docker("exec", name, "touch", "/tmp/well").orFail();
    }

    private static List<String> said(JsonNode incident, String what) {
        return incident.at("/remedy/attempts").findValuesAsText(what);
    }

    private static long acts(JsonNode incident) {
        return said(incident, "verdict").stream().filter("act"::equals).count();
    }

    private static JsonNode putOff(Spine spine, String name, String rule, String reason) {
        await(name).atMost(Spine.SOON)
                .until(() -> spine.incidents(name)
                        .stream()
                        .filter(one -> one.path("rule").asText().equals(rule))
                        .anyMatch(one -> said(one, "reason").contains(reason)));
        return spine.incident(name, rule, "waiting");
    }

    @Test
    void itIsNotRestartedOnceMoreWhileItMayYetBecomeWell() throws IOException {
        rules("3m", restartsWhatIsUnhealthy("3m"));
        up("well-later");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            Spine.kill9(engine, "well-later");
            assertThat(said(putOff(spine, "well-later", "Second", "unsettled"), "verdict")).containsOnly("defer");
            String run = Spine.startedAt(engine, "well-later");
            well("well-later");
            assertThat(acts(spine.incident("well-later", "Down", "healed"))).isOne();
            assertThat(acts(spine.incident("well-later", "Second", "over"))).isZero();
            assertThat(Spine.startedAt(engine, "well-later")).isEqualTo(run);
            assertThat(spine.pages("well-later")).isEmpty();
        }
    }

    @Test
    void whereItDoesNotBecomeWellAPersonIsToldOnce() throws IOException {
        rules("3s", restartsWhatIsUnhealthy("3s"));
        up("never-well");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            Spine.kill9(engine, "never-well");
            assertThat(spine.page("never-well").at("/incident/rule").asText()).isEqualTo("Down");
            putOff(spine, "never-well", "Second", "told");
            assertThat(spine.pages("never-well")).hasSize(1);
        } finally {
            engine.docker("rm", "--force", "never-well");
        }
    }

    @Test
    void whoWantsToBeToldAtOnceHasASecondRuleThatTellsAndIsNotToldTwice() throws IOException {
        rules("3s", """
                on: container.died
                when: event.intent == 'not_asked'
                remedy: [{action: escalate}]
                """);
        up("told-at-once");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            Spine.kill9(engine, "told-at-once");
            assertThat(spine.page("told-at-once").at("/incident/rule").asText()).isEqualTo("Second");
            assertThat(acts(putOff(spine, "told-at-once", "Down", "told"))).isOne();
            assertThat(spine.pages("told-at-once")).hasSize(1);
        } finally {
            engine.docker("rm", "--force", "told-at-once");
        }
    }
}
