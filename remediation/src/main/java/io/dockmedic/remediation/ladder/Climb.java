package io.dockmedic.remediation.ladder;

import io.dockmedic.remediation.ladder.LadderState.Acting;
import io.dockmedic.remediation.ladder.LadderState.Deciding;
import io.dockmedic.remediation.ladder.LadderState.Escalated;
import io.dockmedic.remediation.ladder.LadderState.Exhausted;
import io.dockmedic.remediation.ladder.LadderState.Healed;
import io.dockmedic.remediation.ladder.LadderState.Over;
import io.dockmedic.remediation.ladder.LadderState.Planned;
import io.dockmedic.remediation.ladder.LadderState.Suppressed;
import io.dockmedic.remediation.ladder.LadderState.Unsettled;
import io.dockmedic.remediation.ladder.LadderState.Verifying;
import io.dockmedic.remediation.ladder.LadderState.Waiting;
import io.dockmedic.remediation.ladder.LadderState.Yielded;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How a ladder is climbed: the pure transition function. An input that does not fit the state changes nothing. */
public final class Climb {
    private final Way way;
    private final Judging judging;
    private final AfterAct after;

    private Climb(Way way) {
        this.way = way;
        this.judging = new Judging(way);
        this.after = new AfterAct(way);
    }

    /** @param plan the incident's, with at least one step */
    public static Transition next(Ladder ladder, Input input, RemedyPlan plan, Instant now) {
        Way way = new Way(plan, now);
        return tellTheEnd(ladder, new Climb(way).on(way.fitted(ladder), input), plan);
    }

    /**
     * Whoever was told of the fault is told that it is over, whichever way the ladder went since. Not of an occasion that was over when
     * they were told: that is no good news.
     */
    private static Transition tellTheEnd(Ladder before, Transition transition, RemedyPlan plan) {
        boolean missed = plan.occasion() && before.resolved() && !before.heard();
        if (!heardAndOver(transition.ladder()) || heardAndOver(before) || missed) {
            return transition;
        }
        List<Effect> effects = new ArrayList<>(transition.effects());
        effects.add(new Effect.TellResolved());
        return new Transition(transition.ladder(), effects);
    }

    private static boolean heardAndOver(Ladder ladder) {
        return ladder.heard() && ladder.resolved() && ladder.state().ended();
    }

    private Transition on(Ladder ladder, Input input) {
        LadderState state = ladder.state();
        return switch (input) {
            case Input.Fired fired when state instanceof Planned -> way.begin(ladder, 0, 0);
            case Input.Again again -> again(ladder.incidentFires(), ladder.incidentFires().anew(AfterAct.NOT_YET));
            case Input.Resolved resolved -> resolved(ladder.incidentResolved(), resolved.by());
            case Input.Missed missed -> missed(ladder.incidentResolved(), missed.by());
            case Input.Due due when state instanceof Waiting -> way.to(ladder, new Deciding(), new Effect.Decide());
            case Input.Due due when after.madeRoom(ladder) -> after.roomWasNotEnough(ladder);
            case Input.Judged judged when state instanceof Deciding -> judging.judged(ladder, judged);
            case Input.Approved approved when state.free() && !ladder.resolved() -> judging.approved(ladder, approved);
            case Input.NotRecorded failed when state instanceof Acting -> after.notRecorded(ladder, failed);
            case Input.Done done -> after.done(ladder, done);
            case Input.Marked marked when state instanceof Acting -> after.marked(ladder, marked);
            case Input.Refused refused -> after.refused(ladder, refused);
            case Input.Failed failed -> after.failed(ladder, failed);
            case Input.Unknown unknown when state instanceof Acting(String act) -> after.unknown(ladder, act, unknown);
            case Input.NeverSettled never when state instanceof Unsettled -> after.neverSettled(ladder, never);
            case Input.NeverSettled never when state instanceof Verifying -> after.neverProven(ladder, never);
            case Input.Proved proved when state instanceof Verifying -> after.proved(ladder);
            case Input.Kept kept when state instanceof Verifying -> after.kept(ladder);
            case Input.Disproved disproved when state instanceof Verifying -> after.disproved(ladder, disproved);
            case Input.Unprovable blind when state instanceof Verifying -> after.unprovable(ladder, blind);
            case Input.Answered answered -> Way.stay(ladder.answered(answered.question(), answered.how()));
            // Nothing is wrong of which somebody could take care; the next decision heeds what they did.
            case Input.TakenOver taken when way.plan().occasion() -> Way.stay(ladder);
            case Input.TakenOver taken -> takenOver(ladder, taken);
            case Input.LeftDown(String how) when state instanceof Yielded && !ladder.resolved() ->
                way.tellingOf(ladder, how);
            case Input.LeftDown left -> Way.stay(ladder);
            case Input.ToldOnTheWay told -> Way.stay(ladder.toldOnTheWay());
            case Input.Resumed resumed -> resumed(ladder);
            case Input.Fired fired -> Way.stay(ladder);
            case Input.Due due -> Way.stay(ladder);
            case Input.Judged judged -> Way.stay(ladder);
            case Input.Approved approved -> Way.stay(ladder);
            case Input.NotRecorded failed -> Way.stay(ladder);
            case Input.Marked marked -> Way.stay(ladder);
            case Input.Unknown unknown -> Way.stay(ladder);
            case Input.NeverSettled never -> Way.stay(ladder);
            case Input.Proved proved -> Way.stay(ladder);
            case Input.Kept kept -> Way.stay(ladder);
            case Input.Disproved disproved -> Way.stay(ladder);
            case Input.Unprovable blind -> Way.stay(ladder);
        };
    }

    /** @param anew where it is climbed anew */
    private Transition again(Ladder ladder, Ladder anew) {
        return switch (ladder.state()) {
            case Planned planned -> way.begin(anew, 0, 0);
            // What was approved helped for a while only.
            case Healed healed -> way.nextAttempt(ladder.failed(), "the fault came back");
            case Over over -> way.begin(anew, ladder.step(), ladder.attempt());
            // A person's act resets the ladder.
            case Yielded yielded -> way.begin(anew, 0, 0);
            case Suppressed suppressed -> way.begin(anew, 0, 0);
            case Escalated escalated when missedAlone(ladder) -> way.begin(anew, firstCure(), 0);
            default -> Way.stay(ladder);
        };
    }

    /** People were told because it was due while we did not run, and of no cure was more said: what comes once more is seen. */
    private boolean missedAlone(Ladder ladder) {
        Set<String> cures = way.plan()
                .steps()
                .stream()
                .filter(step -> step.verify() != null)
                .map(Step::action)
                .collect(Collectors.toSet());
        List<Attempt> said = ladder.attempts().stream().filter(one -> cures.contains(one.action())).toList();
        return !said.isEmpty() && said.stream().allMatch(one -> one.reason().equals(Reason.MISSED.word()));
    }

    private int firstCure() {
        List<Step> steps = way.plan().steps();
        return IntStream.range(0, steps.size()).filter(at -> steps.get(at).verify() != null).findFirst().orElse(0);
    }

    private Transition resolved(Ladder ladder, String by) {
        String why = by.isEmpty() ? Way.OVER : Way.OVER + ": " + by;
        return switch (ladder.state()) {
            case Planned planned -> way.to(ladder, new Over(why));
            case Waiting waiting -> way.to(ladder, new Over(why));
            case Deciding deciding -> way.to(ladder, new Over(why));
            default -> Way.stay(ladder);
        };
    }

    /** What is under way may yet be kept. What is not begun is not begun any more, and a person hears of it. */
    private Transition missed(Ladder ladder, String by) {
        return switch (ladder.state()) {
            case Planned planned -> way.tellingOfMissed(ladder, by);
            case Waiting waiting -> way.tellingOfMissed(ladder, by);
            case Deciding deciding -> way.tellingOfMissed(ladder, by);
            default -> Way.stay(ladder);
        };
    }

    private Transition takenOver(Ladder ladder, Input.TakenOver taken) {
        return switch (ladder.state()) {
            case Planned planned -> way.to(ladder, new Yielded(taken.how()));
            case Waiting waiting -> way.to(ladder, new Yielded(taken.how()));
            case Deciding deciding -> way.to(ladder, new Yielded(taken.how()));
            case Verifying verifying -> way.to(ladder.came("yielded: " + taken.how()), new Yielded(taken.how()));
            // Who was told has acted: the next fault is a new one, to be healed and told afresh.
            case Escalated escalated -> way.to(ladder.reset(), new Yielded(taken.how()));
            case Exhausted exhausted -> way.to(ladder.reset(), new Yielded(taken.how()));
            // A call is on its way: what came of it is found out first, the next decision will see the takeover.
            default -> Way.stay(ladder);
        };
    }

    private Transition resumed(Ladder ladder) {
        return switch (ladder.state()) {
            case Planned planned -> way.begin(ladder, 0, 0);
            case Waiting waiting -> way.to(ladder, waiting, new Effect.Wait(waiting.until()));
            case Deciding deciding -> way.to(ladder, deciding, new Effect.Decide());
            case Acting acting when way.step(ladder).verify() == null ->
                // What only tells is sent under a key of its own: the same again is recognised. The same mark changes nothing.
                way.to(ladder, acting, new Effect.Perform(acting.act()));
            case Acting acting -> way.to(ladder, new Unsettled(acting.act()), new Effect.Settle(acting.act()));
            case Unsettled unsettled -> way.to(ladder, unsettled, new Effect.Settle(unsettled.act()));
            case Verifying verifying -> way.to(ladder, verifying, new Effect.ProveOn(verifying.act()));
            case Healed healed when after.madeRoom(ladder) -> after.awaitReading(ladder);
            default -> Way.stay(ladder);
        };
    }
}
