package io.dockmedic.remediation.ladder;

import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.ladder.LadderState.Acting;
import io.dockmedic.remediation.ladder.LadderState.Deciding;
import io.dockmedic.remediation.ladder.LadderState.Escalated;
import io.dockmedic.remediation.ladder.LadderState.Exhausted;
import io.dockmedic.remediation.ladder.LadderState.Healed;
import io.dockmedic.remediation.ladder.LadderState.Over;
import io.dockmedic.remediation.ladder.LadderState.Suppressed;
import io.dockmedic.remediation.ladder.LadderState.Unsettled;
import io.dockmedic.remediation.ladder.LadderState.Verifying;
import io.dockmedic.remediation.ladder.LadderState.Waiting;
import io.dockmedic.remediation.ladder.LadderState.Yielded;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The transitions, without anybody to carry them out. */
class ClimbTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Verdict ACT = new Verdict.Act(Reason.CLEAR, "nothing stands against it");

    private RemedyPlan plan = RESTART_THEN_TELL;
    private Ladder ladder = Ladder.planned("i1", NOW);
    private List<Effect> effects = List.of();

    private ClimbTest on(Input... inputs) {
        for (Input input : inputs) {
            Transition next = Climb.next(ladder, input, plan, NOW);
            ladder = next.ladder();
            effects = next.effects();
        }
        return this;
    }

    private ClimbTest acting() {
        return on(new Input.Fired(), new Input.Judged(ACT, "act1"));
    }

    private void is(LadderState state, Effect... expected) {
        assertThat(ladder.state()).isEqualTo(state);
        assertThat(effects).containsExactly(expected);
    }

    private static Input.Judged suppress(Reason reason) {
        return new Input.Judged(new Verdict.Suppress(reason, "because"), "x");
    }

    private static Waiting until(int seconds) {
        return new Waiting(NOW.plusSeconds(seconds), null, "");
    }

    private Input.Judged putOff() {
        return new Input.Judged(new Verdict.Defer(NOW.plusSeconds(60), Reason.UNSETTLED, "another is under way"), "x");
    }

    /** By whichever proof. */
    private LadderState healed() {
        return new Healed(ladder.state().detail());
    }

    @Test
    void whatWasPutOffUntilItsTimeWasUpIsToldAndNotCalledWell() {
        plan = new RemedyPlan(RESTART_THEN_TELL.steps(), true);
        on(new Input.Fired(), putOff(), new Input.Missed("its time is up")).is(new Deciding(), new Effect.Decide());
        assertThat(ladder.step()).isEqualTo(1);
        assertThat(ladder.attempts()).extracting(Attempt::action, Attempt::reason, Attempt::detail)
                .endsWith(tuple("restart", "over",
                        "not done: its time is up, and it was put off until then: another is under way"));
        on(new Input.Judged(ACT, "act1")).is(new Acting("act1"), new Effect.Perform("act1"));
        on(new Input.Done("told")).is(new Escalated());
        assertThat(ladder.resolved()).isTrue();
    }

    @Test
    void whatIsUnderWayWhenItsTimeIsUpIsFinished() {
        plan = new RemedyPlan(RESTART_THEN_TELL.steps(), true);
        acting().on(new Input.Missed("its time is up")).is(new Acting("act1"));
        on(new Input.Done("kept"), new Input.Proved()).is(healed());
    }

    @Test
    void whatFailsAfterItsTimeWasUpIsTold() {
        plan = new RemedyPlan(RESTART_THEN_TELL.steps(), true);
        acting().on(new Input.Missed("its time is up"), new Input.Failed("the disk is full"))
                .is(new Deciding(), new Effect.Decide());
        assertThat(ladder.step()).isEqualTo(1);
        on(new Input.Judged(ACT, "act2"), new Input.Done("told")).is(new Escalated());
    }

    @Test
    void whatWasDueWhileNobodyLookedIsTriedWhenItComesOnceMore() {
        on(new Input.Fired(), suppress(Reason.MISSED), new Input.Judged(ACT, "act1"), new Input.Done("told"));
        assertThat(ladder.state()).isEqualTo(new Escalated());
        on(new Input.Again()).is(new Deciding(), new Effect.Decide());
        on(new Input.Judged(ACT, "act2"), new Input.Refused(ErrorClass.NOT_FOUND, "gone"));
        assertThat(ladder.state()).as("tried, and told before").isEqualTo(new Escalated());
        on(new Input.Again()).is(new Escalated());
    }

    @Test
    void whatIsRefusedAfterItsTimeWasUpIsTold() {
        plan = new RemedyPlan(RESTART_THEN_TELL.steps(), true);
        acting().on(new Input.Missed("its time is up"), new Input.Refused(ErrorClass.UNREACHABLE, "no engine"))
                .is(new Deciding(), new Effect.Decide());
        on(new Input.Judged(ACT, "act2"), new Input.Refused(ErrorClass.UNREACHABLE, "nobody there"))
                .is(new Over("it is over"));
    }

    @Test
    void whoWasToldBeforeItsTimeWasUpHearsThatItIsOver() {
        plan = new RemedyPlan(RESTART_THEN_TELL.steps(), true);
        on(new Input.Fired(), suppress(Reason.ABSENT), new Input.Judged(ACT, "act1"), new Input.Done("told"));
        on(new Input.Missed("its time is up")).is(new Escalated(), new Effect.TellResolved());
    }

    @Test
    void anAttemptThatNeedNotWaitIsDecidedAtOnce() {
        on(new Input.Fired()).is(new Deciding(), new Effect.Decide());
    }

    @Test
    void theFirstAttemptWaitsAsThePlanSaysAndIsThenDecided() {
        plan = new RemedyPlan(List.of(new Step("restart", Map.of(), Samples.seconds(3),
                RESTART_THEN_TELL.steps().getFirst().verify())));
        on(new Input.Fired()).is(until(3), new Effect.Wait(NOW.plusSeconds(3)));
        on(new Input.Due()).is(new Deciding(), new Effect.Decide());
    }

    @Test
    void anActIsPerformedProvedAndHealed() {
        acting().is(new Acting("act1"), new Effect.Perform("act1"));
        on(new Input.Done("restarted")).is(new Verifying("act1"), new Effect.Prove("act1"));
        on(new Input.Proved()).is(healed());
    }

    @Test
    void roomThatIsMadeIsNoCureWhereItStillFiresAMinuteLater() {
        plan = new RemedyPlan(List.of(
                new Step("prune", Map.of(), List.of(),
                        new Step.Verify(Step.State.FREED, Duration.ofSeconds(30), Duration.ofMinutes(2))),
                ESCALATE));
        Effect.Wait minute = new Effect.Wait(NOW.plusSeconds(60));
        acting().on(new Input.Done("removed"), new Input.Proved()).is(healed(), minute);
        Ladder healed = ladder;
        on(new Input.Due()).is(new Deciding(), new Effect.Decide());
        assertThat(ladder.step()).isEqualTo(1);
        ladder = healed;
        on(new Input.Resumed()).is(healed(), minute);
        on(new Input.Resolved(""), new Input.Due()).is(healed());
    }

    @Test
    void whatIsOnlyHeldDownGoesOnToAPerson() {
        plan = new RemedyPlan(List.of(new Step("stop", Map.of(), List.of(),
                new Step.Verify(Step.State.STOPPED, Duration.ofSeconds(5), Duration.ofSeconds(60))),
                Samples.ESCALATE));
        acting().on(new Input.Done("stopped"), new Input.Proved()).is(new Deciding(), new Effect.Decide());
        assertThat(ladder.step()).isEqualTo(1);
        assertThat(ladder.attempts().getLast().outcome()).startsWith("contained");
    }

    @Test
    void aMarkIsNoCureAndNobodyWasToldByIt() {
        plan = new RemedyPlan(List.of(new Step("mark", Map.of(), List.of(), null), ESCALATE));
        acting().on(new Input.Marked("marked")).is(new Deciding(), new Effect.Decide());
        assertThat(ladder.step()).isEqualTo(1);
        assertThat(ladder.heard()).isFalse();
        assertThat(ladder.attempts().getLast().outcome()).isEqualTo("marked");
        ladder = Ladder.planned("i2", NOW);
        acting().on(new Input.Resumed()).is(new Acting("act1"), new Effect.Perform("act1"));
        on(new Input.Failed("the disk is full")).is(new Deciding(), new Effect.Decide());
        assertThat(ladder.step()).isEqualTo(1);
        ladder = Ladder.planned("i3", NOW);
        acting().on(new Input.Resolved(""), new Input.Marked("marked")).is(new Over("it is over"));
    }

    @Test
    void whatNoAttemptCanProveLeadsToTheNextRungAtOnceAndWakesNobodyForWhatIsOver() {
        acting().on(new Input.Done(""), new Input.Unprovable("blind")).is(new Deciding(), new Effect.Decide());
        assertThat(ladder.step()).isEqualTo(1);
        assertThat(ladder.attempts().getLast().outcome()).isEqualTo("not healed: blind");
        ladder = Ladder.planned("i2", NOW);
        acting().on(new Input.Done(""), new Input.Resolved(""), new Input.Unprovable("blind"));
        assertThat(ladder.state()).isInstanceOf(Over.class);
    }

    @Test
    void aFailedProofLeadsThroughAllAttemptsToTheNextRung() {
        on(new Input.Fired());
        for (int wait : new int[]{5, 10, 20}) {
            on(new Input.Due(), new Input.Judged(ACT, "a"), new Input.Done(""), new Input.Disproved("died"));
            is(until(wait), new Effect.Wait(NOW.plusSeconds(wait)));
        }
        on(new Input.Due(), new Input.Judged(ACT, "a"), new Input.Done(""), new Input.Disproved("died"));
        assertThat(ladder.step()).isEqualTo(1);
        on(new Input.Due(), new Input.Judged(ACT, "tell")).is(new Acting("tell"), new Effect.Perform("tell"));
        on(new Input.Done("sent")).is(new Escalated());
        assertThat(ladder.escalated()).isTrue();
    }

    @Test
    void withNobodyToTellItIsExhaustedAndVisible() {
        plan = new RemedyPlan(List.of(RESTART_THEN_TELL.steps().getFirst()));
        acting().on(new Input.Refused(ErrorClass.NOT_FOUND, "gone"));
        assertThat(ladder.state()).isInstanceOf(Exhausted.class);
    }

    @Test
    void aDeferralWaitsAndARepeatedOneIsNoNews() {
        Instant until = NOW.plusSeconds(5);
        Input later = new Input.Judged(new Verdict.Defer(until, Reason.NO_ENGINE, "gone"), "x");
        on(new Input.Fired(), later);
        is(new Waiting(until, Reason.NO_ENGINE, "gone"), new Effect.Wait(until));
        on(new Input.Due(), later, new Input.Due(), later);
        assertThat(ladder.attempts()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class, names = {
            "PROTECTED", "OURSELVES", "ELSEWHERE", "INTENT_UNKNOWN", "STALE", "MISSED", "LOOP", "DRIVER_MISMATCH",
            "MOUNT_CHANGED", "TRIED",
            "BUDGET_SERVICE",
            "BUDGET_RULE",
            "BUDGET_ACTION",
            "BUDGET_HOST"})
    void theseRefusalsAreToldToAPerson(Reason reason) {
        on(new Input.Fired(), suppress(reason));
        assertThat(ladder.step()).isEqualTo(1);
        assertThat(ladder.state()).isInstanceOf(Deciding.class);
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class, names = {
            "NO_CONSENT", "CONSENT_LIMITED", "ASKED", "ORCHESTRATED", "OBSERVER", "DRY_RUN", "TOLD"})
    void theseRefusalsEndIt(Reason reason) {
        on(new Input.Fired(), suppress(reason)).is(new Suppressed(reason, "because"));
    }

    @Test
    void yieldedAndOverHaveStatesOfTheirOwn() {
        on(new Input.Fired(), suppress(Reason.YIELDED)).is(new Yielded("because"));
        ladder = Ladder.planned("i1", NOW);
        on(new Input.Fired(), suppress(Reason.OVER)).is(new Over("because"));
    }

    @ParameterizedTest
    @EnumSource(ErrorClass.class)
    void everyClassOfErrorHasItsAnswer(ErrorClass error) {
        Set<ErrorClass> givesUp = EnumSet.of(ErrorClass.NOT_FOUND, ErrorClass.BAD_REQUEST, ErrorClass.DENIED,
                ErrorClass.BAD_COMMAND, ErrorClass.PORT_IN_USE, ErrorClass.DEVICE, ErrorClass.NETWORK_GONE);
        acting().on(new Input.Refused(error, "no"));
        assertThat(ladder.step()).isEqualTo(givesUp.contains(error) ? 1 : 0);
        assertThat(ladder.state()).isInstanceOf(givesUp.contains(error) ? Deciding.class : Waiting.class);
    }

    /** It is asked for again and again, and stands among the attempts once, since when that is so. */
    @Test
    void whatIsNotThereYetIsWaitedForHalfAnHour() {
        acting();
        List<Long> waits = new ArrayList<>();
        Instant now = NOW;
        while (ladder.step() == 0 && waits.size() < 100) {
            Transition refused = Climb.next(ladder, new Input.Refused(ErrorClass.NOT_YET, "vpn is exited"), plan, now);
            ladder = refused.ladder();
            if (ladder.state() instanceof Waiting(Instant until, Reason reason, String detail)) {
                assertThat(detail).isEqualTo("refused (not_yet): vpn is exited");
                waits.add(Duration.between(now, until).toSeconds());
                now = until;
                ladder = Climb.next(ladder, new Input.Due(), plan, now).ladder();
                ladder = Climb.next(ladder, new Input.Judged(ACT, "act" + waits.size()), plan, now).ladder();
            }
        }
        assertThat(waits).startsWith(5L, 5L, 10L, 20L, 40L, 60L, 60L);
        assertThat(Duration.between(NOW, now)).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(31));
        assertThat(ladder.attempts()).singleElement().satisfies(one -> {
            assertThat(one.at()).isEqualTo(NOW);
            assertThat(one.outcome()).isEqualTo("refused (not_yet): vpn is exited");
        });
        assertThat(ladder.retries()).isZero();
    }

    /** Half an hour is given to it in each climb. */
    @Test
    void whatWasWaitedForInAnEarlierClimbIsNoPartOfTheHalfHour() {
        Input notYet = new Input.Refused(ErrorClass.NOT_YET, "vpn is exited");
        acting();
        on(notYet, new Input.Due(), new Input.Judged(ACT, "act2"), notYet);
        on(new Input.TakenOver("somebody did stop"));
        Instant later = NOW.plus(Duration.ofMinutes(45));
        for (Input next : List.of(new Input.Again(), new Input.Judged(ACT, "act3"), notYet)) {
            ladder = Climb.next(ladder, next, plan, later).ladder();
        }
        assertThat(ladder.step()).isZero();
        assertThat(ladder.state())
                .isEqualTo(new Waiting(later.plusSeconds(5), null, "refused (not_yet): vpn is exited"));
        assertThat(ladder.attempts()).extracting(Attempt::outcome)
                .containsExactly("refused (not_yet): vpn is exited, until the remedy was begun anew",
                        "refused (not_yet): vpn is exited");
        assertThat(ladder.attempts()).extracting(Attempt::at).containsExactly(NOW, later);
    }

    /** What came in between counts from then on, and what else is refused has its own repetitions. */
    @Test
    void whatIsNotThereYetTakesNothingFromWhatElseIsRefused() {
        Input notYet = new Input.Refused(ErrorClass.NOT_YET, "vpn is exited");
        Input again = new Input.Judged(ACT, "act2");
        acting();
        for (int i = 0; i < 6; i++) {
            on(notYet, new Input.Due(), again);
        }
        on(new Input.Refused(ErrorClass.SERVER_ERROR, "busy"));
        is(new Waiting(NOW.plusSeconds(5), null, "refused (server_error): busy"),
                new Effect.Wait(NOW.plusSeconds(5)));
        on(new Input.Due(), again, notYet);
        assertThat(ladder.attempts()).extracting(Attempt::outcome)
                .containsExactly("refused (not_yet): vpn is exited", "refused (server_error): busy",
                        "refused (not_yet): vpn is exited");
    }

    @Test
    void anUnansweredCallIsSettledFirst() {
        acting().on(new Input.Unknown("late")).is(new Unsettled("act1"), new Effect.Settle("act1"));
        on(new Input.Due(), new Input.TakenOver("stop"), new Input.Again());
        assertThat(ladder.state()).isEqualTo(new Unsettled("act1"));
        on(new Input.Done("seen")).is(new Verifying("act1"), new Effect.Prove("act1"));
    }

    @Test
    void whatNeverSettlesGoesStraightToThePerson() {
        plan = new RemedyPlan(List.of(
                RESTART_THEN_TELL.steps().getFirst(), RESTART_THEN_TELL.steps().getFirst(), ESCALATE));
        acting().on(new Input.Unknown("late"), new Input.NeverSettled("late"));
        assertThat(ladder.step()).isEqualTo(2);
    }

    @Test
    void whatNeverSettlesIsNotFollowedByAnotherActWhenThereIsNobodyToTell() {
        plan = new RemedyPlan(List.of(
                RESTART_THEN_TELL.steps().getFirst(), RESTART_THEN_TELL.steps().getFirst()));
        acting().on(new Input.Unknown("late"), new Input.NeverSettled("late"));
        assertThat(ladder.state()).isInstanceOf(Exhausted.class);
    }

    @Test
    void anIntentThatCouldNotBeWrittenIsTriedAgain() {
        acting().on(new Input.NotRecorded("disk full"));
        assertThat(ladder.state()).isEqualTo(new Waiting(NOW.plusSeconds(5), Reason.NO_JOURNAL, "disk full"));
    }

    @Test
    void aTakeoverEndsTheProofAndANewFaultBeginsFromTheGround() {
        acting().on(new Input.Done(""), new Input.TakenOver("stop")).is(new Yielded("stop"));
        on(new Input.Again()).is(new Deciding(), new Effect.Decide());
        assertThat(ladder.attempt()).isZero();
    }

    @Test
    void whatIsUnderWayWhenTheIncidentEndsIsFinishedButNotRepeated() {
        acting().on(new Input.Resolved(""));
        assertThat(ladder.state()).isEqualTo(new Acting("act1"));
        on(new Input.Done(""), new Input.Disproved("died"));
        assertThat(ladder.state()).isInstanceOf(Over.class);
    }

    @Test
    void theEndIsToldToThoseWhoWereTold() {
        acting().on(new Input.Refused(ErrorClass.NOT_FOUND, ""), new Input.Due(), new Input.Judged(ACT, "t"),
                new Input.Done(""));
        on(new Input.Resolved("")).is(new Escalated(), new Effect.TellResolved());
    }

    @Test
    void afterAPersonWasToldNothingMoreIsDone() {
        acting().on(new Input.Refused(ErrorClass.NOT_FOUND, ""), new Input.Due(), new Input.Judged(ACT, "t"),
                new Input.Done(""));
        on(new Input.Again()).is(new Escalated());
    }

    @Test
    void inputsThatDoNotFitChangeNothing() {
        acting();
        Ladder before = ladder;
        on(new Input.Due(), new Input.Fired(), new Input.Proved(), new Input.Disproved("x"), suppress(Reason.ASKED),
                new Input.NeverSettled("x"));
        assertThat(ladder).isEqualTo(before);
    }

    @Test
    void afterOurRestartAnOpenActIsSettledNotRepeated() {
        acting().on(new Input.Resumed()).is(new Unsettled("act1"), new Effect.Settle("act1"));
    }

    @Test
    void aPlanThatLostRungsOrAttemptsIsClimbedFromItsLastOnes() {
        RemedyPlan shorter = new RemedyPlan(List.of(new Step("restart", Map.of(), Samples.seconds(0),
                RESTART_THEN_TELL.steps().getFirst().verify())));
        Ladder old = new Ladder("i1", 1, 3, 0, new LadderState.Over(""), false, false, false, 0,
                List.of(), Instant.EPOCH);

        Ladder next = Climb.next(old, new Input.Again(), shorter, Instant.EPOCH).ladder();

        assertThat(next.state()).isInstanceOf(Deciding.class);
        assertThat(next.step()).isZero();
        assertThat(next.attempt()).isZero();
    }

    @Test
    void whatAPersonSaysYesToIsDoneWhereNothingElseIsUnderWay() {
        acting().on(new Input.Approved(0, ACT, "act2")).is(new Acting("act1"));
        ladder = Ladder.planned("i1", NOW);
        on(new Input.Fired(), new Input.Judged(new Verdict.Suppress(Reason.AWAITS_APPROVAL, "approve 1a"), "x"))
                .is(new Deciding(), new Effect.Decide());
        assertThat(ladder.step()).isEqualTo(1);
        on(new Input.Judged(ACT, "told"), new Input.Done("sent to one")).is(new Escalated());
        on(new Input.Approved(0, new Verdict.Suppress(Reason.PAUSED, "paused"), "no")).is(new Escalated());
        assertThat(ladder.step()).isEqualTo(1);
        assertThat(ladder.attempts().getLast().reason()).isEqualTo("paused");
        on(new Input.Approved(0, ACT, "act2")).is(new Acting("act2"), new Effect.Perform("act2"));
        assertThat(ladder.step()).isZero();
        // Whoever was told of the fault hears that what was approved was not done, as something new.
        on(new Input.Refused(ErrorClass.DENIED, "no")).is(new Deciding(), new Effect.Decide());
        assertThat(ladder.step()).isEqualTo(1);
        assertThat(ladder.resets()).isEqualTo(1);
        on(new Input.Judged(ACT, "told"), new Input.Done("sent to one")).is(new Escalated());
        on(new Input.Answered("2b", "approved by bert"), new Input.Answered("1a", "approved by anna"));
        assertThat(ladder.attempts().getFirst().outcome()).isEqualTo("approved by anna");
        assertThat(ladder.attempts()).filteredOn(one -> one.outcome().startsWith("approved")).hasSize(1);
        on(new Input.Resolved("healthy"), new Input.Approved(0, ACT, "act3")).is(new Escalated());
    }

    private ClimbTest askedAndTold() {
        return on(new Input.Fired(), asks("approve 1a"), new Input.Judged(ACT, "told"), new Input.Done("sent to one"));
    }

    private static Input.Judged asks(String question) {
        return new Input.Judged(new Verdict.Suppress(Reason.AWAITS_APPROVAL, question), "x");
    }

    private static RemedyPlan twice(Step step) {
        return new RemedyPlan(List.of(step, step, ESCALATE));
    }

    private void isToldAgain(int rung, int resets) {
        is(new Deciding(), new Effect.Decide());
        assertThat(ladder.step()).isEqualTo(rung);
        assertThat(ladder.resets()).isEqualTo(resets);
        on(new Input.Judged(ACT, "told"), new Input.Done("sent to one")).is(new Escalated());
    }

    @Test
    void whatFollowsOnAYesByItselfAndFailsIsToldToo() {
        plan = new RemedyPlan(List.of(
                new Step("stop", Map.of(), List.of(),
                        new Step.Verify(Step.State.STOPPED, Duration.ofSeconds(5), Duration.ofSeconds(60))),
                RESTART_THEN_TELL.steps().getFirst(), ESCALATE));
        on(new Input.Fired(), asks("approve 1a"), suppress(Reason.BUDGET_SERVICE), new Input.Judged(ACT, "told"),
                new Input.Done("sent to one")).is(new Escalated());
        on(new Input.Approved(0, ACT, "act2"), new Input.Done("stopped"), new Input.Proved(),
                new Input.Judged(ACT, "act3"), new Input.Refused(ErrorClass.DENIED, "no"));
        isToldAgain(2, 1);
    }

    @Test
    void whatAYesHealedForAWhileOnlyIsToldWhenNothingElseHelps() {
        plan = new RemedyPlan(List.of(new Step("restart", Map.of(), Samples.seconds(0),
                RESTART_THEN_TELL.steps().getFirst().verify()), ESCALATE));
        askedAndTold().on(new Input.Approved(0, ACT, "act2"), new Input.Done("restarted"), new Input.Proved())
                .is(healed());
        on(new Input.Again());
        isToldAgain(1, 1);
    }

    @Test
    void aNewQuestionIsToldToWhoWasToldOfAnOlderOneAndTheSameIsNot() {
        plan = twice(new Step("kill", Map.of(), List.of(),
                new Step.Verify(Step.State.STOPPED, Duration.ofSeconds(5), Duration.ofSeconds(60))));
        on(new Input.Fired(), asks("approve 1a"), asks("approve 2b"), new Input.Judged(ACT, "told"),
                new Input.Done("sent to one")).is(new Escalated());
        Ladder told = ladder;
        on(new Input.Approved(0, ACT, "act2"), new Input.Done("killed"), new Input.Proved(), asks("approve 2b"))
                .is(new Escalated());
        assertThat(ladder.resets()).as("they know of that one").isZero();
        ladder = told;
        on(new Input.Approved(0, ACT, "act2"), new Input.Done("killed"), new Input.Proved(), asks("approve 3c"));
        isToldAgain(2, 1);
    }

    @Test
    void beingToldOnTheWayIsNotBeingToldHowItEnded() {
        askedAndTold().on(new Input.Approved(0, ACT, "act2"), new Input.ToldOnTheWay(),
                new Input.Refused(ErrorClass.DENIED, "no"));
        isToldAgain(1, 1);
    }

    @Test
    void whatAPersonApprovedAndWhatHelpedIsNotToldAgain() {
        ladder = Ladder.planned("i1", NOW);
        on(new Input.Fired(), new Input.Judged(new Verdict.Suppress(Reason.AWAITS_APPROVAL, "approve 1a"), "x"),
                new Input.Judged(ACT, "told"), new Input.Done("sent to one"), new Input.Approved(0, ACT, "act2"),
                new Input.Done("restarted"), new Input.Proved()).is(healed());
        assertThat(ladder.escalated()).isTrue();
        assertThat(ladder.resets()).isZero();
    }
}
