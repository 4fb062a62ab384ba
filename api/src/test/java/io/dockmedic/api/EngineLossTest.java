package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Treatment;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine goes, comes back, does not answer, or is not there yet. */
@InMatrix(value = EngineLossTest.SHOWN, on = Column.INSTALLED)
class EngineLossTest {
    static final String SHOWN = "the engine restarts, is silent or is not there yet: nothing is lost or done twice";
    private static final String OBEYS = "trap 'exit 0' TERM; while :; do sleep 60 & wait; done";
    private static final String HEAL = "--label=dockmedic.heal=true";

    private final PrivateEngine engine = new PrivateEngine(edition());

    @TempDir
    Path home;

    /** Of the engine. */
    Edition edition() {
        return Edition.INSTALLED;
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void theEnginesOwnRestartLosesNothingAndUndoesNobodysStop() {
        run("consented", "no", HEAL);
        run("unlabelled", "no");
        run("always", "always", HEAL);
        run("unless", "unless-stopped", HEAL);
        run("onfailure", "on-failure:3", HEAL);
        run("person", "no", HEAL);
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            engine.docker("stop", "person").orFail();
            engine.terminate();
            await().atMost(Spine.SOON).until(() -> spine.status("/-/ready") == 503);
            engine.startAgain();

            spine.incident("consented", "ContainerDownAfterEngineRestart", "healed");
            spine.incident("onfailure", "ContainerDownAfterEngineRestart", "healed");
            spine.incident("unlabelled", "ContainerDownAfterEngineRestart", "suppressed");
            assertThat(List.of("consented", "onfailure", "always", "unless"))
                    .allMatch(name -> Spine.status(engine, name).equals("running"));
            assertThat(Spine.status(engine, "unlabelled")).isEqualTo("exited");
            assertThat(Spine.status(engine, "person")).isEqualTo("exited");
            assertThat(spine.incidents("person")).isEmpty();
            assertThat(spine.incidents("always")).isEmpty();
            assertThat(spine.incidents("unless")).isEmpty();
        }
    }

    @Test
    void aRestartThatOutlivesItsDeadlineIsDoneOnce() {
        try (SocketProxy proxy = new SocketProxy(engine.socket());
                Spine spine = Spine.ready(proxy.dockerHost(), home, "")) {
            proxy.treat(SocketProxy.fitting("POST", "/start"), new Treatment.HoldAnswer());
            run("slow", "no", HEAL, "--stop-timeout=1");
            Spine.kill9(engine, "slow");

            JsonNode incident = spine.incident("slow", "ContainerExitedWithError", "healed");
            assertThat(incident.at("/remedy/attempts").toString()).contains("restart");
            assertThat(proxy.count("POST", "/start")).isEqualTo(1);
            assertThat(Spine.restarts(engine, "slow")).isEqualTo(1);
        }
    }

    @Test
    void anEngineThatIsNotThereYetIsWaitedForAndAPersonIsToldWhenThatTakesLong() throws IOException {
        try (SocketProxy proxy = new SocketProxy(engine.socket())) {
            proxy.disappear();
            Shortened.rule(home, "EngineUnreachable", "for: 3m", "for: 2s");
            try (Spine spine = new Spine(proxy.dockerHost(), home, home, "")) {
                await().atMost(Spine.SOON).until(() -> spine.body("/-/ready").contains("unreachable"));
                assertThat(spine.status("/-/ready")).isEqualTo(503);
                assertThat(spine.status("/-/healthy")).isEqualTo(200);
                spine.incident("engine", "EngineUnreachableSoon", "escalated");
                proxy.reappear();
                spine.awaitReady();
                await("over").atMost(Spine.SOON)
                        .until(() -> spine.incidents("engine").getFirst().at("/state").asText().equals("resolved"));
                spine.healSomethingElse(engine, "afterwards");
            }
        }
    }

    private void run(String name, String policy, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--restart=" + policy);
        engine.run(name, all, "sh", "-c", OBEYS);
    }
}
