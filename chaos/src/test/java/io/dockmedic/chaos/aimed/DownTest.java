package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RawCalls;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program is down while things happen, with and without the engine still remembering them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DownTest {
    private static final String HEAL = "--label=dockmedic.heal=true";
    private static final String[] OBEYS = {"sh", "-c", "trap 'exit 0' TERM; while :; do sleep 60 & wait; done"};

    private final PrivateEngine engine = new PrivateEngine();
    private Rig rig;

    @BeforeEach
    void open(@TempDir Path home) {
        rig = new Rig(engine, home);
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
    @ValueSource(ints = {0, 300})
    void whatHappenedMeanwhileHasItsRightEnd(int eventsAfterwards) {
        for (String name : List.of("died", "stopped", "killed", "removed", "recreated", "restarted", "twice")) {
            engine.run(name, List.of(HEAL), OBEYS);
        }
        engine.run("policy", List.of(HEAL, "--restart=always"), OBEYS);
        engine.run("bystander", List.of(), "sleep", "100000");
        rig.started();
        rig.program.kill();

        rig.fault("died");
        rig.fault("policy");
        engine.docker("stop", "stopped").orFail();
        engine.docker("kill", "killed").orFail();
        engine.docker("rm", "--force", "removed").orFail();
        engine.docker("rm", "--force", "recreated").orFail();
        engine.run("recreated", List.of(HEAL), OBEYS);
        engine.docker("restart", "restarted").orFail();
        rig.fault("twice");
        engine.docker("start", "twice").orFail();
        rig.fault("twice");
        RawCalls calls = new RawCalls(engine.socket());
        for (int i = 0; i < eventsAfterwards; i++) {
            assertThat(calls.post("/containers/bystander/rename?name=bystander" + i)).isEqualTo(204);
            assertThat(calls.post("/containers/bystander" + i + "/rename?name=bystander")).isEqualTo(204);
        }
        rig.started();
        rig.healAnother("afterwards");

        rig.awaiting("died healed", () -> rig.running("died"));
        rig.awaiting("died twice, healed", () -> rig.running("twice"));
        assertThat(rig.calls("died")).isEqualTo(1);
        assertThat(rig.calls("twice")).isEqualTo(1);
        assertThat(List.of("policy", "recreated", "restarted")).allMatch(rig::running)
                .allMatch(name -> rig.calls(name) == 0);
        assertThat(List.of("stopped", "killed")).noneMatch(rig::running).allMatch(name -> rig.calls(name) == 0);
        for (String name : List.of("stopped", "killed", "removed", "recreated", "restarted")) {
            assertThat(rig.incidents(name)).as(name).isEmpty();
        }
        assertThat(rig.pager.deliveries()).isEmpty();
    }
}
