package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.OutOfMemory;
import io.dockmedic.collectors.event.ContainerEvent.Started;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Kill;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.collectors.intent.OwnActs;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A death that its message alone tells of is told while the engine has not yet answered the look at it. */
class ForeseenDeathTest {
    private static final Instant T = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant RUN = T.plusSeconds(10);
    private static final EngineInfo DOCKER = new EngineInfo("e", "host", "20.10", "1.41", "/var/lib/docker", true);

    private final FakeCalls calls = new FakeCalls();
    private final OwnActs ownActs = new OwnActs();
    private final Promise<CallResult<ContainerState>> look = Promise.promise();
    private final Tracker tracker = Tracker.fresh(Facts.of("c1", Map.of("name", "web")));
    private final List<Event> told = new ArrayList<>();
    private EngineInfo engine = DOCKER;
    private List<Event> afterwards = List.of();
    private MemoryKills kernel = MemoryKills.UNKNOWN;
    private Instant diesAt = T.plusSeconds(15);
    private int exit = 3;
    private ContainerState.Limits limit = ContainerState.Limits.NONE;

    @BeforeEach
    void aRunThatWasLookedAt() {
        runs(Map.of(), "no");
    }

    @Test
    void itIsToldBeforeTheLookIsAnswered() {
        die("3");
        assertThat(told).singleElement().isInstanceOfSatisfying(Died.class, died -> {
            assertThat(died.exitCode()).isEqualTo(3);
            assertThat(died.judgement().intent()).isEqualTo(Intent.NOT_ASKED);
            assertThat(died.run()).isEqualTo(RUN.toString());
            assertThat(died.ranFor()).isEqualTo(Duration.ofSeconds(5));
            assertThat(died.engineRestarts()).isFalse();
            assertThat(died.oomKilled()).isFalse();
        });
        assertThat(calls.foreseen).singleElement()
                .returns("exited", ContainerState::status)
                .returns(false, ContainerState::running)
                .returns(RUN, ContainerState::startedAt)
                .returns(3, ContainerState::exitCode);
        assertThat(tracker.running()).isFalse();
        assertThat(tracker.shouldRun()).isTrue();
    }

    @Test
    void theLookThatAgreesTellsNothingMoreAndIsRemembered() {
        die("3");
        look.complete(new CallResult.Done<>(state(Map.of("now", "known"), false, RUN, false, "no")));
        assertThat(told).hasSize(1);
        assertThat(afterwards).isEmpty();
        assertThat(tracker.container().labels()).containsKey("now");
        assertThat(tracker.deathReported()).isTrue();
    }

    @Test
    void aLookThatIsNotAnsweredTakesNothingBack() {
        die("3");
        look.complete(new CallResult.Unknown<>("no answer"));
        assertThat(afterwards).isEmpty();
        assertThat(tracker.running()).isFalse();
    }

    @Test
    void aRunThatGoesOnHasNotEndedAndItsOwnDeathIsStillTold() {
        die("3");
        look.complete(new CallResult.Done<>(state(Map.of(), true, RUN, false, "no")));
        assertThat(tracker.running()).isTrue();
        assertThat(tracker.deathReported()).isFalse();
        assertThat(tracker.shouldRun()).isTrue();
        assertThat(afterwards).singleElement()
                .isInstanceOfSatisfying(Started.class,
                        found -> assertThat(found.cause()).isEqualTo(StartCause.FOUND));
        assertThat(told).singleElement()
                .isInstanceOfSatisfying(Died.class,
                        died -> assertThat(died.run())
                                .as("its own end is not the one that was told")
                                .isNotEqualTo(tracker.runsName()));
    }

    @Test
    void anOutOfMemoryKillThatOnlyTheLookShowsIsToldAfterwards() {
        die("137");
        look.complete(new CallResult.Done<>(state(Map.of(), false, RUN, true, "no")));
        assertThat(afterwards).singleElement().isInstanceOf(OutOfMemory.class);
        assertThat(tracker.oomFlag()).isTrue();
    }

    @Test
    void andNotOnceMoreWhenTheEngineSaysIt() {
        killedAsOnlyTheLookShows();
        assertThat(outOfMemory()).isEmpty();
        assertThat(outOfMemory()).as("another one").singleElement().isInstanceOf(OutOfMemory.class);
    }

    @Test
    void aWordThatNeverCameIsNotTheNextRuns() {
        killedAsOnlyTheLookShows();
        tracker.began(T.plusSeconds(20), 0);
        assertThat(outOfMemory()).singleElement().isInstanceOf(OutOfMemory.class);
    }

    private void killedAsOnlyTheLookShows() {
        die("137");
        look.complete(new CallResult.Done<>(state(Map.of(), false, RUN, true, "no")));
    }

    private List<Event> outOfMemory() {
        Instant at = T.plusSeconds(21);
        return new OnOom()
                .handle(new EngineMessage("container", "oom", "c1", Map.of("name", "web"), at, at, false), tracker,
                        scene())
                .result();
    }

    @Test
    void anOutOfMemoryKillThatTheEngineToldOfIsPartOfTheDeath() {
        tracker.ranOutOfMemory(T.plusSeconds(15));
        die("137");
        look.complete(new CallResult.Done<>(state(Map.of(), false, RUN, true, "no")));
        assertThat(told).singleElement()
                .isInstanceOfSatisfying(Died.class,
                        died -> assertThat(died.oomKilled()).isTrue());
        assertThat(afterwards).isEmpty();
    }

    @Test
    void aRunThatBeganSinceIsNotTakenForTheOneThatEnded() {
        die("3");
        Instant next = T.plusSeconds(16);
        look.complete(new CallResult.Done<>(state(Map.of(), true, next, true, "no")));
        assertThat(tracker.run()).isEqualTo(RUN);
        assertThat(tracker.running()).isFalse();
        assertThat(afterwards).isEmpty();
    }

    @Test
    void onlyALookCanTellWhatALabelHides() {
        runs(Map.of("exitCode", "0"), "no");
        nothingIsToldBeforeTheLook("3");
    }

    @Test
    void onlyALookCanTellWhatTheRestartPolicyDoes() {
        runs(Map.of(), "unless-stopped");
        nothingIsToldBeforeTheLook("3");
    }

    @Test
    void aSignalThroughTheEngineIsLookedAt() {
        tracker.killed(new Kill(T.plusSeconds(14), 1));
        nothingIsToldBeforeTheLook("3");
    }

    @Test
    void anEndWithoutAnErrorCanWait() {
        nothingIsToldBeforeTheLook("0");
    }

    @Test
    void aMessageWithoutItsNumberIsLookedAt() {
        nothingIsToldBeforeTheLook("three");
    }

    @Test
    void whatIsToldAfterwardsIsLookedAt() {
        OnDie onDie = new OnDie(Duration.ZERO, kernel);
        calls.late = look.future();
        onDie.handle(message("3", T.plusSeconds(15), true), tracker, scene());
        assertThat(told).isEmpty();
    }

    @Test
    void aMessageOlderThanTheRunIsLookedAt() {
        calls.late = look.future();
        new OnDie(Duration.ZERO, kernel).handle(message("3", RUN.minusSeconds(1), false), tracker, scene());
        assertThat(told).isEmpty();
    }

    @Test
    void aRunNobodyLookedAtIsLookedAt() {
        tracker.began(T.plusSeconds(12), 0);
        nothingIsToldBeforeTheLook("3");
    }

    @Test
    void anEngineThatDoesNotTellRequestsIsLookedAt() {
        engine = new EngineInfo("e", "host", "4.3", "1.41", "/var/lib/docker", false);
        nothingIsToldBeforeTheLook("3");
    }

    @Test
    void anEndOfOurOwnMakingIsLookedAt() {
        ownActs.note(new OwnAct("a1", "c1", "restart", T.plusSeconds(14), OwnAct.Phase.BEGINS));
        ownActs.claim("c1", "kill", T.plusSeconds(14), RUN);
        nothingIsToldBeforeTheLook("143");
        look.complete(new CallResult.Done<>(state(Map.of(), false, RUN, false, "no")));
        assertThat(afterwards).singleElement().isInstanceOfSatisfying(Died.class, died -> {
            assertThat(died.judgement().ours()).isTrue();
            assertThat(died.judgement().intent()).isEqualTo(Intent.ASKED);
        });
    }

    /** The engine may say this death's own kill a moment after it, and then nothing has been waited for. */
    @Test
    void aKillOfAnotherProcessLongBeforeTellsNothingOfThisDeath() {
        limit = new ContainerState.Limits(1024, 64 << 20, 0, 0, 0);
        exit = 137;
        runs(Map.of(), "no");
        tracker.ranOutOfMemory(diesAt.minusSeconds(61));
        nothingIsToldBeforeTheLook("137");
    }

    @Test
    void aKillThatMayBeForWantOfMemoryIsLookedAt() {
        limit = new ContainerState.Limits(1024, 64 << 20, 0, 0, 0);
        exit = 137;
        runs(Map.of(), "no");
        nothingIsToldBeforeTheLook("137");
        look.complete(new CallResult.Done<>(state(Map.of(), false, RUN, true, "no")));
        assertThat(afterwards).singleElement()
                .isInstanceOfSatisfying(Died.class, died -> assertThat(died.oomKilled()).isTrue());
    }

    @Test
    void whatTheKernelSaysIsBelievedWhereTheEngineSaysNothing() {
        assertThat(killed(T.plusSeconds(14)).oomKilled()).isTrue();
    }

    @Test
    void whatTheKernelSaidOfTheRunBeforeIsNotOfThisOne() {
        diesAt = RUN.plusSeconds(2);
        assertThat(killed(RUN.minusMillis(200)).oomKilled()).isFalse();
    }

    @Test
    void aKillThatWasAskedForIsNoneForWantOfMemoryWhateverTheKernelSaid() {
        tracker.killed(new Kill(T.plusSeconds(14), 9));
        assertThat(killed(T.plusSeconds(14)).oomKilled()).isFalse();
    }

    /** What is told of a death with 137 of which the engine says nothing more; the kernel's word is of then. */
    private Died killed(Instant kernelsWord) {
        List<Kill> asked = tracker.kills();
        limit = new ContainerState.Limits(1024, 64 << 20, 0, 0, 0);
        exit = 137;
        runs(Map.of(), "no");
        asked.forEach(tracker::killed);
        kernel = id -> Optional.of(kernelsWord).filter(at -> id.equals("c1"));
        nothingIsToldBeforeTheLook("137");
        look.complete(new CallResult.Done<>(state(Map.of(), false, RUN, false, "no")));
        assertThat(afterwards).singleElement().isInstanceOf(Died.class);
        return (Died) afterwards.getFirst();
    }

    @Test
    void aFlagThatOutlivedTheStartIsNoKillOfThisRun() {
        ContainerState sticky = state(Map.of(), true, RUN, true, "no");
        tracker.observe(sticky, Facts.of(sticky));
        tracker.began(sticky);
        die("137");
        look.complete(new CallResult.Done<>(state(Map.of(), false, RUN, true, "no")));
        assertThat(told).singleElement()
                .isInstanceOfSatisfying(Died.class, died -> assertThat(died.oomKilled()).isFalse());
        assertThat(afterwards).isEmpty();
    }

    private void nothingIsToldBeforeTheLook(String exitCode) {
        die(exitCode);
        assertThat(told).isEmpty();
        assertThat(calls.foreseen).isEmpty();
    }

    private void runs(Map<String, String> labels, String policy) {
        ContainerState state = state(labels, true, RUN, false, policy);
        tracker.observe(state, Facts.of(state));
        tracker.began(state);
    }

    private void die(String exitCode) {
        calls.late = look.future();
        new OnDie(Duration.ZERO, kernel)
                .handle(message(exitCode, diesAt, false), tracker, scene())
                .onSuccess(events -> afterwards = events);
    }

    private Scene scene() {
        return new Scene(engine, calls, new ManualTime(T), ownActs,
                (id, action, within) -> Future.succeededFuture(false),
                (whose, happened) -> {
                    told.addAll(happened);
                    return Future.succeededFuture();
                });
    }

    private static EngineMessage message(String exitCode, Instant at, boolean replayed) {
        return new EngineMessage("container", "die", "c1", Map.of("name", "web", "exitCode", exitCode), at, at,
                replayed);
    }

    private ContainerState state(
            Map<String, String> labels, boolean running, Instant run, boolean oomKilled, String policy) {
        return new ContainerState("c1", "web", "image", "sha256:1", labels, running ? "running" : "exited", running,
                false, false, 0, running ? 0 : exit, oomKilled, "", T, run, running ? null : T.plusSeconds(15), 0, null,
                new RestartPolicy(policy, 0), "SIGTERM", Duration.ofSeconds(10), false, List.of("sh"), false, List.of(),
                ContainerState.Log.NONE, limit);
    }
}
