package io.dockmedic.remediation.decide;

import io.dockmedic.remediation.decide.guard.AskedGuard;
import io.dockmedic.remediation.decide.guard.ConsentGuard;
import io.dockmedic.remediation.decide.guard.DryRunGuard;
import io.dockmedic.remediation.decide.guard.EngineGuard;
import io.dockmedic.remediation.decide.guard.EngineRestartsGuard;
import io.dockmedic.remediation.decide.guard.HostBudgetGuard;
import io.dockmedic.remediation.decide.guard.JournalGuard;
import io.dockmedic.remediation.decide.guard.LoopGuard;
import io.dockmedic.remediation.decide.guard.ObserverGuard;
import io.dockmedic.remediation.decide.guard.OrchestratedGuard;
import io.dockmedic.remediation.decide.guard.OtherHealerGuard;
import io.dockmedic.remediation.decide.guard.OurselvesGuard;
import io.dockmedic.remediation.decide.guard.OverGuard;
import io.dockmedic.remediation.decide.guard.ProtectedGuard;
import io.dockmedic.remediation.decide.guard.RuleBudgetGuard;
import io.dockmedic.remediation.decide.guard.ServiceBudgetGuard;
import io.dockmedic.remediation.decide.guard.SettlingGuard;
import io.dockmedic.remediation.decide.guard.StaleGuard;
import io.dockmedic.remediation.decide.guard.ToldGuard;
import io.dockmedic.remediation.decide.guard.UnsettledGuard;
import io.dockmedic.remediation.decide.guard.YieldedGuard;
import java.util.List;
import java.util.Optional;

/** Asks the guards in order; the first that has something against the act decides. */
public final class Decider {
    /**
     * First what never changes (whose container it is), then people, then what passes by itself, then limits. Dry-run
     * is last, so that it says only of what would really have been done that it would have been.
     */
    public static final List<Guard> GUARDS = List.of(
            new OrchestratedGuard(),
            new ConsentGuard(),
            new OurselvesGuard(),
            new ProtectedGuard(),
            new ObserverGuard(),
            new AskedGuard(),
            new YieldedGuard(),
            new EngineGuard(),
            new SettlingGuard(),
            new EngineRestartsGuard(),
            new OverGuard(),
            new StaleGuard(),
            new LoopGuard(),
            new OtherHealerGuard(),
            new JournalGuard(),
            new UnsettledGuard(),
            new ServiceBudgetGuard(),
            new RuleBudgetGuard(),
            new HostBudgetGuard(),
            new ToldGuard(),
            new DryRunGuard());

    private final List<Guard> guards;

    public Decider(List<Guard> guards) {
        this.guards = List.copyOf(guards);
    }

    /** May this be done, now? */
    public Verdict judge(Proposal proposal) {
        for (Guard guard : guards) {
            Optional<Verdict> against = guard.judge(proposal);
            if (against.isPresent()) {
                return against.get();
            }
        }
        return new Verdict.Act(Reason.CLEAR, "nothing stands against it");
    }
}
