package io.dockmedic.remediation.ladder;

import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.ladder.LadderState.Acting;
import io.dockmedic.remediation.ladder.LadderState.Over;
import io.dockmedic.remediation.ladder.LadderState.Suppressed;
import io.dockmedic.remediation.ladder.LadderState.Waiting;
import io.dockmedic.remediation.ladder.LadderState.Yielded;
import java.time.Instant;

/** Where a verdict takes a ladder. */
record Judging(Way way) {
    Transition judged(Ladder ladder, Input.Judged judged) {
        Verdict verdict = judged.verdict();
        Ladder noted = way.noted(ladder, verdict);
        return switch (verdict) {
            case Verdict.Act act ->
                way.to(noted, new Acting(judged.act()), new Effect.Perform(judged.act()));
            case Verdict.Defer(Instant until, Reason reason, String detail) ->
                way.to(noted, new Waiting(until, reason, detail), new Effect.Wait(until));
            case Verdict.Suppress suppress when asksAnew(ladder, suppress) -> suppressed(noted.untold(), suppress);
            case Verdict.Suppress suppress -> suppressed(noted, suppress);
        };
    }

    /** They cannot answer what they do not know of. */
    private static boolean asksAnew(Ladder ladder, Verdict.Suppress suppress) {
        String awaits = Reason.AWAITS_APPROVAL.word();
        return suppress.reason() == Reason.AWAITS_APPROVAL && ladder.attempts()
                .stream()
                .noneMatch(one -> one.reason().equals(awaits) && one.detail().equals(suppress.detail()));
    }

    /** Back to the rung that asked; when it cannot be done now, nothing else begins because of that. */
    Transition approved(Ladder ladder, Input.Approved approved) {
        Ladder there = ladder.at(Math.min(approved.step(), way.last()), 0, 0);
        Ladder noted = way.noted(there, approved.verdict());
        return approved.verdict() instanceof Verdict.Act
                ? way.to(noted.byApproval(), new Acting(approved.act()), new Effect.Perform(approved.act()))
                : Way.stay(noted.at(ladder.step(), ladder.attempt(), ladder.retries()));
    }

    private Transition suppressed(Ladder ladder, Verdict.Suppress suppress) {
        if (AfterSuppress.climbs(suppress.reason(), way.plan().occasion()) && ladder.step() < way.last()) {
            return way.begin(ladder, ladder.step() + 1, 0);
        }
        return switch (suppress.reason()) {
            case YIELDED -> way.to(ladder, new Yielded(suppress.detail()));
            case OVER -> way.to(ladder, new Over(suppress.detail()));
            default -> way.to(ladder, new Suppressed(suppress.reason(), suppress.detail()));
        };
    }
}
