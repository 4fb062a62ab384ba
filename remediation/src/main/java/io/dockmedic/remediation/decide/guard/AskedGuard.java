package io.dockmedic.remediation.decide.guard;

import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.decide.Ending;
import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.TakenDown;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/** What was asked for is neither healed nor told; what may have been asked for is told, not healed. */
public final class AskedGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        Intent intent = proposal.death().map(died -> died.judgement().intent()).orElse(Intent.NOT_ASKED);
        if (intent == Intent.ASKED) {
            return Optional.of(new Verdict.Suppress(Reason.ASKED, asked(proposal)));
        }
        if ((intent == Intent.UNKNOWN || endedUnknownSince(proposal)) && proposal.changes()) {
            return Optional.of(new Verdict.Suppress(
                    Reason.INTENT_UNKNOWN, "it is not known whether somebody stopped the container"));
        }
        return Optional.empty();
    }

    private static String asked(Proposal proposal) {
        return proposal.death()
                .filter(died -> died.judgement().ours())
                .map(died -> proposal.circumstances()
                        .takenDown()
                        .stream()
                        .filter(act -> act.endedWith(died))
                        .reduce((first, last) -> last)
                        .map(TakenDown::words)
                        .orElse("it was part of an act of Dockmedic's own"))
                .orElse("somebody asked for it");
    }

    /** The service ended once more after what the incident is about, and the evidence of who asked was lost. */
    private static boolean endedUnknownSince(Proposal proposal) {
        Ending ending = proposal.circumstances().ending();
        return ending != null && ending.intent() == Intent.UNKNOWN && !ending.ours()
                && ending.at().isAfter(proposal.incident().latest().at());
    }
}
