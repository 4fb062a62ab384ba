package io.dockmedic.remediation.ladder;

import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.ladder.LadderState.Deciding;
import io.dockmedic.remediation.ladder.LadderState.Escalated;
import io.dockmedic.remediation.ladder.LadderState.Exhausted;
import io.dockmedic.remediation.ladder.LadderState.Over;
import io.dockmedic.remediation.ladder.LadderState.Waiting;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** The rungs of a plan, and how a ladder gets from one to the next, {@code now}. */
record Way(RemedyPlan plan, Instant now) {
    /** Why nothing more is done. */
    static final String OVER = "it is over";

    /** The plan may have fewer rungs or attempts than the one the ladder began with, before our restart. */
    Ladder fitted(Ladder ladder) {
        int step = Math.min(ladder.step(), last());
        int attempt = Math.min(ladder.attempt(), waits(step).size() - 1);
        return step == ladder.step() && attempt == ladder.attempt()
                ? ladder
                : ladder.at(step, attempt, ladder.retries());
    }

    /** Where the ladder stands. */
    Step step(Ladder ladder) {
        return plan.steps().get(ladder.step());
    }

    /** The last rung, from 0. */
    int last() {
        return plan.steps().size() - 1;
    }

    /** To an attempt on a rung; who was told at the end of this climb is not told again. */
    Transition begin(Ladder ladder, int step, int attempt) {
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

    /** To the next attempt on this rung, while there is one. */
    Transition nextAttempt(Ladder ladder, String why) {
        if (ladder.resolved()) {
            return failedTooLate(ladder);
        }
        return ladder.attempt() + 1 < waits(ladder.step()).size()
                ? begin(ladder, ladder.step(), ladder.attempt() + 1)
                : nextRung(ladder, why);
    }

    /**
     * The end of a fault says that nobody has to hear what was tried in vain. That of a time says nothing of what it was for: with
     * that it was to be begun, and it has failed.
     */
    Transition failedTooLate(Ladder ladder) {
        int telling = telling();
        return plan.occasion() && telling > ladder.step()
                ? begin(ladder, telling, 0)
                : to(ladder, new Over(OVER));
    }

    /** To the next rung, while there is one. */
    Transition nextRung(Ladder ladder, String why) {
        return ladder.step() < last()
                ? begin(ladder, ladder.step() + 1, 0)
                : to(ladder, new Exhausted(why));
    }

    /** To the first rung that only tells, while there is one: of what came of somebody's act that had the right of way. */
    Transition tellingOf(Ladder ladder, String how) {
        int telling = telling();
        if (telling < 0) {
            return stay(ladder);
        }
        Verdict yielded = new Verdict.Suppress(Reason.YIELDED, how);
        return begin(ladder.with(attempt(ladder, yielded)).untold(), telling, 0);
    }

    /** The same, at once, of what was not done in its time: what it was put off for last is among the attempts. */
    Transition tellingOfMissed(Ladder ladder, String by) {
        int telling = telling();
        if (telling < 0) {
            return to(ladder, new Over(OVER + ": " + by));
        }
        if (ladder.step() >= telling) {
            return to(ladder, new Deciding(), new Effect.Decide());
        }
        String why = ladder.state() instanceof Waiting(Instant until, Reason reason, String detail) && reason != null
                ? "not done: " + by + ", and it was put off until then: " + detail
                : "not done: " + by;
        Ladder noted = ladder.with(attempt(ladder, new Verdict.Suppress(Reason.OVER, why)));
        return to(noted.at(telling, 0, 0), new Deciding(), new Effect.Decide());
    }

    /** Less than 0 where there is none. */
    private int telling() {
        List<Step> steps = plan.steps();
        return IntStream.range(0, steps.size())
                .filter(step -> steps.get(step).verify() == null)
                .findFirst()
                .orElse(-1);
    }

    /** With the verdict taken note of; one against an act that only repeats the last one on it is no news. */
    Ladder noted(Ladder ladder, Verdict verdict) {
        String action = step(ladder).action();
        Attempt next = attempt(ladder, verdict);
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

    private Attempt attempt(Ladder ladder, Verdict verdict) {
        return new Attempt(now, step(ladder).action(), ladder.attempt() + 1, verdict.word(), verdict.reason().word(),
                verdict.detail(), "");
    }

    /** To a state, now. */
    Transition to(Ladder ladder, LadderState state, Effect... effects) {
        return new Transition(ladder.in(state, now), List.of(effects));
    }

    /** Where it was. */
    static Transition stay(Ladder ladder) {
        return new Transition(ladder, List.of());
    }

    private List<Duration> waits(int step) {
        List<Duration> attempts = plan.steps().get(step).attempts();
        return attempts.isEmpty() ? List.of(Duration.ZERO) : attempts;
    }
}
