package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the usual script makes fifteen restarts of in 90 s becomes a few attempts, and one call for a person. */
class LoopsTest {
    private static final String HEAL = "--label=dockmedic.heal=true";

    private final PrivateEngine engine = new PrivateEngine();

    @TempDir
    Path home;

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aServiceThatDiesAtEachStartIsALoopAndOnePage() {
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            engine.run("looper", List.of(HEAL), "sh", "-c", "echo cannot bind; sleep 0.2; exit 1");

            JsonNode page = spine.page("looper");
            assertThat(page.at("/evidence/log").toString()).contains("cannot bind");
            assertThat(page.at("/evidence/timeline").size()).as("all deaths side by side").isGreaterThanOrEqualTo(3);
            spine.healSomethingElse(engine, "control");
            assertThat(Spine.restarts(engine, "looper")).isLessThanOrEqualTo(3);
            assertThat(spine.pages("looper")).hasSize(1);
        }
    }

    @Test
    @Tag("long")
    void aServiceThatNeverGetsHealthyUsesUpItsBudgetAndIsOnePage() throws IOException {
        Files.createDirectories(home.resolve("rules.d"));
        Files.writeString(home.resolve("rules.d/stubborn.yml"), """
                groups:
                  - name: mine
                    rules:
                      - alert: Stubborn
                        on: container.started
                        when: "'tier' in event.labels && event.labels['tier'] == 'stubborn'"
                        by: [event.service]
                        resolve: {on: container.health, when: event.status == 'healthy'}
                        labels: {severity: warning, route: owner}
                        annotations: {summary: "{{ event.service }} never gets healthy"}
                        remedy:
                          - action: restart
                            attempts: [0s, 0s, 0s, 0s, 0s, 0s, 0s, 0s, 0s, 0s]
                            verify: {healthy: 1s, within: 2s}
                          - action: escalate
                """);
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "budgets: {service: {acts: 4, within: 1h}}")) {
            engine.run("stubborn", List.of(HEAL, "--label=tier=stubborn", "--stop-timeout=1",
                    "--health-cmd=echo still broken; exit 1", "--health-interval=3s", "--health-start-period=600s"),
                    "sleep", "1000");

            JsonNode page = spine.page("stubborn");
            assertThat(page.at("/attempts").toString()).contains("budget_service");
            spine.healSomethingElse(engine, "control");
            assertThat(Spine.restarts(engine, "stubborn")).isEqualTo(4);
            assertThat(spine.pages("stubborn")).hasSize(1);
        }
    }
}
