package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.CONSENT;
import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.brake.Window;
import io.dockmedic.remediation.decide.brake.Windows;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.remediation.escalate.Receiving;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ending a loop owes: put back only where nobody may want it as it is, alone on the service, or told. */
class PutBackTest {
    private static final RestartPolicy ALWAYS = new RestartPolicy("always", 0);
    private static final RestartPolicy NO = new RestartPolicy("no", 0);
    private static final RemedyPlan END_LOOP = new RemedyPlan(List.of(new Step("end-loop", Map.of(), List.of(),
            new Step.Verify(Step.State.STOPPED, Duration.ofSeconds(5), Duration.ofSeconds(60))), ESCALATE));

    private final Vertx vertx = Vertx.vertx();
    private final Receiving receiving = new Receiving(vertx, number -> 200);

    @TempDir
    Path dir;
    private Hospital hospital;

    @BeforeEach
    void open() {
        hospital = hospital(Hospital.START, null);
    }

    @AfterEach
    void close() {
        hospital.close();
        receiving.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Hospital hospital(Instant now, @Nullable FakeEngine engine) {
        return hospital(Windows.NONE, now, engine);
    }

    private Hospital hospital(Windows maintenance, Instant now, @Nullable FakeEngine engine) {
        Policy base = Policy.DEFAULT;
        Policy policy = new Policy(base.heal(), false, base.service(), base.rule(), base.action(), base.host(),
                base.settle(),
                base.staleAfter(), base.cooldown(), base.storm(), maintenance,
                new Permits(Set.of("end-loop"), List.of()), base.ownContainers(), base.ownImages());
        return new Hospital(dir.resolve("journal.db"),
                new RemediationSettings("host", policy, List.of(receiving.receiver("pager")), true, null), now, engine)
                .settled();
    }

    /** Ends a loop; what was taken away from has come up by itself since. */
    private Incident loopEnded() {
        hospital.engine.restartPolicy = ALWAYS;
        hospital.engine.running = false;
        Incident looping = incident("i1", "ContainerCrashLoop", crash(hospital.time.now()));
        hospital.incident(FIRED, looping, END_LOOP);
        hospital.pass(10);
        assertThat(hospital.engine.changes).containsExactly("restart policy no:0");
        hospital.engine.comeUp();
        hospital.pass(5);
        return looping;
    }

    private void tenMinutesPass() {
        hospital.time.advance(Duration.ofMinutes(10));
        hospital.pass(3);
    }

    private List<JsonObject> kept() {
        return List.copyOf(receiving.got)
                .stream()
                .map(Receiving.Got::body)
                .filter(body -> body.getString("kind").equals("kept"))
                .toList();
    }

    private JsonObject told() {
        await().until(() -> !kept().isEmpty());
        assertThat(kept()).hasSize(1);
        assertThat(kept().getFirst().getString("by_hand")).isEqualTo("docker update --restart=always web");
        assertThat(kept().getFirst().getJsonObject("act").getString("rule")).isEqualTo("ContainerCrashLoop");
        return kept().getFirst();
    }

    private void staysForGood(String why) {
        assertThat(told().getBoolean("for_good")).isTrue();
        assertThat(told().getString("why")).contains(why);
        assertThat(hospital.engine.restartPolicy).isEqualTo(NO);
        assertThat(hospital.count("remediation_acts WHERE owes = 1")).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatSomebodyHasUpdatedSinceStaysAlsoOverARestartOfOurs(boolean restarted) {
        loopEnded();
        hospital.happens(Samples.touched(hospital.time.now(), "update"));
        if (restarted) {
            FakeEngine engine = hospital.engine;
            Instant now = hospital.time.now().plusSeconds(1);
            hospital.close();
            hospital = hospital(now, engine);
        }
        tenMinutesPass();
        staysForGood("somebody has updated the container");
        assertThat(hospital.engine.changes).hasSize(1);
    }

    @Test
    void whereMessagesWereLostItMayBeSomebodysWish() {
        loopEnded();
        hospital.happens(new EngineEvent.Connected(hospital.time.now(), "host", Origin.DOCKMEDIC, "28", "1.51", true));
        tenMinutesPass();
        staysForGood("messages of the engine were lost");
    }

    @Test
    void anUpdateOfBeforeIsNobodysWishForWhatCameAfterIt() {
        hospital.happens(Samples.touched(hospital.time.now(), "update"));
        hospital.pass(5);
        loopEnded();
        tenMinutesPass();
        assertThat(hospital.engine.restartPolicy).isEqualTo(ALWAYS);
        assertThat(kept()).isEmpty();
    }

    @Test
    void whatTheEngineRefusesForGoodIsTold() {
        loopEnded();
        hospital.engine.answer = () -> new CallResult.Refused<>(ErrorClass.DENIED, 403, "forbidden");
        tenMinutesPass();
        staysForGood("forbidden");
        assertThat(hospital.engine.changes).hasSize(2);
    }

    @Test
    void whatIsHeldUpForAnHourIsToldAndDoneAfterAll() {
        loopEnded();
        hospital.controls.pause(null, "", "", false);
        tenMinutesPass();
        hospital.time.advance(Duration.ofMinutes(59));
        hospital.pass(3);
        assertThat(kept()).isEmpty();
        hospital.time.advance(Duration.ofMinutes(2));
        hospital.pass(3);
        assertThat(told().getBoolean("for_good")).isFalse();
        hospital.controls.resume("");
        hospital.time.advance(Duration.ofMinutes(1));
        hospital.pass(3);
        assertThat(hospital.engine.restartPolicy).isEqualTo(ALWAYS);
    }

    @Test
    void whatWasNotSaidInASilenceIsToldAfterIt() {
        loopEnded();
        hospital.containers = List.of(Samples.container(CONSENT));
        hospital.controls.pause(null, "", "", false);
        String silence = Hospital
                .get(hospital.controls.silence(new ServicePattern("web"), Duration.ofHours(3), "", ""))
                .id();
        tenMinutesPass();
        hospital.time.advance(Duration.ofMinutes(61));
        hospital.pass(3);
        assertThat(kept()).isEmpty();
        Hospital.get(hospital.controls.end(silence, ""));
        hospital.time.advance(Duration.ofMinutes(1));
        hospital.pass(3);
        assertThat(told().getBoolean("for_good")).isFalse();
    }

    /** The hospital opens at midnight. */
    @Test
    void whatWasNotSaidInAMaintenanceWindowIsToldAfterIt() {
        hospital.close();
        hospital = hospital(new Windows(List.of(new Window("night", EnumSet.allOf(DayOfWeek.class), LocalTime.of(0, 5),
                LocalTime.of(2, 0), ZoneOffset.UTC, List.of(new ServicePattern("web"))))),
                Hospital.START.plusSeconds(60), null);
        hospital.containers = List.of(Samples.container(CONSENT));
        loopEnded();
        hospital.happens(Samples.touched(hospital.time.now(), "update"));
        tenMinutesPass();
        hospital.time.advance(Duration.ofMinutes(61));
        hospital.pass(3);
        assertThat(hospital.count("remediation_deliveries WHERE key LIKE '%/put_off'")).isZero();
        hospital.time.advance(Duration.ofMinutes(50));
        hospital.pass(3);
        staysForGood("somebody has updated the container");
    }

    @Test
    void whatIsPutOffAnewIsToldAnew() {
        loopEnded();
        hospital.controls.pause(null, "", "", false);
        tenMinutesPass();
        hospital.time.advance(Duration.ofMinutes(61));
        hospital.pass(3);
        assertThat(told().getString("idempotency_key")).endsWith("/put_off");
        hospital.engine.running = false;
        hospital.time.advance(Duration.ofMinutes(1));
        hospital.pass(3);
        hospital.engine.comeUp();
        hospital.time.advance(Duration.ofMinutes(30));
        hospital.pass(3);
        assertThat(kept()).hasSize(1);
        hospital.time.advance(Duration.ofMinutes(61));
        hospital.pass(3);
        await().until(() -> kept().size() == 2);
        assertThat(kept().getLast().getString("idempotency_key")).endsWith("/put_off.1");
    }

    @Test
    void theSecondEndOfALoopIsAllThatIsOwed() {
        RestartPolicy unless = new RestartPolicy("unless-stopped", 0);
        Incident looping = loopEnded();
        hospital.incident(RESOLVED, looping, END_LOOP);
        hospital.engine.restartPolicy = unless;
        hospital.engine.running = false;
        hospital.time.advance(Duration.ofMinutes(5));
        hospital.incident(FIRED, incident("i3", "ContainerCrashLoop", crash(hospital.time.now())), END_LOOP);
        hospital.pass(10);
        assertThat(hospital.engine.changes).hasSize(2);
        assertThat(hospital.count("remediation_acts WHERE owes = 1")).isOne();
        hospital.engine.comeUp();
        for (int minute = 0; minute < 20; minute++) {
            hospital.time.advance(Duration.ofMinutes(1));
            hospital.pass(1);
        }
        assertThat(hospital.engine.restartPolicy).isEqualTo(unless);
        assertThat(hospital.engine.changes).hasSize(3);
        assertThat(kept()).isEmpty();
    }

    @Test
    void whatWasOnlySeenAfterARestartOfOursMayBeSomebodysWish() {
        FakeEngine engine = hospital.engine;
        engine.restartPolicy = ALWAYS;
        engine.running = false;
        engine.answer = () -> {
            hospital.journalGoesAway();
            return new CallResult.Unknown<>("gone");
        };
        Incident looping = incident("i1", "ContainerCrashLoop", crash(hospital.time.now()));
        hospital.incident(FIRED, looping, END_LOOP);
        hospital.until(() -> engine.changes.size() == 1);
        Instant now = hospital.time.now().plusSeconds(60);
        hospital.close();
        engine.answer = FakeEngine::done;
        hospital = hospital(now, engine);
        hospital.incident(RESTORED, looping, END_LOOP);
        hospital.pass(10);
        engine.comeUp();
        tenMinutesPass();
        hospital.later(600);
        hospital.later(600);
        staysForGood("the act was not answered before a restart of Dockmedic");
        assertThat(engine.changes).hasSize(1);
    }

    /** Another fault than the loop, which is over. */
    private void sickens(Incident looping) {
        hospital.incident(RESOLVED, looping, END_LOOP);
        hospital.engine.health = "unhealthy";
        hospital.incident(FIRED, incident("i2", "ContainerUnhealthy",
                Samples.health(hospital.time.now(), CONSENT, "unhealthy")), RESTART_THEN_TELL);
    }

    @Test
    void itIsNotDoneBesideAnotherAct() {
        Incident looping = loopEnded();
        hospital.time.advance(Duration.ofSeconds(580));
        hospital.engine.restartWorks = false;
        hospital.engine.answer = () -> new CallResult.Unknown<>("no answer");
        sickens(looping);
        hospital.pass(40);
        assertThat(hospital.last().state()).isEqualTo("unsettled");
        assertThat(hospital.engine.changes).hasSize(1);
        hospital.engine.restartWorks = true;
        hospital.engine.answer = FakeEngine::done;
        hospital.time.advance(Duration.ofMinutes(1));
        hospital.pass(70);
        assertThat(hospital.engine.restartPolicy).isEqualTo(ALWAYS);
    }

    @Test
    void noOtherActBeginsBesideIt() {
        Incident looping = loopEnded();
        hospital.engine.restartWorks = false;
        hospital.engine.answer = () -> new CallResult.Unknown<>("no answer");
        tenMinutesPass();
        assertThat(hospital.engine.changes).hasSize(2);
        sickens(looping);
        hospital.pass(3);
        assertThat(hospital.last().attempts().getFirst().reason()).isEqualTo("unsettled");
        hospital.engine.restartPolicy = ALWAYS;
        hospital.engine.restartWorks = true;
        hospital.engine.answer = FakeEngine::done;
        hospital.pass(15);
        assertThat(hospital.engine.restarts).hasSize(1);
        assertThat(hospital.engine.changes).hasSize(2);
    }

    @Test
    void thatALoopWasEndedIsToldThoughAPersonKnowsOfTheTroubleAlready() {
        hospital.engine.running = false;
        hospital.incident(FIRED, incident("i0", "ContainerExited", crash(hospital.time.now())),
                new RemedyPlan(List.of(ESCALATE)));
        hospital.pass(2);
        loopEnded();
        assertThat(hospital.last().incident()).isEqualTo("i1");
        assertThat(hospital.last().state()).isEqualTo("escalated");
    }

    /** Without its policy it is not started again, which makes its last death one more incident. */
    @Test
    void theDeathInWhichALoopEndsIsToldWithTheLoopOnly() {
        hospital.engine.restartPolicy = ALWAYS;
        hospital.engine.running = false;
        hospital.incident(FIRED, incident("i1", "ContainerCrashLoop", crash(hospital.time.now())), END_LOOP);
        hospital.pass(1);
        assertThat(hospital.last().state()).isEqualTo("verifying");
        hospital.incident(FIRED, incident("i2", "ContainerExited", crash(hospital.time.now())), RESTART_THEN_TELL);
        assertThat(hospital.last().incident()).isEqualTo("i2");
        assertThat(hospital.last().state()).isEqualTo("waiting");
        hospital.pass(20);
        await().until(() -> !receiving.got.isEmpty());
        assertThat(List.copyOf(receiving.got))
                .extracting(got -> got.body().getJsonObject("incident").getString("rule"))
                .containsExactly("ContainerCrashLoop");
    }
}
