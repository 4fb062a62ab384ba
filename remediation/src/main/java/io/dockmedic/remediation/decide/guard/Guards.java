package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import java.util.List;
import java.util.stream.Stream;

/** Every guard there is. */
public final class Guards {
    /** Whose container it is, and what its labels say: the same today and tomorrow. */
    public static final List<Guard> OF_THE_CONTAINER = List.of(
            new OrchestratedGuard(), new ConsentGuard(), new OurselvesGuard(), new ProtectedGuard());

    private static final List<Guard> OF_THE_MOMENT = List.of(
            new PermitGuard(),
            new ObserverGuard(),
            new AskedGuard(),
            new TakenDownGuard(),
            new AlertGuard(),
            new YieldedGuard(),
            new SilencedGuard(),
            new MaintenanceGuard(),
            new InhibitedGuard(),
            new EngineGuard(),
            new SettlingGuard(),
            new EngineRestartsGuard(),
            new OverGuard(),
            new EngineEndGuard(),
            new StaleGuard(),
            new MissedGuard(),
            new UnheardGuard(),
            new StormGuard(),
            new LoopGuard(),
            new DriverGuard(),
            new OtherHealerGuard(),
            new JournalGuard(),
            new UnsettledGuard(),
            new TriedGuard(),
            new BackupGuard(),
            new QuietGuard(),
            new ServiceBudgetGuard(),
            new RuleBudgetGuard(),
            new ActionBudgetGuard(),
            new HostBudgetGuard(),
            new CooldownGuard(),
            new LoopActsGuard(),
            new ToldGuard(),
            new ApprovalGuard(),
            new DryRunGuard(),
            new PausedGuard());

    /**
     * First what never changes (whose container it is), then people, then what passes by itself, then limits. Dry-run
     * and pause are last, so that they say only of what would really have been done that it would have been.
     */
    public static final List<Guard> IN_ORDER = Stream.concat(OF_THE_CONTAINER.stream(), OF_THE_MOMENT.stream())
            .toList();

    private Guards() {}
}
