package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall clock of the host steps: for the program and in the engine's stamps alike. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClockTest {
    /** Ends at once in its first two runs. */
    private static final String[] THIRD_TIME_LUCKY = {
            "sh", "-c", "echo >> /tmp/runs; [ $(wc -l < /tmp/runs) -gt 2 ] && exec sleep 100000; exit 1"
    };
    /** As many as there are until the budget is asked about: one of proven, two of each other container. */
    private static final int ACTS = 7;
    private static final String RULE = "ContainerExitedWithError";

    private final PrivateEngine engine = new PrivateEngine();
    private Rig rig;

    @BeforeEach
    void open(@TempDir Path home) {
        rig = new Rig(engine, home, "budgets: {host: {acts: " + ACTS + ", within: 1h}}");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @AfterAll
    void end() {
        engine.close();
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(ints = {-1, 1, 24, -24})
    void stepsByHours(int hours) {
        stepped(Duration.ofHours(hours));
    }

    /** By its stamp alone such a death may be long ago: then a person is told. */
    @Test
    void aStepAfterADeathThatNobodySaw() {
        rig.clockAhead(Duration.ofHours(-1));
        rig.run("web");
        rig.started();
        rig.healAnother("before");
        rig.program.kill();
        rig.fault("web");
        rig.clockAhead(Duration.ZERO);
        rig.started();
        rig.awaiting("healed or told", () -> rig.running("web") || !rig.pager.escalations("web").isEmpty());
        assertThat(rig.starts("web")).isLessThanOrEqualTo(2);
    }

    private void stepped(Duration by) {
        rig.started();
        rig.run("spent");
        healed("spent", 2);
        rig.run("retried", THIRD_TIME_LUCKY);
        rig.awaiting("retried waits for its second attempt", () -> rig.starts("retried") == 2
                && remedyOf("retried").contains("\"waiting\""));
        rig.run("proven");
        rig.fault("proven");
        rig.awaiting("proven being proven", () -> remedyOf("proven").contains("\"verifying\""));

        rig.clockAhead(by);

        rig.incident("proven", RULE, "healed");
        rig.incident("retried", RULE, "healed");
        rig.run("idle");
        healed("idle", 2);
        healed("spent", 3);
        assertThat(rig.starts("proven")).isEqualTo(2);
        assertThat(rig.starts("retried")).isEqualTo(3);
        assertThat(rig.pager.deliveries()).isEmpty();

        rig.program.kill();
        rig.clockAhead(Duration.ZERO);
        rig.fault("idle");
        rig.started();

        healed("idle", 3, false);
        rig.run("late");
        rig.fault("late");
        rig.awaiting("told that the budget is spent", () -> rig.pager.escalations("late")
                .stream()
                .anyMatch(page -> page.body().path("attempts").toString().contains("budget_host")));
        assertThat(rig.calls("late")).isZero();
        rig.awaiting("over", () -> List.of("proven", "retried", "idle")
                .stream()
                .flatMap(name -> rig.incidents(name).stream())
                .map(incident -> incident.path("state").asText())
                .allMatch("resolved"::equals));
        assertThat(rig.pager.escalations("idle")).isEmpty();
    }

    private void healed(String name, int starts) {
        healed(name, starts, true);
    }

    private void healed(String name, int starts, boolean faulted) {
        if (faulted) {
            rig.fault(name);
        }
        rig.awaiting(name + " started again", () -> rig.starts(name) == starts && rig.running(name));
        rig.awaiting(name + " healed", () -> rig.incidents(name)
                .stream()
                .allMatch(incident -> incident.at("/remedy/healed").asBoolean()));
        assertThat(rig.starts(name)).isEqualTo(starts);
    }

    private String remedyOf(String name) {
        return rig.incidents(name).stream().findFirst().map(JsonNode::toString).orElse("");
    }
}
