package io.dockmedic.remediation.decide;

import static io.dockmedic.remediation.Samples.CONSENT;
import static io.dockmedic.remediation.Samples.died;
import static io.dockmedic.remediation.Samples.health;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Bearing;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.collectors.event.HostEvent.DiskSampled;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.decide.brake.Hold;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Scope;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import io.dockmedic.collectors.gpu.asked.Wish;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.SharedTime;
import io.dockmedic.remediation.decide.brake.Brakes;
import io.dockmedic.remediation.decide.brake.Unquiet;
import io.dockmedic.remediation.decide.guard.Guards;
import io.dockmedic.rules.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every reason against an act, each from the proposal alone. */
class GuardsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Instant DEATH = NOW.minusSeconds(2);

    private final Decider decider = new Decider(Guards.IN_ORDER);
    private final FakeEngine engine = new FakeEngine(new SharedTime(NOW));

    private String action = "restart";
    private String severity = "warning";
    private boolean permitted = true;
    private @Nullable Instant missedAt;
    private Event latest = died(DEATH, CONSENT, Intent.NOT_ASKED);
    private @Nullable ContainerState state;
    private Policy policy = Policy.DEFAULT;
    private Situation situation = new Situation(false, true, NOW.minusSeconds(60));
    private Circumstances circumstances = Circumstances.QUIET;
    private Spent spent = Spent.NOTHING;
    private Brakes brakes = Brakes.NONE;
    private List<Question.About> asks = List.of();
    private boolean approved;
    private String doubt = "";
    private String tried = "";
    private Unsaved unsaved = Unsaved.NOTHING;
    private Unquiet unquiet = Unquiet.NOTHING;

    private Verdict verdict() {
        return decider.judge(new Proposal(
                NOW, Samples.about(action), permitted, incident(),
                latest.target(), state, policy, situation, circumstances, spent, brakes, approved, asks,
                Source.NONE, NOW, doubt, tried, unsaved, unquiet));
    }

    private Incident incident() {
        Incident incident = Samples.graded(severity, "i1", "ContainerExited", latest);
        return missedAt == null ? incident : Samples.missed(incident, missedAt);
    }

    private void expect(Class<? extends Verdict> kind, Reason reason) {
        Verdict verdict = verdict();
        assertThat(verdict).isInstanceOf(kind);
        assertThat(verdict.reason()).isEqualTo(reason);
        assertThat(verdict.detail()).isNotBlank();
    }

    private void suppressed(Reason reason) {
        expect(Verdict.Suppress.class, reason);
    }

    private void deferred(Reason reason) {
        expect(Verdict.Defer.class, reason);
        assertThat(((Verdict.Defer) verdict()).until()).isAfter(NOW);
    }

    private void labels(Map<String, String> labels) {
        latest = died(DEATH, labels, Intent.NOT_ASKED);
    }

    @Test
    void aCrashOfAConsentingServiceIsActedOn() {
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void whatIsDoubtfulOnThisContainerWaitsForAPersonAlthoughItIsSwitchedOn() {
        action = "rollback";
        expect(Verdict.Act.class, Reason.CLEAR);
        doubt = "it keeps data";
        suppressed(Reason.NOT_APPROVED);
        permitted = false;
        suppressed(Reason.NOT_SWITCHED_ON);
    }

    /** What starts a container does not end a loop; what puts another in its place may. */
    @Test
    void aRollbackIsForALoopAndWaitsForNoPolicy() {
        action = "rollback";
        loops("i9", false);
        expect(Verdict.Act.class, Reason.CLEAR);
        action = "recreate";
        suppressed(Reason.LOOP);
    }

    @Test
    void whatHasRecoveredIsNotTakenBack() {
        action = "rollback";
        engine.running = true;
        engine.startedAt = NOW.minusSeconds(60);
        state = engine.state(Samples.ID);
        suppressed(Reason.OVER);
        latest = health(DEATH, CONSENT, "healthy");
        suppressed(Reason.OVER);
        latest = died(DEATH, CONSENT, Intent.NOT_ASKED);
        engine.health = "unhealthy";
        state = engine.state(Samples.ID);
        expect(Verdict.Act.class, Reason.CLEAR);
        engine.health = "healthy";
        engine.restarting = true;
        state = engine.state(Samples.ID);
        expect(Verdict.Act.class, Reason.CLEAR);
        engine.restarting = false;
        engine.startedAt = NOW.minusSeconds(59);
        state = engine.state(Samples.ID);
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    /** An engine's disk that is full. */
    private static Event disk() {
        return new DiskSampled(DEATH, "host", Origin.DOCKMEDIC, "/data", "/dev/sdb1", "ext4", "engine", 100, 5, 95, 1,
                false, false);
    }

    @Test
    void whatIsAboutTheHostNeedsTheOwnersWordAndIsPutOffInAStorm() {
        latest = disk();
        action = "prune";
        expect(Verdict.Act.class, Reason.CLEAR);
        permitted = false;
        suppressed(Reason.NOT_SWITCHED_ON);
        permitted = true;
        policy = policy(HealMode.NONE, false);
        suppressed(Reason.NOT_SWITCHED_ON);
        policy = Policy.DEFAULT;
        brakes = new Brakes(new Hold(null, "31 of 100 fell"), null, null, null, null);
        deferred(Reason.STORM);
        action = "escalate";
        expect(Verdict.Act.class, Reason.CLEAR);
        policy = policy(HealMode.NONE, false);
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void aPauseHoldsUpWhatIsAboutTheHostThoughNoContainerIsLookedAt() {
        latest = disk();
        action = "prune";
        brakes = new Brakes(null, new Hold(null, "paused by ann"), null, null, null);
        suppressed(Reason.PAUSED);
        action = "escalate";
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void whatIsMoreThanSafeNeedsTheOwnersWord() {
        permitted = false;
        action = "end-loop";
        suppressed(Reason.NOT_SWITCHED_ON);
        assertThat(verdict().detail()).contains("careful: [end-loop]");
        action = "stop";
        suppressed(Reason.NOT_APPROVED);
        permitted = true;
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void aLoopIsEndedThoughTheEngineIsAtWorkOnItAndItRunsAgain() {
        loops("loop", false);
        engine.running = true;
        state = engine.state(Samples.ID);
        action = "restart";
        suppressed(Reason.OVER);
        action = "end-loop";
        expect(Verdict.Act.class, Reason.CLEAR);
        engine.running = false;
        engine.restarting = true;
        state = engine.state(Samples.ID);
        expect(Verdict.Act.class, Reason.CLEAR);
        action = "restart";
        deferred(Reason.ENGINE_RESTARTS);
    }

    @Test
    void onlyWhatLetsItGoOnIsDoneToWhatIsPaused() {
        latest = Samples.health(NOW, CONSENT, "unhealthy");
        engine.running = true;
        engine.paused = true;
        state = engine.state(Samples.ID);
        action = "stop";
        suppressed(Reason.YIELDED);
        action = "unpause";
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void theOldLabelConsentsToNoMoreThanARestart() {
        latest = Samples.health(NOW, Map.of("autoheal", "true"), "unhealthy");
        expect(Verdict.Act.class, Reason.CLEAR);
        action = "stop";
        suppressed(Reason.CONSENT_LIMITED);
    }

    private void alert(Map<String, String> labels) {
        alert(labels, NOW);
    }

    private void alert(Map<String, String> labels, Instant at) {
        latest = told(at).about(new Bearing(Scope.CONTAINER, Samples.container(labels), null, ""));
    }

    private static ExternalEvent.Alert told(Instant at) {
        return ExternalEvent.Alert.unplaced(at, "host", "f", "Slow", "firing", NOW.toString(), Map.of(), Map.of());
    }

    @Test
    void becauseOfAnAlertOfAnotherHostNothingIsDoneAndItIsTold() {
        latest = told(NOW).about(Bearing.elsewhere("it is about the host gpu2"));
        for (String changing : List.of("prune", "restart", "stop")) {
            action = changing;
            suppressed(Reason.ELSEWHERE);
            assertThat(verdict().detail()).isEqualTo("it is about the host gpu2");
        }
        action = "escalate";
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void anAlertOfOthersGetsDoneWhatTheContainersOwnerConsentsTo() {
        alert(CONSENT);
        expect(Verdict.Act.class, Reason.CLEAR);
        alert(Map.of());
        suppressed(Reason.NO_CONSENT);
        action = "escalate";
        suppressed(Reason.NO_CONSENT);
        action = "restart";
        alert(Map.of("autoheal", "true"));
        suppressed(Reason.CONSENT_LIMITED);
    }

    @Test
    void anAlertOfOthersThatCameInLongAgoIsTold() {
        alert(CONSENT, NOW.minus(policy.staleAfter()).minusSeconds(1));
        suppressed(Reason.STALE);
        action = "escalate";
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void becauseOfAnAlertOfOthersOnlyWhatEndedByItselfIsStarted() {
        alert(CONSENT, NOW.minusSeconds(6));
        state = engine.state(Samples.ID);
        suppressed(Reason.INTENT_UNKNOWN);
        for (Intent intent : Intent.values()) {
            circumstances = ending(intent, false, Samples.ID);
            expect(intent == Intent.NOT_ASKED ? Verdict.Act.class : Verdict.Suppress.class, switch (intent) {
                case NOT_ASKED -> Reason.CLEAR;
                case ASKED -> Reason.ASKED;
                default -> Reason.INTENT_UNKNOWN;
            });
        }
        circumstances = ending(Intent.ASKED, true, Samples.ID);
        expect(Verdict.Act.class, Reason.CLEAR);
        circumstances = ending(Intent.NOT_ASKED, false, "another");
        suppressed(Reason.INTENT_UNKNOWN);
    }

    /** Somebody stopped it, and right after that an alert came: nothing is done before the engine's word of the stop is heard. */
    @Test
    void becauseOfAnAlertOfOthersNothingIsStartedBeforeItIsHeardHowItEnded() {
        alert(CONSENT, NOW.minusSeconds(4));
        state = engine.state(Samples.ID);
        deferred(Reason.UNHEARD);
        circumstances = ending(Intent.NOT_ASKED, false, Samples.ID, DEATH.toString());
        deferred(Reason.UNHEARD);
        alert(CONSENT, NOW.minusSeconds(5));
        suppressed(Reason.INTENT_UNKNOWN);
        circumstances = ending(Intent.NOT_ASKED, false, Samples.ID, "");
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    private Circumstances ending(Intent intent, boolean ours, String container) {
        return ending(intent, ours, container, String.valueOf(engine.state(Samples.ID).startedAt()));
    }

    private static Circumstances ending(Intent intent, boolean ours, String container, String run) {
        return new Circumstances(new Touches(List.of()), List.of(), List.of(), "",
                new Ending(DEATH, intent, ours, container, run), List.of(), null);
    }

    @Test
    void whatWasTakenDownOnPurposeNoOtherRemedyBringsUp() {
        state = engine.state(Samples.ID);
        takenDown("stop", state.startedAt());
        latest = health(DEATH, CONSENT, "unhealthy");
        for (String up : List.of("start", "restart", "unpause")) {
            action = up;
            suppressed(Reason.TAKEN_DOWN);
            assertThat(verdict().detail()).startsWith("Dockmedic stopped it on purpose").contains("by rule Stuck");
        }
        alert(CONSENT);
        action = "restart";
        suppressed(Reason.TAKEN_DOWN);
        latest = died(DEATH, CONSENT, Intent.ENGINE_SHUTDOWN);
        suppressed(Reason.TAKEN_DOWN);
        action = "escalate";
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void whatSomebodyHasStartedSinceIsNotTakenDownAnyMore() {
        takenDown("kill", engine.startedAt);
        engine.startedAt = NOW.minusSeconds(30);
        state = engine.state(Samples.ID);
        expect(Verdict.Act.class, Reason.CLEAR);
        takenDown("kill", null);
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void whatWasPausedOnPurposeIsNotLetGoOn() {
        engine.running = true;
        engine.paused = true;
        latest = Samples.health(NOW, CONSENT, "unhealthy");
        state = engine.state(Samples.ID);
        takenDown("pause", state.startedAt());
        for (String up : List.of("restart", "unpause")) {
            action = up;
            suppressed(Reason.TAKEN_DOWN);
        }
        engine.paused = false;
        engine.health = "unhealthy";
        state = engine.state(Samples.ID);
        action = "restart";
        expect(Verdict.Act.class, Reason.CLEAR);
        engine.running = false;
        latest = died(DEATH, CONSENT, Intent.NOT_ASKED);
        state = engine.state(Samples.ID);
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void ofADeathOfOurOwnMakingItIsSaidWhoseItWas() {
        latest = new ContainerEvent.Died(DEATH, "host", Origin.ENGINE, Samples.container(CONSENT), 143, false,
                new Judgement(Intent.ASKED, true, List.of("our own stop, act a1")), false, 0, Duration.ofSeconds(9),
                false, String.valueOf(engine.startedAt));
        takenDown("stop", engine.startedAt);
        suppressed(Reason.ASKED);
        assertThat(verdict().detail()).contains("Dockmedic stopped it on purpose", "by rule Stuck");
        circumstances = Circumstances.QUIET;
        assertThat(verdict().detail()).contains("Dockmedic's own");
    }

    private void takenDown(String how, @Nullable Instant run) {
        circumstances = new Circumstances(new Touches(List.of()), List.of(), List.of(), "",
                new Ending(DEATH, Intent.ASKED, true, Samples.ID, ""),
                List.of(new TakenDown(DEATH, how, "Stuck", "i0", 1, Samples.ID, run)), null);
    }

    @Test
    void theSameProposalAlwaysGetsTheSameAnswer() {
        assertThat(verdict()).isEqualTo(verdict());
    }

    @Test
    void anUnlabelledContainerIsLeftAloneAndNobodyIsPaged() {
        labels(Map.of());
        suppressed(Reason.NO_CONSENT);
        action = "escalate";
        suppressed(Reason.NO_CONSENT);
    }

    @ParameterizedTest
    @CsvSource({"autoheal,false", "autoheal,False", "autoheal,FALSE", "dockmedic.heal,false", "dockmedic.heal,No"})
    void healAllHealsAllButThoseThatRefuse(String label, String value) {
        policy = policy(HealMode.ALL, false);
        labels(Map.of(label, value));
        if (value.equalsIgnoreCase("false")) {
            suppressed(Reason.NO_CONSENT);
        } else {
            expect(Verdict.Act.class, Reason.CLEAR);
        }
    }

    @Test
    void refusalWinsOverConsent() {
        labels(Map.of("autoheal", "FALSE", "dockmedic.heal", "true"));
        suppressed(Reason.NO_CONSENT);
    }

    @Test
    void healNoneHealsNone() {
        policy = policy(HealMode.NONE, false);
        suppressed(Reason.NO_CONSENT);
    }

    @Test
    void healAllLeavesJobsAlone() {
        policy = policy(HealMode.ALL, false);
        latest = died(DEATH, new Container(Samples.ID, "job", "job:1", Map.of(), new Service("", "job", ""), true),
                Intent.NOT_ASKED, false);
        suppressed(Reason.NO_CONSENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "TRUE"})
    void autohealConsentsToRestartOnUnhealthyOnly(String value) {
        labels(Map.of("autoheal", value));
        suppressed(Reason.CONSENT_LIMITED);
        action = "escalate";
        suppressed(Reason.CONSENT_LIMITED);
        action = "restart";
        latest = health(DEATH, Map.of("autoheal", value), "unhealthy");
        expect(Verdict.Act.class, Reason.CLEAR);
        action = "escalate";
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void aProtectedContainerIsNotChangedButToldOf() {
        labels(Map.of("dockmedic.heal", "true", "dockmedic.protect", "True"));
        suppressed(Reason.PROTECTED);
        action = "escalate";
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aaaaaaaaaaaa", "web"})
    void neverOnOurselves(String mark) {
        policy = new Policy(HealMode.LABELLED, false, policy.service(), policy.rule(), policy.action(), policy.host(),
                policy.settle(), policy.staleAfter(), policy.cooldown(), policy.storm(), policy.windows(),
                policy.permits(),
                Set.of(mark), Set.of());
        suppressed(Reason.OURSELVES);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "tecnativa/docker-socket-proxy", "tecnativa/docker-socket-proxy:0.3",
            "docker.io/tecnativa/docker-socket-proxy:latest", "ghcr.io/tecnativa/docker-socket-proxy@sha256:00"})
    void neverOnTheSocketProxy(String image) {
        latest = died(DEATH, new Container(
                Samples.ID, "proxy", image, CONSENT, new Service("", "proxy", ""), false), Intent.NOT_ASKED, false);
        suppressed(Reason.OURSELVES);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "com.docker.swarm.task.id", "io.kubernetes.pod.name", "com.hashicorp.nomad.alloc_id",
            "com.amazonaws.ecs.task-arn", "PODMAN_SYSTEMD_UNIT"})
    void anOrchestratorsContainerIsObservedOnly(String label) {
        labels(Map.of("dockmedic.heal", "true", label, "x"));
        suppressed(Reason.ORCHESTRATED);
        action = "escalate";
        suppressed(Reason.ORCHESTRATED);
    }

    @Test
    void whatWasAskedForIsNeitherHealedNorTold() {
        latest = died(DEATH, CONSENT, Intent.ASKED);
        suppressed(Reason.ASKED);
        action = "escalate";
        suppressed(Reason.ASKED);
    }

    @Test
    void whatMayHaveBeenAskedForIsToldNotHealed() {
        latest = died(DEATH, CONSENT, Intent.UNKNOWN);
        suppressed(Reason.INTENT_UNKNOWN);
        action = "escalate";
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void whatTheEngineTookDownWithItIsBroughtBack() {
        latest = died(DEATH, CONSENT, Intent.ENGINE_SHUTDOWN);
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void theEnginesRestartPolicyGoesFirst() {
        latest = died(DEATH, Samples.container(CONSENT), Intent.NOT_ASKED, true);
        deferred(Reason.ENGINE_RESTARTS);
        latest = died(NOW.minusSeconds(60), Samples.container(CONSENT), Intent.NOT_ASKED, true);
        expect(Verdict.Act.class, Reason.CLEAR);
        engine.restarting = true;
        state = engine.state(Samples.ID);
        deferred(Reason.ENGINE_RESTARTS);
    }

    @Test
    void whatRunsAgainIsLeftAlone() {
        engine.running = true;
        engine.startedAt = DEATH.plusSeconds(1);
        state = engine.state(Samples.ID);
        suppressed(Reason.OVER);
    }

    @Test
    void whatIsHealthyAgainIsLeftAlone() {
        latest = health(DEATH, CONSENT, "unhealthy");
        engine.running = true;
        engine.health = "healthy";
        state = engine.state(Samples.ID);
        suppressed(Reason.OVER);
        engine.health = "unhealthy";
        state = engine.state(Samples.ID);
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void anOldDeathIsToldNotActedOn() {
        latest = died(NOW.minus(Duration.ofMinutes(6)), CONSENT, Intent.NOT_ASKED);
        suppressed(Reason.STALE);
        action = "escalate";
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void whatWasDueWhileNobodyLookedIsToldNotActedOn() {
        missedAt = NOW.minusSeconds(1);
        suppressed(Reason.MISSED);
        approved = true;
        expect(Verdict.Act.class, Reason.CLEAR);
        approved = false;
        action = "escalate";
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void whatIsUnhealthyStillIsSeenAlthoughItTellsNothingNew() {
        missedAt = NOW.minusSeconds(1);
        latest = Samples.health(NOW, CONSENT, "unhealthy");
        engine.health = "unhealthy";
        engine.running = true;
        state = engine.state(Samples.ID);
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void aLoopIsNotRestarted() {
        loops("i9", false);
        suppressed(Reason.LOOP);
    }

    /** No program that starts now gets a GPU, and what has one would lose it. */
    @Test
    void whatAsksForAGpuIsNotStartedWhileTheDriverDoesNotFit() {
        situation = new Situation(false, true, NOW.minusSeconds(60), "library 550, driver 535");
        expect(Verdict.Act.class, Reason.CLEAR);
        List<GpuAsk> asking = List.of(gpus(new Wish.All("")), gpus(new Wish.Named(Gpu.NVIDIA, "0")),
                gpus(new Wish.Device("/dev/nvidia0")), gpus(new Wish.Cdi("nvidia.com/gpu=0", true)));
        for (GpuAsk asks : asking) {
            asks(asks);
            suppressed(Reason.DRIVER_MISMATCH);
            assertThat(verdict().detail()).contains("library 550, driver 535");
        }
        action = "rollback";
        suppressed(Reason.DRIVER_MISMATCH);
        action = "escalate";
        expect(Verdict.Act.class, Reason.CLEAR);
        action = "restart";
        situation = new Situation(false, true, NOW.minusSeconds(60));
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void anothersGpuIsNoneOfThatDriver() {
        situation = new Situation(false, true, NOW.minusSeconds(60), "library 550, driver 535");
        for (Wish other : List.of(new Wish.All(Gpu.AMD), new Wish.Device("/dev/dri/renderD128"),
                new Wish.Cdi("amd.com/gpu=0", true))) {
            asks(gpus(other));
            expect(Verdict.Act.class, Reason.CLEAR);
        }
        // It may be the engine's default, for databases too.
        asks(new GpuAsk(List.of(), "nvidia"));
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    private static GpuAsk gpus(Wish wish) {
        return new GpuAsk(List.of(wish), "");
    }

    private void asks(GpuAsk asks) {
        engine.asks = asks;
        state = engine.state("web");
    }

    @Test
    void nobodyIsToldOfADeathOfALoopWhileSomethingIsDoneAboutIt() {
        action = "escalate";
        loops("i9", true);
        deferred(Reason.LOOP);
        loops("i9", false);
        expect(Verdict.Act.class, Reason.CLEAR);
        loops("i1", true);
        expect(Verdict.Act.class, Reason.CLEAR);
        loops("i9", true);
        asks = List.of(question("web", "KILL"));
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "start", "create", "destroy", "update", "rename", "pause", "connect", "disconnect"})
    void aPersonHasTheRightOfWay(String word) {
        latest = died(NOW.minusSeconds(60), CONSENT, Intent.NOT_ASKED);
        touches(new Touch(NOW.minusSeconds(30), word));
        suppressed(Reason.YIELDED);
        action = "escalate";
        suppressed(Reason.YIELDED);
    }

    @Test
    void aStopRightBeforeTheEngineWasGoneMayHaveBeenItsOwnEnd() {
        Touch stop = new Touch(NOW.minusSeconds(30), "stop");
        latest = died(NOW.minusSeconds(60), CONSENT, Intent.NOT_ASKED);
        inDoubt(stop, stop);
        suppressed(Reason.INTENT_UNKNOWN);
        inDoubt(stop, stop, new Touch(NOW.minusSeconds(20), "start"));
        suppressed(Reason.YIELDED);
        inDoubt(stop, stop);
        approved = true;
        expect(Verdict.Act.class, Reason.CLEAR);
        approved = false;
        action = "escalate";
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void aFreshTouchIsWaitedFor() {
        touches(new Touch(NOW.minusSeconds(1), "stop"));
        deferred(Reason.YIELDED);
    }

    @Test
    void whatWasTouchedBeforeTheFaultIsNoTakeover() {
        touches(new Touch(DEATH.minusSeconds(1), "start"));
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void anotherHealersRestartIsDeferredToNotTakenForAPerson() {
        latest = died(NOW.minusSeconds(60), CONSENT, Intent.NOT_ASKED);
        touches(new Touch(NOW.minusSeconds(31), "stop"), new Touch(NOW.minusSeconds(30), "start"),
                new Touch(NOW.minusSeconds(30), "restart"));
        deferred(Reason.OTHER_HEALER);
    }

    @Test
    void nothingBeforeAnEarlierCallHasSettled() {
        circumstances = new Circumstances(new Touches(List.of()), List.of(), List.of(), "an act has not settled", null,
                List.of(), null);
        deferred(Reason.UNSETTLED);
    }

    @Test
    void noJournalNoAct() {
        situation = new Situation(false, false, NOW.minusSeconds(60));
        deferred(Reason.NO_JOURNAL);
        action = "escalate";
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void noEngineNoAct() {
        situation = new Situation(false, true, null);
        deferred(Reason.NO_ENGINE);
    }

    @Test
    void justAfterTheStartWeDoNotKnowEnough() {
        situation = new Situation(false, true, NOW.minusSeconds(3));
        deferred(Reason.SETTLING);
    }

    @Test
    void anObserverNeitherActsNorPagesButMayHaveToTakeOver() {
        situation = new Situation(true, true, NOW.minusSeconds(60));
        deferred(Reason.OBSERVER);
        action = "escalate";
        deferred(Reason.OBSERVER);
    }

    @Test
    void budgetsSlide() {
        spent = new Spent(Collections.nCopies(5, NOW.minus(Duration.ofMinutes(59))), List.of(), List.of(), List.of());
        suppressed(Reason.BUDGET_SERVICE);
        spent = new Spent(Collections.nCopies(5, NOW.minus(Duration.ofMinutes(60))), List.of(), List.of(), List.of());
        expect(Verdict.Act.class, Reason.CLEAR);
        spent = new Spent(List.of(), Collections.nCopies(20, NOW), List.of(), List.of());
        suppressed(Reason.BUDGET_RULE);
        spent = new Spent(List.of(), List.of(), Collections.nCopies(19, NOW), List.of());
        expect(Verdict.Act.class, Reason.CLEAR);
        spent = new Spent(List.of(), List.of(), Collections.nCopies(20, NOW), List.of());
        suppressed(Reason.BUDGET_ACTION);
        spent = new Spent(List.of(), List.of(), List.of(), Collections.nCopies(30, NOW));
        suppressed(Reason.BUDGET_HOST);
        action = "mark";
        expect(Verdict.Act.class, Reason.CLEAR);
        action = "escalate";
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void whatWasTriedOftenEnoughIsNotBegunWithOnceMore() {
        tried = "it was done twice";
        suppressed(Reason.TRIED);
    }

    @Test
    void whatIsToBeDoneAfterABackupIsNotDoneWithoutAlsoNotByAYes() {
        unsaved = new Unsaved("none is known", null);
        suppressed(Reason.NO_BACKUP);
        approved = true;
        suppressed(Reason.NO_BACKUP);
        unsaved = new Unsaved("it cannot be seen", NOW.plusSeconds(5));
        deferred(Reason.NO_BACKUP);
    }

    @Test
    void whatIsForAQuietTimeWaitsForOneOrForAPersonWhoSaysThatNowIsOne() {
        unquiet = new Unquiet("the next begins in a minute", NOW.plusSeconds(60));
        deferred(Reason.NOT_QUIET);
        unquiet = new Unquiet("none is named", null);
        suppressed(Reason.NOT_QUIET);
        approved = true;
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void aPersonIsToldOnceOfAServicesTrouble() {
        action = "escalate";
        told(new Told(NOW.minusSeconds(60), "i0", "Other", true, "", List.of()));
        deferred(Reason.TOLD);
        action = "mark";
        expect(Verdict.Act.class, Reason.CLEAR);
        action = "escalate";
        told(new Told(NOW.minusSeconds(60), "i0", "ContainerExited", false, "", List.of()));
        deferred(Reason.TOLD);
        assertThat(((Verdict.Defer) verdict()).until()).isEqualTo(NOW.plus(Duration.ofMinutes(14)));
        told(new Told(NOW.minusSeconds(60), "i0", "Other", false, "", List.of()));
        expect(Verdict.Act.class, Reason.CLEAR);
        told(new Told(NOW.minus(Duration.ofHours(2)), "i0", "ContainerExited", true, "", List.of()));
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void whatIsGraverIsToldAtOnce() {
        action = "escalate";
        severity = "critical";
        told(new Told(NOW.minusSeconds(60), "i0", "Other", true, "warning", List.of()));
        expect(Verdict.Act.class, Reason.CLEAR);
        told(new Told(NOW.minusSeconds(60), "i0", "Other", true, "critical", List.of()));
        deferred(Reason.TOLD);
        told(new Told(NOW.minusSeconds(60), "i0", "Other", true, "", List.of()));
        deferred(Reason.TOLD);
        severity = "warning";
        told(new Told(NOW.minusSeconds(60), "i0", "Other", true, "critical", List.of()));
        deferred(Reason.TOLD);
    }

    @Test
    void aQuestionIsToldAtOnceButNotTheSameForEachIncidentOfAService() {
        action = "escalate";
        told(new Told(NOW.minusSeconds(60), "i0", "ContainerExited", false, "", List.of()));
        asks = List.of(question("web", "KILL"));
        expect(Verdict.Act.class, Reason.CLEAR);
        told(new Told(NOW.minusSeconds(60), "i0", "ContainerExited", false, "", List.of(question("web", "KILL"))));
        deferred(Reason.TOLD);
        assertThat(((Verdict.Defer) verdict()).until()).isEqualTo(NOW.plus(Duration.ofMinutes(59)));
        asks = List.of(question("web", "KILL"), question("web", "HUP"));
        expect(Verdict.Act.class, Reason.CLEAR);
        asks = List.of(question("db", "KILL"));
        expect(Verdict.Act.class, Reason.CLEAR);
        asks = List.of(question("web", "KILL"));
        told(new Told(NOW.minus(Duration.ofHours(2)), "i0", "ContainerExited", true, "",
                List.of(question("web", "KILL"))));
        expect(Verdict.Act.class, Reason.CLEAR);
        told(new Told(NOW.minusSeconds(60), "i1", "ContainerExited", true, "", List.of(question("web", "KILL"))));
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    /** Somebody's job, it may be. */
    @Test
    void whatWasToldAfreshIsPutOffForAQuarterOfAnHourWhenSomebodyActsOnceMore() {
        action = "escalate";
        told(afresh(60, "i1", "ContainerExited", "warning"));
        deferred(Reason.TOLD);
        assertThat(((Verdict.Defer) verdict()).until()).isEqualTo(NOW.plus(Duration.ofMinutes(14)));
        told(afresh(60, "i0", "ContainerExited", ""));
        deferred(Reason.TOLD);
        told(afresh(60, "i0", "Other", ""));
        expect(Verdict.Act.class, Reason.CLEAR);
        told(afresh(15 * 60, "i1", "ContainerExited", "warning"));
        expect(Verdict.Act.class, Reason.CLEAR);
        severity = "critical";
        told(afresh(60, "i0", "ContainerExited", "warning"));
        expect(Verdict.Act.class, Reason.CLEAR);
        severity = "warning";
        asks = List.of(question("web", "KILL"));
        told(afresh(60, "i1", "ContainerExited", "warning"));
        expect(Verdict.Act.class, Reason.CLEAR);
        told(afresh(60, "i1", "ContainerExited", "warning", question("web", "KILL")));
        deferred(Reason.TOLD);
        assertThat(((Verdict.Defer) verdict()).until()).isEqualTo(NOW.plus(Duration.ofMinutes(14)));
    }

    private static Told afresh(int secondsAgo, String incident, String rule, String graveness,
            Question.About... asked) {
        return new Told(NOW.minusSeconds(secondsAgo), incident, rule, true, graveness, List.of(asked), true, true);
    }

    private static Question.About question(String service, String signal) {
        return new Question.About("any", "ContainerExited", 0, service, Samples.ID, service, "kill",
                Map.of("signal", signal), "", List.of(), "", "");
    }

    @Test
    void whatIsWrongWithTheHostIsToldWhateverElseWasTold() {
        action = "escalate";
        latest = disk();
        told(new Told(NOW.minusSeconds(60), "i0", "DiskNearlyFull", true, "", List.of()));
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void whatWasWrongWhenAPersonWasToldIsNotToldAgainWhileThatLasts() {
        action = "escalate";
        latest = died(NOW.minus(Duration.ofHours(3)), CONSENT, Intent.NOT_ASKED);
        told(new Told(NOW.minus(Duration.ofMinutes(58)), "i0", "Other", true, "", List.of()));
        deferred(Reason.TOLD);
        assertThat(((Verdict.Defer) verdict()).until()).isEqualTo(NOW.plus(Duration.ofMinutes(2)));
        told(new Told(NOW.minus(Duration.ofHours(2)), "i0", "Other", true, "", List.of()));
        expect(Verdict.Act.class, Reason.CLEAR);
        told(new Told(NOW.minus(Duration.ofHours(2)), "i0", "Other", false, "", List.of()));
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void whatDiedAndRunsWasStartedSinceWhateverTheClocksSay() {
        engine.running = true;
        engine.startedAt = DEATH.minusSeconds(300);
        state = engine.state(Samples.ID);
        suppressed(Reason.OVER);
    }

    @Test
    void aRunThatIsNotJudgedYetIsNotUnhealthy() {
        latest = health(DEATH, CONSENT, "unhealthy");
        engine.running = true;
        engine.health = "starting";
        state = engine.state(Samples.ID);
        suppressed(Reason.OVER);
    }

    @Test
    void whatIsHealthyAgainIsNotStoppedEither() {
        action = "stop";
        latest = health(DEATH, CONSENT, "unhealthy");
        engine.running = true;
        engine.health = "healthy";
        state = engine.state(Samples.ID);
        suppressed(Reason.OVER);
        engine.health = "unhealthy";
        state = engine.state(Samples.ID);
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void whatWasUnhealthyAndEndedWithoutUsIsNoLongerUnhealthy() {
        latest = health(DEATH, CONSENT, "unhealthy");
        engine.health = "unhealthy";
        state = engine.state(Samples.ID);
        ending(ended(NOW.minusSeconds(1), Intent.NOT_ASKED, false));
        suppressed(Reason.OVER);
        ending(ended(NOW.minusSeconds(1), Intent.ASKED, true));
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void anUnhealthyContainerInTheEnginesBackOffIsTheEngines() {
        latest = health(DEATH, CONSENT, "unhealthy");
        engine.restarting = true;
        state = engine.state(Samples.ID);
        deferred(Reason.ENGINE_RESTARTS);
    }

    @Test
    void aLaterEndThatMayHaveBeenAskedForIsNotHealed() {
        ending(ended(NOW.minusSeconds(1), Intent.UNKNOWN, false));
        suppressed(Reason.INTENT_UNKNOWN);
        ending(ended(DEATH.minusSeconds(1), Intent.UNKNOWN, false));
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void aLaterRunThatEndedUnheardIsWaitedFor() {
        ContainerState seen = engine.state(Samples.ID);
        String run = String.valueOf(seen.startedAt());
        state = seen;
        latest = died(DEATH, CONSENT, Intent.NOT_ASKED, DEATH.minusSeconds(90).toString());
        deferred(Reason.UNHEARD);
        ending(new Ending(NOW, Intent.NOT_ASKED, false, Samples.ID, run));
        expect(Verdict.Act.class, Reason.CLEAR);
        latest = died(DEATH, CONSENT, Intent.NOT_ASKED, run);
        ending(new Ending(NOW, Intent.NOT_ASKED, false, "another of the service", NOW.toString()));
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void aStopThatWaitsForTheContainerToObeyIsNotUndone() {
        latest = health(DEATH, CONSENT, "unhealthy");
        engine.running = true;
        engine.health = "unhealthy";
        state = engine.state(Samples.ID);
        signalled(NOW.minusSeconds(14));
        deferred(Reason.YIELDED);
        signalled(NOW.minusSeconds(16));
        expect(Verdict.Act.class, Reason.CLEAR);
    }

    @Test
    void dryRunIsSaidOnlyOfWhatWouldHaveBeenDone() {
        policy = policy(HealMode.LABELLED, true);
        suppressed(Reason.DRY_RUN);
        labels(Map.of());
        suppressed(Reason.NO_CONSENT);
    }

    private void touches(Touch... touches) {
        circumstances = new Circumstances(new Touches(List.of(touches)), List.of(), List.of(), "", null, List.of(),
                null);
    }

    private void inDoubt(Touch one, Touch... touches) {
        circumstances = new Circumstances(new Touches(List.of(touches), Set.of(), Set.of(one)), List.of(), List.of(),
                "", null, List.of(), null);
    }

    private static Ending ended(Instant at, Intent intent, boolean ours) {
        return new Ending(at, intent, ours, Samples.ID, "");
    }

    private void ending(Ending ending) {
        circumstances = new Circumstances(new Touches(List.of()), List.of(), List.of(), "", ending, List.of(), null);
    }

    private void signalled(Instant at) {
        circumstances = new Circumstances(new Touches(List.of()), List.of(), List.of(), "", null, List.of(), at);
    }

    private void loops(String incident, boolean acts) {
        circumstances = new Circumstances(new Touches(List.of()), List.of(new Loop(incident, acts)), List.of(), "",
                null, List.of(), null);
    }

    private void told(Told told) {
        circumstances = new Circumstances(new Touches(List.of()), List.of(), List.of(told), "", null, List.of(), null);
    }

    private static Policy policy(HealMode heal, boolean dryRun) {
        Policy base = Policy.DEFAULT;
        return new Policy(heal, dryRun, base.service(), base.rule(), base.action(), base.host(), base.settle(),
                base.staleAfter(),
                base.cooldown(), base.storm(), base.windows(), base.permits(), base.ownContainers(), base.ownImages());
    }
}
