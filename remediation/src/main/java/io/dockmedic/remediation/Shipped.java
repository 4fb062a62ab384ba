package io.dockmedic.remediation;

import io.dockmedic.remediation.action.Action;
import io.dockmedic.remediation.action.Actions;
import io.dockmedic.remediation.action.Catalog;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.backup.BackupVolumeAction;
import io.dockmedic.remediation.action.exec.ExecAction;
import io.dockmedic.remediation.action.gpu.ResetGpuAction;
import io.dockmedic.remediation.action.host.HostCommandAction;
import io.dockmedic.remediation.action.http.HttpAction;
import io.dockmedic.remediation.action.kill.KillAction;
import io.dockmedic.remediation.action.limits.LimitsAction;
import io.dockmedic.remediation.action.loop.EndLoopAction;
import io.dockmedic.remediation.action.mark.MarkAction;
import io.dockmedic.remediation.action.network.ReconnectNetworkAction;
import io.dockmedic.remediation.action.pause.PauseAction;
import io.dockmedic.remediation.action.pause.UnpauseAction;
import io.dockmedic.remediation.action.power.GpuPowerLimitAction;
import io.dockmedic.remediation.action.prune.PruneAction;
import io.dockmedic.remediation.action.recreate.RecreateAction;
import io.dockmedic.remediation.action.restart.RestartAction;
import io.dockmedic.remediation.action.rollback.RollbackAction;
import io.dockmedic.remediation.action.run.RunAction;
import io.dockmedic.remediation.action.stack.RestartStackAction;
import io.dockmedic.remediation.action.start.StartAction;
import io.dockmedic.remediation.action.stop.StopAction;
import io.dockmedic.remediation.action.tell.EscalateAction;
import io.dockmedic.remediation.action.truncate.TruncateLogAction;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The actions this version has. A new one is a package of its own and a line here. */
public final class Shipped {
    /** Careful actions whose questions say exactly what would be done, so that a person can be asked about them. */
    public static final List<String> ASKED = List.of(PruneAction.NAME, RestartStackAction.NAME,
            RollbackAction.NAME);

    private record Entry(ActionDescription about, Function<Means, Action> made) {}

    private static final List<Entry> ALL = List.of(
            new Entry(RestartAction.ABOUT, with -> new RestartAction(with.calls(), with.one(), with.remaking().room())),
            new Entry(StartAction.ABOUT, with -> new StartAction(with.calls(), with.one())),
            new Entry(EndLoopAction.ABOUT, with -> new EndLoopAction(with.changes(), with.one())),
            new Entry(LimitsAction.ABOUT, with -> new LimitsAction(with.limits(), with.one())),
            new Entry(RecreateAction.ABOUT, with -> new RecreateAction(with.remaking())),
            new Entry(RollbackAction.ABOUT,
                    with -> new RollbackAction(with.remaking(), with.goodRuns(), with.rollbacks())),
            new Entry(RestartStackAction.ABOUT, with -> new RestartStackAction(with.stacking())),
            new Entry(ReconnectNetworkAction.ABOUT, with -> new ReconnectNetworkAction(with.reconnecting())),
            new Entry(BackupVolumeAction.ABOUT, with -> new BackupVolumeAction(with.backing())),
            new Entry(StopAction.ABOUT, with -> new StopAction(with.changes(), with.one())),
            new Entry(PauseAction.ABOUT, with -> new PauseAction(with.changes(), with.one())),
            new Entry(UnpauseAction.ABOUT, with -> new UnpauseAction(with.changes(), with.one())),
            new Entry(KillAction.ABOUT, with -> new KillAction(with.changes(), with.one())),
            new Entry(ExecAction.ABOUT, with -> new ExecAction(with.inside())),
            new Entry(RunAction.ABOUT, with -> new RunAction(with.beside())),
            new Entry(TruncateLogAction.ABOUT, with -> new TruncateLogAction(with.cutting())),
            new Entry(HostCommandAction.ABOUT, with -> new HostCommandAction(with.host())),
            new Entry(HttpAction.ABOUT, with -> new HttpAction(with.outside())),
            new Entry(ResetGpuAction.ABOUT, with -> new ResetGpuAction(with.onGpu())),
            new Entry(PruneAction.ABOUT, with -> new PruneAction(with.clearing())),
            new Entry(MarkAction.ABOUT, with -> new MarkAction(with.marks())),
            new Entry(GpuPowerLimitAction.ABOUT, with -> new GpuPowerLimitAction(with.powering())),
            new Entry(EscalateAction.ABOUT, with -> new EscalateAction(with.diagnosis(), with.escalations())));

    private Shipped() {}

    /** What rule files may name. */
    public static Catalog catalog() {
        return new Catalog(ALL.stream().map(Entry::about).toList(), Map.ofEntries(
                Map.entry(BackupVolumeAction.NAME, BackupVolumeAction::problem),
                Map.entry(TruncateLogAction.NAME, TruncateLogAction::problem),
                Map.entry(HostCommandAction.NAME, HostCommandAction::problem),
                Map.entry(HttpAction.NAME, HttpAction::problem),
                Map.entry(PruneAction.NAME, PruneAction::problem),
                Map.entry(GpuPowerLimitAction.NAME, GpuPowerLimitAction::problem),
                Map.entry(ExecAction.NAME, ExecAction::problem),
                Map.entry(RunAction.NAME, RunAction::problem),
                Map.entry(LimitsAction.NAME, LimitsAction::problem),
                Map.entry(RecreateAction.NAME, RecreateAction::problem),
                Map.entry(RollbackAction.NAME, RollbackAction::problem),
                Map.entry(RestartStackAction.NAME, RestartStackAction::problem)));
    }

    static Actions actions(Means with) {
        return new Actions(ALL.stream().map(entry -> entry.made().apply(with)).toList());
    }
}
