package io.dockmedic.remediation.ladder;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
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
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How a ladder is climbed: the pure transition function. An input that does not fit the state changes nothing. */
public final class Climb {
    private static final Duration JOURNAL_AGAIN = Duration.ofSeconds(5);

    /** As long as a reading takes to show that there is room, and a rule to be over because of that. */
    private static final Duration READ_AGAIN = Duration.ofMinutes(1);

    private static final String OVER = "it is over";

    private final RemedyPlan plan;
    private final Instant now;

    private Climb(RemedyPlan plan, Instant now) {
        this.plan = plan;
        this.now = now;
    }

    /** @param plan the incident's, with at least one step */
    public static Transition next(Ladder ladder, Input input, RemedyPlan plan, Instant now) {
        Climb climb = new Climb(plan, now);
        return tellTheEnd(ladder, climb.on(climb.fitted(ladder), input));
    }

    /** Whoever was told of the fault is told that it is over, whichever way the ladder went since. */
    private static Transition tellTheEnd(Ladder before, Transition transition) {
        if (!heardAndOver(transition.ladder()) || heardAndOver(before)) {
            return transition;
        }
        List<Effect> effects = new ArrayList<>(transition.effects());
        effects.add(new Effect.TellResolved());
        return new Transition(transition.ladder(), effects);
    }

    private static boolean heardAndOver(Ladder ladder) {
        return ladder.heard() && ladder.resolved() && ladder.state().ended();
    }

    /** The plan may have fewer rungs or attempts than the one the ladder began with, before our restart. */
    private Ladder fitted(Ladder ladder) {
        int step = Math.min(ladder.step(), plan.steps().size() - 1);
        int attempt = Math.min(ladder.attempt(), waits(step).size() - 1);
        return step == ladder.step() && attempt == ladder.attempt()
                ? ladder
                : ladder.at(step, attempt, ladder.retries());
    }

    private Transition on(Ladder ladder, Input input) {
        return switch (input) {
            case Input.Fired fired when ladder.state() instanceof Planned -> begin(ladder, 0, 0);
            case Input.Fired fired -> stay(ladder);
            case Input.Again again -> again(ladder.incidentFires());
            case Input.Resolved resolved -> resolved(ladder.incidentResolved(), resolved.by());
            case Input.Due due when ladder.state() instanceof Waiting ->
                to(ladder, new Deciding(), new Effect.Decide());
            // Readings go on without a word while the incident fires: it would have been over by now.
            case Input.Due due when madeRoom(ladder) ->
                nextRung(ladder.came("there is room, and it still fires a minute later"), "it still fires");
            case Input.Due due -> stay(ladder);
            case Input.Judged judged when ladder.state() instanceof Deciding -> judged(ladder, judged);
            case Input.Judged judged -> stay(ladder);
            case Input.NotRecorded failed when ladder.state() instanceof Acting -> notRecorded(ladder, failed);
            case Input.NotRecorded failed -> stay(ladder);
            case Input.Done done -> done(ladder, done);
            case Input.Refused refused -> refused(ladder, refused);
            case Input.Unknown unknown when ladder.state() instanceof Acting(String act) ->
                to(ladder.came("unknown: " + unknown.why()), new Unsettled(act), new Effect.Settle(act));
            case Input.Unknown unknown -> stay(ladder);
            case Input.NeverSettled never when ladder.state() instanceof Unsettled -> neverSettled(ladder, never);
            case Input.NeverSettled never -> stay(ladder);
            case Input.Proved proved when ladder.state() instanceof Verifying -> proved(ladder);
            case Input.Proved proved -> stay(ladder);
            case Input.Disproved disproved when ladder.state() instanceof Verifying ->
                nextAttempt(ladder.came("not healed: " + disproved.why()), disproved.why());
            case Input.Disproved disproved -> stay(ladder);
            case Input.Approved approved when ladder.state().free() && !ladder.resolved() ->
                approved(ladder, approved);
            case Input.Approved approved -> stay(ladder);
            case Input.Answered answered -> stay(ladder.answered(answered.question(), answered.how()));
            case Input.TakenOver taken -> takenOver(ladder, taken);
            case Input.ToldOnTheWay told -> stay(ladder.toldOnTheWay());
            case Input.Resumed resumed -> resumed(ladder);
        };
    }

    /** What is held down is not healed: somebody must be told, or more be done. */
    private Transition proved(Ladder ladder) {
        Step.Verify verify = step(ladder).verify();
        if (verify != null && verify.condition() == Step.Condition.FREED && !plan.occasion()) {
            return to(ladder.came("healed"), new Healed(), new Effect.Wait(now.plus(READ_AGAIN)));
        }
        return verify == null || verify.condition().cures()
                ? to(ladder.came("healed"), new Healed())
                : nextRung(ladder.came("contained: it stands still"), "it stands still, which is no cure");
    }

    private boolean madeRoom(Ladder ladder) {
        Step.Verify verify = step(ladder).verify();
        return ladder.state() instanceof Healed && !ladder.resolved() && !plan.occasion() && verify != null
                && verify.condition() == Step.Condition.FREED;
    }

    private Transition judged(Ladder ladder, Input.Judged judged) {
        Verdict verdict = judged.verdict();
        Ladder noted = noted(ladder, verdict);
        return switch (verdict) {
            case Verdict.Act act -> to(noted, new Acting(judged.act()), new Effect.Perform(judged.act()));
            case Verdict.Defer(Instant until, Reason reason, String detail) ->
                to(noted, new Waiting(until, reason, detail), new Effect.Wait(until));
            case Verdict.Suppress suppress -> suppressed(noted, suppress);
        };
    }

    /** Back to the rung that asked; when it cannot be done now, nothing else begins because of that. */
    private Transition approved(Ladder ladder, Input.Approved approved) {
        Ladder there = ladder.at(Math.min(approved.step(), plan.steps().size() - 1), 0, 0);
        Ladder noted = noted(there, approved.verdict());
        return approved.verdict() instanceof Verdict.Act
                ? to(noted, new Acting(approved.act()), new Effect.Perform(approved.act()))
                : stay(noted.at(ladder.step(), ladder.attempt(), ladder.retries()));
    }

    private Transition suppressed(Ladder ladder, Verdict.Suppress suppress) {
        return switch (suppress.reason()) {
            case YIELDED -> to(ladder, new Yielded(suppress.detail()));
            case OVER -> to(ladder, new Over(suppress.detail()));
            default -> AfterSuppress.climbs(suppress.reason()) && ladder.step() + 1 < plan.steps().size()
                    ? begin(ladder, ladder.step() + 1, 0)
                    : to(ladder, new Suppressed(suppress.reason(), suppress.detail()));
        };
    }

    private Transition notRecorded(Ladder ladder, Input.NotRecorded failed) {
        Instant until = now.plus(JOURNAL_AGAIN);
        return to(ladder.came("not done: the intent could not be written"),
                new Waiting(until, Reason.NO_JOURNAL, failed.why()), new Effect.Wait(until));
    }

    private Transition done(Ladder ladder, Input.Done done) {
        String act = switch (ladder.state()) {
            case Acting acting -> acting.act();
            case Unsettled unsettled -> unsettled.act();
            default -> "";
        };
        if (act.isEmpty()) {
            return stay(ladder);
        }
        Ladder came = ladder.came(done.detail());
        if (step(ladder).verify() != null) {
            return to(came, new Verifying(act), new Effect.Prove(act));
        }
        return to(came.told(), new Escalated());
    }

    private Transition refused(Ladder ladder, Input.Refused refused) {
        boolean fits = ladder.state() instanceof Acting
                || ladder.state() instanceof Unsettled
                || ladder.state() instanceof Deciding;
        if (!fits) {
            return stay(ladder);
        }
        ErrorClass error = refused.error();
        String detail = "refused (" + error.word() + "): " + refused.message();
        Ladder came = ladder.came(detail);
        if (ladder.resolved()) {
            return to(came, new Over(OVER));
        }
        ErrorAnswer answer = ErrorAnswer.to(error);
        if (!answer.again(ladder.retries())) {
            return nextRung(came, detail);
        }
        Instant until = now.plus(answer.wait(ladder.retries()));
        return to(came.at(ladder.step(), ladder.attempt(), ladder.retries() + 1),
                new Waiting(until, error == ErrorClass.UNREACHABLE ? Reason.NO_ENGINE : null, detail),
                new Effect.Wait(until));
    }

    private Transition nextAttempt(Ladder ladder, String why) {
        if (ladder.resolved()) {
            return to(ladder, new Over(OVER));
        }
        return ladder.attempt() + 1 < waits(ladder.step()).size()
                ? begin(ladder, ladder.step(), ladder.attempt() + 1)
                : nextRung(ladder, why);
    }

    private Transition nextRung(Ladder ladder, String why) {
        return ladder.step() + 1 < plan.steps().size()
                ? begin(ladder, ladder.step() + 1, 0)
                : to(ladder, new Exhausted(why));
    }

    /** What may have happened must not be repeated, nor anything built on it: straight to the last rung. */
    private Transition neverSettled(Ladder ladder, Input.NeverSettled never) {
        Ladder came = ladder.came("outcome unknown: " + never.why());
        int last = plan.steps().size() - 1;
        boolean tells = plan.steps().get(last).verify() == null;
        return tells && ladder.step() < last ? begin(came, last, 0) : to(came, new Exhausted(never.why()));
    }

    private Transition again(Ladder ladder) {
        return switch (ladder.state()) {
            case Planned planned -> begin(ladder, 0, 0);
            case Healed healed -> nextAttempt(ladder, "the fault came back");
            case Over over -> begin(ladder, ladder.step(), ladder.attempt());
            // A person's act resets the ladder.
            case Yielded yielded -> begin(ladder, 0, 0);
            case Suppressed suppressed -> begin(ladder, 0, 0);
            default -> stay(ladder);
        };
    }

    private Transition resolved(Ladder ladder, String by) {
        String why = by.isEmpty() ? OVER : OVER + ": " + by;
        return switch (ladder.state()) {
            case Planned planned -> to(ladder, new Over(why));
            case Waiting waiting -> to(ladder, new Over(why));
            case Deciding deciding -> to(ladder, new Over(why));
            default -> stay(ladder);
        };
    }

    private Transition takenOver(Ladder ladder, Input.TakenOver taken) {
        return switch (ladder.state()) {
            case Planned planned -> to(ladder, new Yielded(taken.how()));
            case Waiting waiting -> to(ladder, new Yielded(taken.how()));
            case Deciding deciding -> to(ladder, new Yielded(taken.how()));
            case Verifying verifying -> to(ladder.came("yielded: " + taken.how()), new Yielded(taken.how()));
            // Who was told has acted: the next fault is a new one, to be healed and told afresh.
            case Escalated escalated -> to(ladder.reset(), new Yielded(taken.how()));
            case Exhausted exhausted -> to(ladder.reset(), new Yielded(taken.how()));
            // A call is on its way: what came of it is found out first, the next decision will see the takeover.
            default -> stay(ladder);
        };
    }

    private Transition resumed(Ladder ladder) {
        return switch (ladder.state()) {
            case Planned planned -> begin(ladder, 0, 0);
            case Waiting waiting -> to(ladder, waiting, new Effect.Wait(waiting.until()));
            case Deciding deciding -> to(ladder, deciding, new Effect.Decide());
            case Acting acting when step(ladder).verify() == null ->
                // What only tells is sent under a key of its own: the same again is recognised.
                to(ladder, acting, new Effect.Perform(acting.act()));
            case Acting acting -> to(ladder, new Unsettled(acting.act()), new Effect.Settle(acting.act()));
            case Unsettled unsettled -> to(ladder, unsettled, new Effect.Settle(unsettled.act()));
            case Verifying verifying -> to(ladder, verifying, new Effect.Prove(verifying.act()));
            case Healed healed when madeRoom(ladder) -> to(ladder, healed, new Effect.Wait(now.plus(READ_AGAIN)));
            default -> stay(ladder);
        };
    }

    private Transition begin(Ladder ladder, int step, int attempt) {
        if (ladder.escalated() && plan.steps().get(step).verify() == null) {
            return to(ladder.at(step, attempt, 0), new Escalated());
        }
        Ladder there = ladder.at(step, attempt, 0);
        Duration wait = waits(step).get(attempt);
        if (wait.isZero()) {
            return to(there, new Deciding(), new Effect.Decide());
        }
        return to(there, new Waiting(now.plus(wait), null, ""), new Effect.Wait(now.plus(wait)));
    }

    private List<Duration> waits(int step) {
        List<Duration> attempts = plan.steps().get(step).attempts();
        return attempts.isEmpty() ? List.of(Duration.ZERO) : attempts;
    }

    private Step step(Ladder ladder) {
        return plan.steps().get(ladder.step());
    }

    /** A verdict against an act that only repeats the last one on it is no news. */
    private Ladder noted(Ladder ladder, Verdict verdict) {
        String action = step(ladder).action();
        Attempt next = new Attempt(now, action, ladder.attempt() + 1, verdict.word(),
                verdict.reason().word(), verdict.detail(), "");
        boolean repeats = !(verdict instanceof Verdict.Act) && ladder.attempts()
                .reversed()
                .stream()
                .filter(last -> last.action().equals(action))
                .findFirst()
                .filter(last -> last.verdict().equals(next.verdict()) && last.reason().equals(next.reason()))
                .filter(last -> verdict.reason() != Reason.AWAITS_APPROVAL || last.detail().equals(next.detail()))
                .isPresent();
        return repeats ? ladder : ladder.with(next);
    }

    private Transition to(Ladder ladder, LadderState state, Effect... effects) {
        return new Transition(ladder.in(state, now), List.of(effects));
    }

    private static Transition stay(Ladder ladder) {
        return new Transition(ladder, List.of());
    }
}
