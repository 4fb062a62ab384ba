package io.dockmedic.remediation;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.shared.NetworkOwners;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.Actions;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.backup.Backing;
import io.dockmedic.remediation.action.backup.Stock;
import io.dockmedic.remediation.action.backup.Successes;
import io.dockmedic.remediation.action.backup.UnderWay;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.remediation.action.call.PartCalls;
import io.dockmedic.remediation.action.exec.Inside;
import io.dockmedic.remediation.action.gpu.NvidiaSmi;
import io.dockmedic.remediation.action.gpu.OnGpu;
import io.dockmedic.remediation.action.gpu.ResetGpuAction;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.action.host.OnHost;
import io.dockmedic.remediation.action.http.Outside;
import io.dockmedic.remediation.action.limits.LimitsAction;
import io.dockmedic.remediation.action.mark.Marks;
import io.dockmedic.remediation.action.network.Reconnecting;
import io.dockmedic.remediation.action.power.GpuPowerLimitAction;
import io.dockmedic.remediation.action.power.Powering;
import io.dockmedic.remediation.action.prune.Clearing;
import io.dockmedic.remediation.action.prune.UnusedImages;
import io.dockmedic.remediation.action.recreate.Deploys;
import io.dockmedic.remediation.action.recreate.Joining;
import io.dockmedic.remediation.action.recreate.Remaking;
import io.dockmedic.remediation.action.run.Beside;
import io.dockmedic.remediation.action.stack.RestartStackAction;
import io.dockmedic.remediation.action.stack.Stacking;
import io.dockmedic.remediation.action.truncate.Cutting;
import io.dockmedic.remediation.brake.Brake;
import io.dockmedic.remediation.company.Visitors;
import io.dockmedic.remediation.decide.guard.OrchestratedGuard;
import io.dockmedic.remediation.decide.guard.OurselvesGuard;
import io.dockmedic.remediation.diagnose.Diagnosis;
import io.dockmedic.remediation.diagnose.Examination;
import io.dockmedic.remediation.diagnose.good.Footing;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
import io.dockmedic.remediation.escalate.Escalations;
import io.dockmedic.remediation.record.Removals;
import io.dockmedic.remediation.record.Rollbacks;
import io.dockmedic.remediation.record.Steps;
import io.dockmedic.remediation.room.EngineRoom;
import io.dockmedic.remediation.view.Views;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * With what actions act, each piece made of the engine's calls, the journal and what is known while we run. To be used once, on
 * remediation's context.
 */
final class Equipment {
    private static final Logger LOG = LoggerFactory.getLogger(Equipment.class);
    private static final Duration READ_AGAIN = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final RemediationSetup setup;
    private final RemediationSettings settings;
    private final EngineCalls calls;
    private final Closely closely;
    private final Clock clock;
    private final Timers timers;
    private final Views views;
    private final Redactor redactor;
    private final Publisher<OwnAct> ledger;
    private final Brake brake;
    private final Leave leave;
    private final Footing footing;
    private final UnusedImages unused;
    private final Visitors visitors;
    private final Supplier<@Nullable Instant> engineSince;
    private final Steps steps;
    private final Heard heard;
    private final GoodRuns goodRuns;
    private final Successes backedUp;

    /** @param engineSince since when the engine is in sight; null while it is not */
    Equipment(Vertx vertx, RemediationSetup setup, Views views, Redactor redactor, Publisher<OwnAct> ledger,
            Brake brake, Leave leave, Footing footing, UnusedImages unused, Visitors visitors,
            Supplier<@Nullable Instant> engineSince) {
        this.vertx = vertx;
        this.setup = setup;
        this.settings = setup.settings();
        this.calls = setup.calls();
        this.closely = setup.closely();
        this.clock = setup.clock();
        this.timers = setup.timers();
        this.views = views;
        this.redactor = redactor;
        this.ledger = ledger;
        this.brake = brake;
        this.leave = leave;
        this.footing = footing;
        this.unused = unused;
        this.visitors = visitors;
        this.engineSince = engineSince;
        this.steps = new Steps(setup.journal());
        this.heard = new Heard(steps, views.acts()::heard, redactor, settings.rawLogs());
        this.goodRuns = new GoodRuns(setup.journal());
        this.backedUp = readBackups();
    }

    /**
     * All actions.
     *
     * @param owes    whether something is to be put back still on the container of an id
     * @param backups where those that are under way are entered
     * @param marks   what keeps new work off GPUs
     * @param asks    whether an incident fires whose remedy has a step with such an action, and that is about such a subject
     */
    Actions actions(Examination examination, Escalations telling, Predicate<String> owes, UnderWay backups,
            Marks marks, BiPredicate<String, String> asks) {
        return Shipped.actions(new Means(calls, closely.changes(), new OneCall(calls, ledger, clock),
                new Diagnosis(calls, redactor, settings.rawLogs(), examination, setup.disk().space()), telling,
                clearing(owes),
                new LimitsAction.Means(calls, closely.changes(), closely.stats(), setup.memory(),
                        setup.settings().policy().groups(), clock, timers),
                remaking(owes), goodRuns, new Rollbacks(setup.journal()), stacking(), reconnecting(),
                new Inside(calls, closely.execs(), steps, heard, clock, timers),
                new Beside(calls, closely.changes(), closely.shots(), steps, heard, clock, timers),
                new Cutting(calls, steps, heard, guard("truncate-log")),
                new OnHost(calls, settings.commands(), steps, heard, guard("host-command"), clock),
                new Outside(calls, settings.httpCalls(), steps, heard, vertx, clock),
                backing(backups), marks,
                new Powering(setup.power(), steps, gpu -> asks.test(GpuPowerLimitAction.NAME, gpu), leave::onHost,
                        clock,
                        timers),
                onGpu()));
    }

    private OnGpu onGpu() {
        Gpus gpus = setup.gpus();
        return new OnGpu(gpus.resetting(), new NvidiaSmi(gpus.smi(), guard("reset-gpu"), clock), calls,
                closely.changes(), closely.remakes(), steps, heard, ledger, views.bystanders(),
                siblings(ResetGpuAction.ABOUT), views.lanes(), leave::on, visitors::in, leave::onHost,
                views.acts()::on, room(), setup.observer(), clock, timers);
    }

    private Siblings siblings(ActionDescription action) {
        return new Siblings(action, settings.policy(), brake::on, views.acts(), views.held()::of, views.services(),
                footing::against, setup.gpus()::driverMismatch, clock);
    }

    private HangGuard guard(String name) {
        return new HangGuard(vertx, timers, name);
    }

    private Clearing clearing(Predicate<String> owes) {
        Disk disk = setup.disk();
        return new Clearing(disk.calls(), disk.gauge(), new Removals(setup.journal()), leave::onHost, disk.mount(),
                unused, goodRuns, setup.sightings(), calls::list, container -> whose(container, owes), views.lanes(),
                new PartCalls(steps, ledger, clock),
                redactor, clock, timers);
    }

    /** Why a container that is left over stays, for whose it is or by what its labels say. */
    private Optional<String> whose(Container container, Predicate<String> owes) {
        UnaryOperator<String> label = name -> container.labels().getOrDefault(name, "").strip();
        return OrchestratedGuard.owner(label)
                .map(owner -> owner + " owns it")
                .or(() -> OurselvesGuard.isOurs(container, settings.policy())
                        ? Optional.of("it is Dockmedic itself or what it needs to live")
                        : Optional.empty())
                .or(() -> owes.test(container.id())
                        ? Optional.of("something of ours on it is to be put back")
                        : Optional.empty())
                .or(() -> Stream.of("dockmedic.heal", "autoheal")
                        .anyMatch(name -> label.apply(name).equalsIgnoreCase("true"))
                                ? Optional.of("a label of it has it healed: it is somebody's service")
                                : Optional.empty())
                .or(() -> label.apply("dockmedic.protect").equalsIgnoreCase("true")
                        || Stream.of("dockmedic.heal", "autoheal")
                                .anyMatch(name -> label.apply(name).equalsIgnoreCase("false"))
                                        ? Optional.of("a label of it refuses")
                                        : Optional.empty());
    }

    private Remaking remaking(Predicate<String> owes) {
        return new Remaking(calls, closely.changes(), closely.remakes(), closely.details(), steps, ledger,
                views.bystanders(), closely.missing(), views.acts()::replaced, leave::on, owes,
                new Deploys(views.acts()::made, views.services()::touches, clock),
                new Joining(new NetworkOwners(setup.journal())::find, views.services()::touches,
                        views.services()::touchesOfStack, clock),
                room(), setup.observer(), clock, timers);
    }

    private Stacking stacking() {
        return new Stacking(calls, closely.remakes(), steps, ledger, views.bystanders(),
                siblings(RestartStackAction.ABOUT),
                (act, id) -> leave.on(act, id, RestartStackAction.ABOUT), visitors::in, views.acts()::on, room(),
                setup.observer(),
                clock, timers);
    }

    private EngineRoom room() {
        return new EngineRoom(setup.disk().gauge(), setup.disk().mount(), closely.grounds());
    }

    private Reconnecting reconnecting() {
        return new Reconnecting(calls, closely.remakes(), closely.networks(), steps, ledger, goodRuns,
                views.services()::touches, engineSince, clock, timers);
    }

    private Backing backing(UnderWay backups) {
        return new Backing(calls, closely.changes(), closely.copies(), closely.execs(), closely.details(), steps,
                ledger, views.bystanders(), visitors::in, heard, settings.backups(), backedUp,
                setup.gpus()::driverMismatch, room(),
                setup.observer(),
                guard("backup-volume"), backups, clock, timers);
    }

    /** Which verified backups there are. */
    Stock stock() {
        return new Stock(settings.backups(), guard("backups-there"), clock);
    }

    /** What was backed up before our start is read beside everything else, for metrics: the disk may hang. */
    private Successes readBackups() {
        Successes successes = new Successes(setup.meters());
        HangGuard reading = guard("backups");
        settings.backups().ifPresent(directory -> readBackups(successes, directory, reading));
        return successes;
    }

    private void readBackups(Successes successes, Path directory, HangGuard reading) {
        reading.call("backups", READ_AGAIN, () -> {
            successes.read(directory, clock.shown(clock.now()));
            return true;
        }).onFailure(unread -> {
            LOG.warn("what was backed up before cannot be read: {}", String.valueOf(unread.getMessage()));
            timers.after(READ_AGAIN, () -> readBackups(successes, directory, reading));
        });
    }
}
