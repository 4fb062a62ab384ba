package io.dockmedic.remediation;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.health.Pulse;
import io.dockmedic.collectors.base.home.Home;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.intent.Ledger;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.Actions;
import io.dockmedic.remediation.action.backup.UnderWay;
import io.dockmedic.remediation.action.mark.MarkTexts;
import io.dockmedic.remediation.action.mark.Marks;
import io.dockmedic.remediation.action.prune.PruneAction;
import io.dockmedic.remediation.action.prune.UnusedImages;
import io.dockmedic.remediation.brake.Brake;
import io.dockmedic.remediation.brake.Controls;
import io.dockmedic.remediation.brake.PauseFile;
import io.dockmedic.remediation.company.Visitors;
import io.dockmedic.remediation.decide.Decider;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.guard.Guards;
import io.dockmedic.remediation.decide.storm.Census;
import io.dockmedic.remediation.desk.Answers;
import io.dockmedic.remediation.desk.Desk;
import io.dockmedic.remediation.desk.Remarks;
import io.dockmedic.remediation.diagnose.Examination;
import io.dockmedic.remediation.diagnose.Examinations;
import io.dockmedic.remediation.diagnose.GpuLacks;
import io.dockmedic.remediation.diagnose.PortHolders;
import io.dockmedic.remediation.diagnose.good.Footing;
import io.dockmedic.remediation.diagnose.good.GoodRunWatch;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
import io.dockmedic.remediation.diagnose.last.DeathLogs;
import io.dockmedic.remediation.diagnose.last.FirstLooks;
import io.dockmedic.remediation.escalate.Escalations;
import io.dockmedic.remediation.publish.Remedies;
import io.dockmedic.remediation.question.QuestionJson;
import io.dockmedic.remediation.record.BrakeRecords;
import io.dockmedic.remediation.record.DeliveryRecords;
import io.dockmedic.remediation.record.FoundRecords;
import io.dockmedic.remediation.record.LastLinesRecords;
import io.dockmedic.remediation.record.NamelessImages;
import io.dockmedic.remediation.record.QuestionRecords;
import io.dockmedic.remediation.record.Records;
import io.dockmedic.remediation.record.RemarkRecords;
import io.dockmedic.remediation.record.RemediationTables;
import io.dockmedic.remediation.record.RemedyReader;
import io.dockmedic.remediation.restore.Returns;
import io.dockmedic.remediation.treat.Settlements;
import io.dockmedic.remediation.treat.Tools;
import io.dockmedic.remediation.verify.Ears;
import io.dockmedic.remediation.verify.Recall;
import io.dockmedic.remediation.verify.probe.Asks;
import io.dockmedic.remediation.view.Acts;
import io.dockmedic.remediation.view.Bystanders;
import io.dockmedic.remediation.view.Held;
import io.dockmedic.remediation.view.InVain;
import io.dockmedic.remediation.view.Joining;
import io.dockmedic.remediation.view.Lanes;
import io.dockmedic.remediation.view.Meant;
import io.dockmedic.remediation.view.Services;
import io.dockmedic.remediation.view.Views;
import io.dockmedic.rules.incident.Incidents;
import io.dockmedic.rules.incident.Tried;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.sought.Sight;
import io.dockmedic.rules.sought.Sought;
import io.dockmedic.rules.state.IncidentReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The stage on the bus. Subscribes as {@link #SUBSCRIBER}; everything in it runs on its one context. */
public final class RemediationVerticle extends VerticleBase {
    /** The name under which publishers of events and incidents know it. */
    public static final String SUBSCRIBER = "remediation";

    private final RemediationSetup setup;
    private final Redactor redactor = new Redactor();
    private final Pulse pulse = new Pulse();
    private final Controls controls = new Controls();
    private final Answers answers = new Answers();
    private final Remarks remarks;
    private final Examination examination;
    private @Nullable Ward ward;
    private @Nullable Returns returning;
    private @Nullable Closing closing;
    private @Nullable Marks marked;

    public RemediationVerticle(RemediationSetup setup) {
        this.setup = setup;
        this.remarks = new Remarks(new RemarkRecords(setup.journal()), redactor, setup.clock());
        Closely closely = setup.closely();
        this.examination = new Examination(setup.calls(), closely.details(), closely.stats(),
                new GoodRuns(setup.journal()),
                new PortHolders(closely.details(), setup::containers, closely.listener()),
                new GpuLacks(closely.details()), setup.gpus().sight(), closely.looks(), redactor,
                setup.settings().rawLogs(), setup.clock());
    }

    /** Whether it goes on. */
    public Pulse pulse() {
        return pulse;
    }

    /** How people set what holds up acts. */
    public Controls controls() {
        return controls;
    }

    /** How people answer what they are asked. */
    public Answers answers() {
        return answers;
    }

    /** What people say of incidents. */
    public Remarks remarks() {
        return remarks;
    }

    /** How people have a container looked at closely. */
    public Examinations examinations() {
        return new Examinations(examination, setup::containers);
    }

    @Override
    public Future<?> start() {
        RemediationSettings settings = setup.settings();
        EngineCalls calls = setup.calls();
        Journal journal = setup.journal();
        Clock clock = setup.clock();
        Timers timers = setup.timers();
        MeterRegistry meters = setup.meters();
        Closely closely = setup.closely();
        Policy policy = settings.policy();
        Duration lookBack = RemediationTables.acts(policy.lookBack());
        Records records = new Records(journal);
        Desk desk = new Desk(new QuestionRecords(journal), settings.asking().openFor(), redactor::line, clock, timers,
                meters);
        Escalations telling = telling(desk);
        Publisher<OwnAct> ledger = new Publisher<>(vertx, Ledger.TOPIC, List.of(Ledger.SUBSCRIBER), meters);
        News news = new News(new Publisher<>(vertx, Tried.TOPIC, List.of(Tried.SUBSCRIBER), meters),
                new Publisher<>(vertx, Remedies.TOPIC, setup.listeners(), meters));
        Acts acts = new Acts(lookBack);
        Views views = new Views(acts, new Lanes(), new Held(records, calls, clock, timers), new Services(),
                new Bystanders(clock));
        Brake brake = new Brake(policy, () -> Census.of(setup.containers()),
                new PauseFile(vertx, settings.pauseFile()), telling, new BrakeRecords(journal), clock, timers,
                setup.health(), meters);
        Leave leave = new Leave(policy, setup.observer(), brake::look, brake::on, setup::containers,
                act -> acts.find(act)
                        .filter(one -> ward != null && ward.ofKnownCause(one.incident()))
                        .isPresent(),
                this::engineSince, clock);
        Footing footing = new Footing(new GoodRuns(journal), closely.grounds(), closely.booting());
        UnderWay backups = new UnderWay(timers);
        Marks marks = new Marks(setup.marking(),
                new MarkTexts(setup.marking().gpus(), setup::containers, redactor::line, clock), leave::toMark,
                new RemedyReader(journal), new IncidentReader(journal, Kinds.standard())::find,
                new HangGuard(vertx, timers, "gpu-marks"), timers);
        marked = marks;
        UnusedImages unused = new UnusedImages(setup.disk().calls(), new NamelessImages(journal), setup.sightings(),
                clock, timers);
        boolean prunes = policy.permits().mayEver(PruneAction.ABOUT);
        Visitors visitors = new Visitors(closely.execs(), Path.of("/proc"),
                new HangGuard(vertx, timers, "terminals"), clock);
        Equipment equipment = new Equipment(vertx, setup, views, redactor, ledger, brake, leave, footing, unused,
                visitors, this::engineSince);
        Actions actions = equipment
                .actions(examination, telling, id -> returning != null && returning.owes(id), backups, marks,
                        (action, subject) -> ward != null && ward.asks(action, subject));
        pulse.begins(context);
        controls.bind(context, brake);
        Returns returns = new Returns(actions, calls, records, ledger, clock, timers, views.lanes(),
                notice -> {
                    boolean tell = leave.toTell(notice.act());
                    if (tell) {
                        telling.kept(notice);
                    }
                    return tell;
                }, leave::againstReturning);
        returning = returns;
        Settlements settlements = new Settlements(actions, calls, records, acts, views.lanes(), views.held(), clock,
                timers, meters, returns);
        GoodRunWatch goodRuns = new GoodRunWatch(calls, closely.details(), closely.remakes(), new GoodRuns(journal),
                footing, closely.host(), setup::containers, clock, timers);
        Asks asks = new Asks(vertx, closely.details(), closely.execs(), closely.vantage(), clock, timers);
        Publisher<Sought> sought = new Publisher<>(vertx, Sought.TOPIC, List.of(Sought.SUBSCRIBER), meters);
        Ears ears = new Ears(sought::deliver, new Recall(journal, Kinds.standard())::since, Kinds.standard());
        Ward all = new Ward(records, clock, timers, setup.observer(), setup.gpus()::driverMismatch,
                setup.health(), lookBack,
                new IncidentReader(journal, Kinds.standard())::find, owner -> new Tools(
                        new Decider(Guards.IN_ORDER), policy, owner::situation, owner.sources()::of, actions,
                        settlements, telling, desk, remarks, records, calls, setup.disk().gauge(), asks, ears,
                        views.services(), acts, views.lanes(), new InVain(), equipment.stock(),
                        name -> Meant.by(name, setup.sightings().get()),
                        visitors::in, footing, views.held(), brake, clock,
                        timers, meters, news::tried, news::stands));
        ward = all;
        Closing end = new Closing(backups, settlements, all, telling);
        closing = end;
        answers.bind(context, desk, all::approved);
        remarks.bind(context);
        remarks.whenSaid(telling::said);
        desk.whenAnswered(remarks::answered);
        Joining joining = new Joining();
        DeathLogs logs = new DeathLogs(calls, closely.details(), new LastLinesRecords(journal), redactor, clock,
                settings.rawLogs());
        FirstLooks looks = new FirstLooks(examination::of, new FoundRecords(journal)::add, clock);
        return all.remember().onSuccess(ready -> {
            end.hears(Subscriber.on(vertx, Events.TOPIC, SUBSCRIBER, event -> {
                goodRuns.event(event);
                if (prunes) {
                    unused.event(event);
                }
                returns.event(event);
                if (joining.answers(event)) {
                    return Future.succeededFuture();
                }
                views.bystanders().event(event);
                return all.event(event);
            }));
            end.hears(Subscriber.on(vertx, Incidents.TOPIC, SUBSCRIBER, change -> {
                marks.incident(change);
                logs.incident(change.incident());
                Future<Void> taken = all.incident(change);
                // What heals looks first.
                looks.incident(change);
                return taken;
            }));
            end.hears(Subscriber.on(vertx, Sight.TOPIC, Sight.SUBSCRIBER, sight -> {
                ears.heard(sight);
                return Future.succeededFuture();
            }));
            marks.begin();
        });
    }

    private Escalations telling(Desk desk) {
        RemediationSettings settings = setup.settings();
        QuestionJson asked = new QuestionJson(setup.clock()::shown, redactor::line, settings.asking().page());
        return new Escalations(vertx, settings.host(), settings.receivers(), new DeliveryRecords(setup.journal()),
                redactor, settings.policy().groups(),
                incident -> desk.open(incident).stream().map(asked::inMessage).toList(), setup.clock(),
                setup.timers(), ThreadLocalRandom.current()::nextDouble, setup.health(), setup.meters());
    }

    private @Nullable Instant engineSince() {
        return ward == null ? null : ward.situation().engineSince();
    }

    /**
     * Lets go what it holds, as far as that is done soon, else our next start does it. Nothing else is held up. Before any stage is
     * stopped: what others do is heard meanwhile. May be called from any thread.
     */
    public Future<Void> letGo() {
        Promise<Void> gone = Promise.promise();
        if (context == null || !Home.run(context, () -> letGoHere().onComplete(gone))) {
            gone.complete();
        }
        return gone.future();
    }

    private Future<Void> letGoHere() {
        return closing == null ? Future.succeededFuture() : closing.letGo();
    }

    @Override
    public Future<?> stop() {
        if (marked != null) {
            marked.close();
        }
        return letGoHere().compose(gone -> closing == null ? Future.succeededFuture() : closing.close());
    }
}
