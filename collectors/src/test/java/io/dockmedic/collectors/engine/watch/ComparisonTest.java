package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
import io.dockmedic.collectors.event.ContainerEvent.Removed;
import io.dockmedic.collectors.event.ContainerEvent.StartFailed;
import io.dockmedic.collectors.event.ContainerEvent.Started;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.Kill;
import io.dockmedic.collectors.intent.OwnAct;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a gap ends in: the right state, once, dated now. */
class ComparisonTest {
    private static final Instant RUN = Instant.parse("2026-03-01T02:00:00Z");
    private static final Instant NEXT_RUN = RUN.plusSeconds(600);
    private static final Instant NOW = RUN.plusSeconds(3600);
    private static final Judgement SHUTDOWN = new Judgement(Intent.ENGINE_SHUTDOWN, false, List.of("burst"));

    @Test
    void aContainerSeenForTheFirstTimeIsNoFaultEvenIfItIsDown() {
        Tracker tracker = Tracker.fresh(Facts.of(exited(1, 0)));

        assertThat(compare(Optional.of(false)).foundFirst(tracker, exited(1, 0))).isEmpty();
        assertThat(compare(Optional.of(false)).found(tracker, exited(1, 0))).as("later").isEmpty();
    }

    /** Of some starts that fail the engine says nothing: what was done about a death has an incident already. */
    @Test
    void aStartOfOurOwnThatFailedWithoutAWordIsKnownForOurs() {
        ContainerState failed = failing("cannot join network of a non running container");
        Tracker tracker = wasRunning();
        tracker.ended(new Tracker.End(RUN.plusSeconds(9), 1, new Judgement(Intent.NOT_ASKED, false, List.of())), false,
                0, false);
        Tracker others = Tracker.restored(tracker.memory());
        tracker.entered(new OwnAct("a1", "c", "start", NOW, OwnAct.Phase.BEGINS));
        tracker.entered(new OwnAct("a1", "c", "start", NOW, OwnAct.Phase.ENDED));

        assertThat(compare(Optional.of(false)).found(tracker, failed)).last()
                .isInstanceOfSatisfying(StartFailed.class,
                        event -> assertThat(event.startedBy()).isEqualTo(StartCause.OURS));
        assertThat(compare(Optional.of(false)).found(others, failed)).last()
                .isInstanceOfSatisfying(StartFailed.class,
                        event -> assertThat(event.startedBy()).isEqualTo(StartCause.FOUND));
        assertThat(tracker.untold(StartCause.FOUND)).as("once").isEqualTo(StartCause.FOUND);
        tracker.entered(new OwnAct("a2", "c", "start", NOW, OwnAct.Phase.BEGINS));
        tracker.entered(new OwnAct("a1", "c", "start", NOW, OwnAct.Phase.VOID));
        assertThat(tracker.untold(StartCause.FOUND)).as("another act was void").isEqualTo(StartCause.OURS);
        tracker.entered(new OwnAct("a2", "c", "start", NOW, OwnAct.Phase.VOID));
        assertThat(tracker.untold(StartCause.FOUND)).as("nothing was done").isEqualTo(StartCause.FOUND);
    }

    /** The answer to our call may come after the engine's word of the start. */
    @Test
    void aStartOfOurOwnThatWasHeardOfIsOver() {
        Tracker tracker = wasRunning();
        tracker.entered(new OwnAct("a1", "c", "start", NOW, OwnAct.Phase.BEGINS));
        tracker.began(NOW.plusSeconds(1), 0);
        tracker.entered(new OwnAct("a1", "c", "start", NOW.plusSeconds(2), OwnAct.Phase.ENDED));
        assertThat(tracker.untold(StartCause.FOUND)).isEqualTo(StartCause.FOUND);
    }

    @Test
    void whatWasOnlyHeardOfAndIsGoneIsNoNews() {
        assertThat(compare(Optional.empty()).gone(Tracker.fresh(Facts.of(exited(1, 0))))).isEmpty();
    }

    @Test
    void aContainerThatWasMadeAndEndedWhileWeCouldNotSeeIsAFault() {
        Tracker tracker = Tracker.fresh(Facts.of(exited(1, 0)));

        assertThat(compare(Optional.of(false)).found(tracker, exited(1, 0))).singleElement()
                .isInstanceOfSatisfying(Died.class, died -> assertThat(died)
                        .returns(Intent.NOT_ASKED, gone -> gone.judgement().intent())
                        .returns(true, Died::gap));
        assertThat(compare(Optional.of(false)).found(tracker, exited(1, 0))).as("once").isEmpty();
    }

    @Test
    void aRunningContainerSeenForTheFirstTimeIsFound() {
        ContainerState running = running(RUN, 0);
        Tracker tracker = Tracker.fresh(Facts.of(running));

        assertThat(compare(Optional.empty()).found(tracker, running)).singleElement()
                .isInstanceOfSatisfying(Started.class,
                        started -> assertThat(started.cause()).isEqualTo(StartCause.FOUND));
        assertThat(compare(Optional.empty()).found(tracker, running)).as("once").isEmpty();
    }

    @Test
    void deadWithoutARequestByTheEnginesRecordIsAFault() {
        assertThat(died(compare(Optional.of(false)).found(wasRunning(), exited(3, 0)))).returns(3, Died::exitCode)
                .returns(Intent.NOT_ASKED, died -> died.judgement().intent())
                .returns(true, Died::gap)
                .returns(NOW, Died::at);
    }

    @Test
    void deadByRequestIsAsked() {
        assertThat(died(compare(Optional.of(true)).found(wasRunning(), exited(0, 0)))).returns(Intent.ASKED,
                died -> died.judgement().intent());
    }

    @Test
    void theRecordProvesNothingAfterAHarmlessSignal() {
        Tracker tracker = wasRunning();
        tracker.killed(new Kill(RUN.plusSeconds(5), 1));

        assertThat(died(compare(Optional.of(true)).found(tracker, exited(1, 0)))).returns(Intent.UNKNOWN,
                died -> died.judgement().intent());
    }

    @Test
    void theRecordProvesNothingWhenTheEngineItselfWasGone() {
        Comparison comparison = new Comparison("host", NOW,
                new GapJudge(Optional.of(true), Map.of(), Absence.ENGINE, true, RUN),
                new Redactor());

        assertThat(died(comparison.found(wasRunning(), exited(0, 0)))).returns(Intent.UNKNOWN,
                died -> died.judgement().intent());
    }

    @Test
    void theRecordProvesNothingWhenTheEngineMayHaveBeenGoneWhileWeWere() {
        Comparison comparison = new Comparison("host", NOW,
                new GapJudge(Optional.of(true), Map.of(), Absence.OURS, false, RUN), new Redactor());

        assertThat(died(comparison.found(wasRunning(), exited(137, 0)))).returns(Intent.UNKNOWN,
                died -> died.judgement().intent());
    }

    @Test
    void whatTheRunBeforeOutlivedSaysNothingOfTheRecordOfALaterOne() {
        Tracker tracker = wasRunning();
        tracker.killed(new Kill(RUN.plusSeconds(5), 3));
        Comparison comparison = new Comparison("host", NOW,
                new GapJudge(Optional.of(true), Map.of(), Absence.OURS, true, RUN.plusSeconds(300)), new Redactor());

        assertThat(died(comparison.found(tracker, state("exited", false, false, NEXT_RUN, 0, 0)))).returns(
                Intent.ASKED, died -> died.judgement().intent());
    }

    @Test
    void whatWentDownWithTheMachineIsNotTakenForAFinishedJob() {
        assertThat(afterReboot("no", 0)).isEqualTo(Intent.UNKNOWN);
        assertThat(afterReboot("no", 143)).isEqualTo(Intent.ENGINE_SHUTDOWN);
        assertThat(afterReboot("unless-stopped", 0)).isEqualTo(Intent.ENGINE_SHUTDOWN);
    }

    private static Intent afterReboot(String policy, int exitCode) {
        ContainerState ended = state("exited", false, false, RUN, exitCode, 0, policy);
        return died(new Comparison("host", NOW, new GapJudge(Optional.of(false), Map.of(), Absence.HOST, true, RUN),
                new Redactor()).found(wasRunning(), ended)).judgement().intent();
    }

    @Test
    void withoutTheRecordItIsUnknown() {
        assertThat(died(compare(Optional.empty()).found(wasRunning(), exited(1, 0)))).returns(Intent.UNKNOWN,
                died -> died.judgement().intent());
    }

    @Test
    void reportedOnceOnly() {
        Tracker tracker = wasRunning();
        compare(Optional.of(false)).found(tracker, exited(1, 0));

        assertThat(compare(Optional.of(false)).found(tracker, exited(1, 0))).isEmpty();
    }

    @Test
    void aLaterRunThatBeganAndEndedUnseenIsReported() {
        Tracker tracker = wasRunning();
        compare(Optional.of(false)).found(tracker, exited(1, 0));
        ContainerState later = state("exited", false, false, NEXT_RUN, 3, 0);

        assertThat(died(compare(Optional.of(false)).found(tracker, later))).returns(3, Died::exitCode)
                .returns(Intent.NOT_ASKED, died -> died.judgement().intent());
        assertThat(compare(Optional.of(false)).found(tracker, later)).as("once").isEmpty();
    }

    @Test
    void aLaterRunIsReportedThoughTheEnginesClockWasSetBack() {
        Tracker tracker = wasRunning();
        compare(Optional.of(false)).found(tracker, exited(1, 0));
        ContainerState later = state("exited", false, false, RUN.minusSeconds(3000), 3, 0);

        assertThat(died(compare(Optional.of(false)).found(tracker, later))).returns(3, Died::exitCode);
        assertThat(compare(Optional.of(false)).found(tracker, later)).as("once").isEmpty();
    }

    @Test
    void aRunKnownByTheEnginesWordOfItIsNoOther() {
        Tracker tracker = wasRunning();
        tracker.began(RUN.plusMillis(200), 0);
        tracker.ended(new Tracker.End(RUN.plusSeconds(61), 1, new Judgement(Intent.NOT_ASKED, false, List.of())),
                false, 0, false);

        assertThat(compare(Optional.of(false)).found(tracker, exited(1, 0))).isEmpty();
    }

    @Test
    void whatThePolicyMadeGoodForIsCountedAndNotActedOn() {
        List<Event> events = compare(Optional.empty()).found(wasRunning(), running(NEXT_RUN, 4));

        assertThat(events).hasSize(2);
        assertThat(died(events.subList(0, 1))).returns(true, Died::engineRestarts).returns(4, Died::restartCount);
        assertThat(events.get(1)).isInstanceOf(Started.class);
    }

    /** That death may have been told before we ended, and not noted: whoever counts must know it for the same. */
    @Test
    void theOneRestartOfTheRunThatWeKnewIsThatRunsEnd() {
        assertThat(policyRestarted(wasRunning(), 1).run()).isEqualTo(RUN.toString());
        assertThat(policyRestarted(wasRunning(), 2).run()).as("of two, one is told for the first time").isEmpty();
        Tracker dead = wasRunning();
        dead.ended(new Tracker.End(RUN.plusSeconds(61), 1, new Judgement(Intent.NOT_ASKED, false, List.of())), true, 1,
                false);
        assertThat(policyRestarted(dead, 2).run()).as("of a run that nobody saw").isEmpty();
    }

    private static Died policyRestarted(Tracker tracker, int restarts) {
        return died(compare(Optional.empty()).found(tracker, running(NEXT_RUN, restarts)).subList(0, 1));
    }

    @Test
    void restartedByOthersInTheGapIsNoDeath() {
        assertThat(compare(Optional.empty()).found(wasRunning(), running(NEXT_RUN, 0))).singleElement()
                .isInstanceOf(Started.class);
    }

    @Test
    void inThePolicysBackOffNobodyAsked() {
        ContainerState looping = state("restarting", true, true, RUN, 1, 5);

        assertThat(died(compare(Optional.empty()).found(wasRunning(), looping))).returns(true, Died::engineRestarts)
                .returns(Intent.NOT_ASKED, died -> died.judgement().intent());
    }

    @Test
    void whatTheEngineTookAlongAndDidNotStartAgainIsJudgedAnew() {
        Tracker tracker = stoppedByRequest();

        assertThat(died(compare(Optional.empty(), Map.of("c1", SHUTDOWN)).found(tracker, exited(0, 0))))
                .returns(Intent.ENGINE_SHUTDOWN, died -> died.judgement().intent());
    }

    @Test
    void aPersonsStopBeforeTheShutdownStaysAPersons() {
        assertThat(compare(Optional.of(true), Map.of("c1", SHUTDOWN)).found(stoppedByRequest(), exited(0, 0)))
                .isEmpty();
        assertThat(compare(Optional.empty()).found(stoppedByRequest(), exited(0, 0))).isEmpty();
    }

    @Test
    void afterAHarmlessSignalTheRecordMakesNoShutdownAPersonsStop() {
        Tracker tracker = stoppedByRequest();
        tracker.killed(new Kill(RUN.plusSeconds(5), 1));

        assertThat(compare(Optional.of(true)).found(tracker, exited(0, 0))).as("the engine did not go like that")
                .isEmpty();
        assertThat(died(compare(Optional.of(true), Map.of("c1", SHUTDOWN)).found(tracker, exited(0, 0))))
                .returns(Intent.ENGINE_SHUTDOWN, died -> died.judgement().intent());
    }

    @Test
    void whatTheEnginesShutdownMetInTheMiddleOfOurRestartIsStillWanted() {
        Tracker tracker = stoppedInOurRestart(NOW.minusSeconds(2));

        assertThat(died(halfDone(Absence.ENGINE, Map.of("c1", SHUTDOWN), NOW).found(tracker, exited(0, 0))))
                .returns(Intent.ENGINE_SHUTDOWN, died -> died.judgement().intent());
        assertThat(tracker.shouldRun()).isTrue();
        assertThat(halfDone(Absence.ENGINE, Map.of("c1", SHUTDOWN), NOW).found(tracker, exited(0, 0))).as("once")
                .isEmpty();
    }

    @Test
    void stoppedInOurRestartRightBeforeTheEngineWasGoneIsUnknown() {
        assertThat(died(halfDone(Absence.ENGINE, Map.of(), NOW)
                .found(stoppedInOurRestart(NOW.minusSeconds(2)), exited(0, 0))))
                .returns(Intent.UNKNOWN, died -> died.judgement().intent());
    }

    @Test
    void aPersonsStopInOurRestartStaysAPersons() {
        assertThat(halfDone(Absence.ENGINE, Map.of(), NOW)
                .found(stoppedInOurRestart(NOW.minusSeconds(60)), exited(0, 0))).as("long before").isEmpty();
        assertThat(halfDone(Absence.OURS, Map.of(), NOW)
                .found(stoppedInOurRestart(NOW.minusSeconds(2)), exited(0, 0))).as("the engine went on").isEmpty();
    }

    @Test
    void ourRestartThatTheEngineDidNotFinishGoesOn() {
        assertThat(halfDone(Absence.ENGINE, Map.of(), NOW).found(endedByUs(), exited(0, 0))).isEmpty();
    }

    private static Comparison halfDone(Absence absence, Map<String, Judgement> shutdown, Instant lost) {
        return new Comparison("host", NOW, new GapJudge(Optional.of(true), shutdown, absence, true, lost),
                new Redactor());
    }

    private static Tracker stoppedInOurRestart(Instant at) {
        Tracker tracker = endedByUs();
        tracker.stopSaid(at);
        return tracker;
    }

    private static Tracker endedByUs() {
        Tracker tracker = wasRunning();
        tracker.ended(new Tracker.End(RUN.plusSeconds(61), 0, new Judgement(Intent.ASKED, true, List.of("act"))),
                false, 0, false);
        return tracker;
    }

    /** A restart of ours is no news of the container. */
    @Test
    void whatWasToldOfItsHealthIsNotToldAgainAfterOurRestart() {
        Tracker tracker = wasRunning();
        assertThat(compare(Optional.empty()).found(tracker, healthIs("unhealthy"))).singleElement()
                .isInstanceOfSatisfying(HealthChanged.class,
                        changed -> assertThat(changed.status()).isEqualTo("unhealthy"));
        Tracker restored = Tracker.restored(tracker.memory());
        assertThat(compare(Optional.empty()).found(restored, healthIs("unhealthy"))).isEmpty();
        assertThat(compare(Optional.empty()).found(restored, healthIs("starting"))).isEmpty();
        assertThat(compare(Optional.empty()).found(restored, healthIs("healthy"))).hasSize(1);
        restored.began(healthIs("unhealthy"));
        assertThat(compare(Optional.empty()).found(restored, healthIs("unhealthy"))).as("of a new run").hasSize(1);
    }

    @Test
    void aContainerTheEngineDoesNotHaveIsGone() {
        assertThat(compare(Optional.empty()).gone(wasRunning())).singleElement().isInstanceOf(Removed.class);
    }

    private static Tracker wasRunning() {
        ContainerState running = running(RUN, 0);
        Tracker tracker = Tracker.fresh(Facts.of(running));
        tracker.observe(running, Facts.of(running));
        tracker.began(running);
        return tracker;
    }

    private static Tracker stoppedByRequest() {
        Tracker tracker = wasRunning();
        tracker.killed(new Kill(RUN.plusSeconds(60), 15));
        tracker.ended(new Tracker.End(RUN.plusSeconds(61), 0, new Judgement(Intent.ASKED, false, List.of("kill"))),
                false, 0, false);
        return tracker;
    }

    private static Died died(List<Event> events) {
        assertThat(events).singleElement().isInstanceOf(Died.class);
        return (Died) events.getFirst();
    }

    private static Comparison compare(Optional<Boolean> onRequest) {
        return compare(onRequest, Map.of());
    }

    private static Comparison compare(Optional<Boolean> onRequest, Map<String, Judgement> shutdown) {
        return new Comparison("host", NOW, new GapJudge(onRequest, shutdown, Absence.OURS, true, RUN), new Redactor());
    }

    private static ContainerState running(Instant run, int restartCount) {
        return state("running", true, false, run, 0, restartCount);
    }

    private static ContainerState exited(int exitCode, int restartCount) {
        return state("exited", false, false, RUN, exitCode, restartCount);
    }

    private static ContainerState state(
            String status, boolean running, boolean restarting, @Nullable Instant run, int exitCode, int restartCount) {
        return state(status, running, restarting, run, exitCode, restartCount, "always");
    }

    private static ContainerState state(
            String status,
            boolean running,
            boolean restarting,
            @Nullable Instant run,
            int exitCode,
            int restartCount,
            String policy) {
        return state(status, running, restarting, run, exitCode, restartCount, policy, null);
    }

    private static ContainerState failing(String error) {
        return new ContainerState("c1", "web", "image", "sha256:1", Map.of(), "exited", false, false, false, 0, 128,
                false, error, RUN, RUN, RUN.plusSeconds(61), 0, null, new RestartPolicy("no", 0), "SIGTERM",
                Duration.ofSeconds(10), false, List.of("sh"), false, List.of(), ContainerState.Log.NONE,
                ContainerState.Limits.NONE);
    }

    private static ContainerState healthIs(String health) {
        return state("running", true, false, RUN, 0, 0, "always", new ContainerState.HealthState(health, 3, List.of()));
    }

    private static ContainerState state(
            String status, boolean running, boolean restarting, @Nullable Instant run, int exitCode, int restartCount,
            String policy, ContainerState.@Nullable HealthState health) {
        return new ContainerState("c1", "web", "image", "sha256:1", Map.of(), status, running, restarting, false, 0,
                exitCode, false, "", RUN, run, running ? null : RUN.plusSeconds(61), restartCount, health,
                new RestartPolicy(policy, 0), "SIGTERM", Duration.ofSeconds(10), false, List.of("sh"), false, List.of(),
                ContainerState.Log.NONE, ContainerState.Limits.NONE);
    }
}
