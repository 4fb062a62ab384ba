package io.dockmedic.remediation.action.limits;

import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.action.limits.Patients.MIB;
import static io.dockmedic.remediation.action.limits.Patients.living;
import static io.dockmedic.remediation.action.limits.Patients.plan;
import static io.dockmedic.remediation.action.limits.Patients.settings;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.escalate.Receiving;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A raised limit goes back when its container has been well below the old one for as long as was asked. */
class LimitPutBackTest {
    private static final int CALM = 120;
    private static final RemedyPlan PLAN = plan(Map.of("calm", CALM + "s"));
    private static final String RAISED = "memory 768 1280";
    private static final String BACK = "memory 512 1024";
    /** 80 % of 512 MiB, in whole percents of it. */
    private static final long EDGE = 512 * MIB / 100 * 80;

    private final Vertx vertx = Vertx.vertx();
    private final Receiving receiving = new Receiving(vertx, number -> 200);

    @TempDir
    Path dir;
    private Hospital hospital;

    @BeforeEach
    void raised() {
        hospital = new Hospital(dir.resolve("journal.db"), settings(false, receiving.receiver("pager"))).settled();
        hospital.engine.limit(512 * MIB, 1024 * MIB);
        hospital.engine.workingSet = EDGE - 1;
        Incident one = living(hospital, "i1");
        hospital.incident(FIRED, one, PLAN);
        hospital.pass(10);
        hospital.incident(RESOLVED, one, PLAN);
        assertThat(hospital.engine.changes).containsExactly(RAISED);
    }

    @AfterEach
    void close() {
        hospital.close();
        receiving.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void stays() {
        assertThat(hospital.engine.limits.memoryBytes()).isEqualTo(768 * MIB);
    }

    private void isBack() {
        assertThat(hospital.engine.changes).containsExactly(RAISED, BACK);
        assertThat(hospital.count("remediation_acts WHERE outcome = 'done'")).isEqualTo(2);
        assertThat(hospital.count("remediation_acts WHERE owes = 1")).isZero();
    }

    private List<JsonObject> kept() {
        return List.copyOf(receiving.got)
                .stream()
                .map(Receiving.Got::body)
                .filter(body -> body.getString("kind").equals("kept"))
                .toList();
    }

    @Test
    void whenItWasCalmForAsLongAsWasAsked() {
        hospital.pass(CALM - 10);
        stays();
        hospital.pass(30);
        isBack();
        hospital.pass(100);
        isBack();
        assertThat(kept()).isEmpty();
    }

    @Test
    void aReadingThatIsNotBelowBeginsItAnew() {
        hospital.pass(CALM - 30);
        hospital.engine.workingSet = EDGE;
        hospital.pass(10);
        hospital.engine.workingSet = EDGE - 1;
        hospital.pass(CALM - 10);
        stays();
        hospital.pass(30);
        isBack();
    }

    @Test
    void soDoesAKillForWantOfMemory() {
        hospital.pass(CALM - 30);
        hospital.engine.kills = 1;
        hospital.pass(CALM - 10);
        stays();
        hospital.pass(30);
        isBack();
    }

    @Test
    void soDoesAMinuteWithoutReadings() {
        hospital.pass(CALM - 30);
        hospital.engine.readable = false;
        hospital.pass(70);
        stays();
        hospital.engine.readable = true;
        hospital.pass(CALM - 10);
        stays();
        hospital.pass(90);
        isBack();
    }

    @Test
    void whatTheLastLookShowsCounts() {
        hospital.engine.read = 100 * MIB;
        hospital.engine.workingSet = 600 * MIB;
        hospital.pass(CALM + 100);
        stays();
        assertThat(hospital.count("remediation_acts WHERE outcome = 'refused' AND detail LIKE '%600.0 MiB now%'"))
                .isPositive();
        hospital.engine.workingSet = 100 * MIB;
        hospital.pass(90);
        assertThat(hospital.engine.changes).containsExactly(RAISED, BACK);
    }

    @Test
    void whatSomebodyElseHasSetStays() {
        hospital.engine.limit(700 * MIB, -1);
        hospital.pass(CALM + 300);
        assertThat(hospital.engine.changes).containsExactly(RAISED);
        assertThat(hospital.count("remediation_acts WHERE owes = 1")).isZero();
        assertThat(kept()).isEmpty();
    }

    @Test
    void whereSomebodyHasUpdatedItOtherwiseAPersonIsToldWithTheLineToWrite() {
        hospital.happens(Samples.touched(hospital.time.now(), "update"));
        hospital.pass(CALM + 30);
        await().until(() -> !kept().isEmpty());
        assertThat(kept().getFirst().getString("by_hand"))
                .isEqualTo(
                        "docker update --memory=512m --memory-swap=1g web; or to keep it, mem_limit: 768m in Compose");
        assertThat(hospital.engine.changes).containsExactly(RAISED);
    }

    @Test
    void aContainerThatIsMadeAnewHasItsOwn() {
        hospital.engine.there = false;
        hospital.pass(320);
        assertThat(hospital.engine.changes).containsExactly(RAISED);
        assertThat(hospital.count("remediation_acts WHERE owes = 1")).isZero();
    }

    @Test
    void aRestartOfOursBeginsItAnewAndForgetsNothing() {
        hospital.pass(CALM - 30);
        FakeEngine engine = hospital.engine;
        hospital.close();
        hospital = new Hospital(dir.resolve("journal.db"), settings(false, receiving.receiver("pager")),
                hospital.time.now().plusSeconds(60), engine).settled();
        hospital.pass(CALM - 20);
        stays();
        hospital.pass(60);
        isBack();
    }

    @Test
    void aLoopThatIsEndedMeanwhileIsOwedBesides() {
        RestartPolicy always = new RestartPolicy("always", 0);
        hospital.engine.restartPolicy = always;
        hospital.engine.running = false;
        hospital.incident(FIRED, incident("i2", "ContainerCrashLoop", crash(hospital.time.now())), new RemedyPlan(
                List.of(new Step("end-loop", Map.of(), List.of(),
                        new Step.Verify(Step.State.STOPPED, Duration.ofSeconds(5), Duration.ofSeconds(60))),
                        Samples.ESCALATE)));
        hospital.pass(10);
        hospital.engine.comeUp();
        for (int minute = 0; minute < 25; minute++) {
            hospital.pass(60);
        }
        assertThat(hospital.engine.changes).containsExactly(RAISED, "restart policy no:0", BACK,
                "restart policy always:0");
    }
}
