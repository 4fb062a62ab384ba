package io.dockmedic.remediation;

import io.dockmedic.remediation.record.RemediationTables;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.health.Pulse;
import io.dockmedic.collectors.base.home.Home;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.intent.Ledger;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.Actions;
import io.dockmedic.remediation.action.backup.Backing;
import io.dockmedic.remediation.action.backup.Successes;
import io.dockmedic.remediation.action.backup.UnderWay;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.remediation.action.exec.Inside;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.action.host.OnHost;
import io.dockmedic.remediation.action.limits.LimitsAction;
import io.dockmedic.remediation.action.limits.MemoryReadings;
import io.dockmedic.remediation.action.network.Reconnecting;
import io.dockmedic.remediation.action.prune.Clearing;
import io.dockmedic.remediation.action.recreate.Deploys;
import io.dockmedic.remediation.action.recreate.Remaking;
import io.dockmedic.remediation.action.run.Beside;
import io.dockmedic.remediation.action.stack.RestartStackAction;
import io.dockmedic.remediation.action.stack.Stacking;
import io.dockmedic.remediation.action.truncate.Cutting;
import io.dockmedic.remediation.brake.Brake;
import io.dockmedic.remediation.brake.Controls;
import io.dockmedic.remediation.brake.PauseFile;
import io.dockmedic.remediation.decide.Decider;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.guard.Guards;
import io.dockmedic.remediation.decide.storm.Census;
import io.dockmedic.remediation.desk.Answers;
import io.dockmedic.remediation.desk.Desk;
import io.dockmedic.remediation.desk.Remarks;
import io.dockmedic.remediation.diagnose.Diagnosis;
import io.dockmedic.remediation.diagnose.Examination;
import io.dockmedic.remediation.diagnose.PortHolders;
import io.dockmedic.remediation.diagnose.good.Footing;
import io.dockmedic.remediation.diagnose.good.GoodRunWatch;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
import io.dockmedic.remediation.escalate.Escalations;
import io.dockmedic.remediation.publish.Remedies;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.remediation.question.QuestionJson;
import io.dockmedic.remediation.record.Act;
import io.dockmedic.remediation.record.BrakeRecords;
import io.dockmedic.remediation.record.DeliveryRecords;
import io.dockmedic.remediation.record.QuestionRecords;
import io.dockmedic.remediation.record.Records;
import io.dockmedic.remediation.record.RemarkRecords;
import io.dockmedic.remediation.record.Removals;
import io.dockmedic.remediation.record.Rollbacks;
import io.dockmedic.remediation.record.Steps;
import io.dockmedic.remediation.restore.Returns;
import io.dockmedic.remediation.treat.Settlements;
import io.dockmedic.remediation.treat.Tools;
import io.dockmedic.remediation.verify.probe.Asks;
import io.dockmedic.remediation.view.Acts;
import io.dockmedic.remediation.view.Bystanders;
import io.dockmedic.remediation.view.Held;
import io.dockmedic.remediation.view.Joining;
import io.dockmedic.remediation.view.Lanes;
import io.dockmedic.remediation.view.Meant;
import io.dockmedic.remediation.view.Services;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.Incidents;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.state.IncidentReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stage on the bus. Subscribes as {@link #SUBSCRIBER}; everything in it runs on its one context. */
public final class RemediationVerticle extends VerticleBase {
    /** The name under which publishers of events and incidents know it. */
    public static final String SUBSCRIBER = "remediation";

    private static final Logger LOG = LoggerFactory.getLogger(RemediationVerticle.class);
    private static final int SHORTEST_ID = 4;
    /** Docker kills a container 10 s after it was told to stop, and systemd our unit after 15 s. */
    private static final Duration LETS_GO = Duration.ofSeconds(6);

    private final RemediationSettings settings;
    private final EngineCalls calls;
    private final Journal journal;
    private final Clock clock;
    private final Timers timers;
    private final Pulse pulse = new Pulse();
    private final Health health;
    private final MeterRegistry meters;
    private final BooleanSupplier observer;
    private final Supplier<Collection<Sighting>> sightings;
    private final Supplier<Collection<Container>> containers;
    private final Controls controls = new Controls();
    private final Answers answers = new Answers();
    private final Remarks remarks;
    private final Closely closely;
    private final Disk disk;
    private final MemoryReadings memory;
    private final List<String> listeners;
    private final Redactor redactor = new Redactor();
    private @Nullable Subscriber<Event> events;
    private @Nullable Subscriber<IncidentChange> incidents;
    private @Nullable Escalations escalations;
    private @Nullable Ward ward;
    private @Nullable Returns returning;
    private @Nullable Settlements settling;
    private @Nullable UnderWay backups;

    /**
     * @param observer  whether another instance acts on this engine; asked at every decision
     * @param sightings every container there is
     * @param closely   with what a container is looked at closely
     * @param disk      with what room is made
     * @param memory    what is known of memory
     * @param listeners who subscribes to {@link Remedies#TOPIC}
     */
    public RemediationVerticle(RemediationSettings settings, EngineCalls calls, Journal journal, Clock clock,
            Timers timers, Health health, MeterRegistry meters, BooleanSupplier observer,
            Supplier<Collection<Sighting>> sightings, Closely closely, Disk disk,
            MemoryReadings memory, List<String> listeners) {
        this.settings = settings;
        this.calls = calls;
        this.journal = journal;
        this.clock = clock;
        this.timers = timers;
        this.health = health;
        this.meters = meters;
        this.observer = observer;
        this.sightings = sightings;
        this.containers = () -> sightings.get().stream().map(Sighting::container).toList();
        this.closely = closely;
        this.disk = disk;
        this.memory = memory;
        this.listeners = List.copyOf(listeners);
        this.remarks = new Remarks(new RemarkRecords(journal), redactor, clock);
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

    /** What was done for an incident, oldest first, at most 200. May be called from any thread; fails as the journal does. */
    public Future<List<Act>> acts(String incident) {
        return new Records(journal).acts(incident);
    }

    /**
     * Looks closely at a container, by its service, name or the beginning of its id. May be called from any thread.
     *
     * @return what was found, as the API has it; empty when there is no such container
     */
    public Future<Optional<JsonObject>> diagnose(String name) {
        return containers.get()
                .stream()
                .filter(one -> new ServicePattern(name).matches(one)
                        || (name.length() >= SHORTEST_ID && one.id().startsWith(name)))
                .min(Comparator.comparing(Container::name))
                .map(one -> examination().of(one).map(Optional::of))
                .orElse(Future.succeededFuture(Optional.empty()));
    }

    private Examination examination() {
        return new Examination(calls, closely.details(), closely.stats(), new GoodRuns(journal),
                new PortHolders(closely.details(), containers, closely.listener()), redactor, settings.rawLogs(),
                clock);
    }

    /** What was backed up before our start is read beside everything else: the disk may hang. */
    private Successes backedUp() {
        Successes successes = new Successes(meters);
        settings.backups()
                .ifPresent(directory -> new HangGuard(vertx, timers, "backups").call("backups", Duration.ofMinutes(1),
                        () -> {
                            successes.read(directory, clock.shown(clock.now()));
                            return true;
                        })
                        .onFailure(unread -> LOG.warn("what was backed up before cannot be read: {}",
                                String.valueOf(unread.getMessage()))));
        return successes;
    }

    @Override
    public Future<?> start() {
        Records records = new Records(journal);
        Desk desk = new Desk(new QuestionRecords(journal), settings.asking().openFor(), redactor::line, clock, timers,
                meters);
        QuestionJson asked = new QuestionJson(clock::shown, redactor::line, settings.asking().page());
        Escalations telling = new Escalations(vertx, settings.host(), settings.receivers(),
                new DeliveryRecords(journal),
                redactor,
                incident -> desk.open(incident).stream().map(asked::inMessage).toList(), clock,
                timers, ThreadLocalRandom.current()::nextDouble, health, meters);
        escalations = telling;
        Policy policy = settings.policy();
        Duration lookBack = RemediationTables.acts(policy.lookBack());
        Publisher<OwnAct> ledger = new Publisher<>(vertx, Ledger.TOPIC, List.of(Ledger.SUBSCRIBER), meters);
        Publisher<RemedyChange> remedies = new Publisher<>(vertx, Remedies.TOPIC, listeners, meters);
        Examination examination = examination();
        Acts acts = new Acts(lookBack);
        Lanes lanes = new Lanes();
        Held held = new Held(records, calls, clock, timers);
        Brake brake = new Brake(policy, () -> Census.of(containers.get()), new PauseFile(vertx, settings.pauseFile()),
                telling, new BrakeRecords(journal), clock, timers, health, meters);
        Leave leave = new Leave(policy, observer, brake::look, brake::on, containers,
                () -> ward == null ? null : ward.situation().engineSince(), clock);
        Clearing clearing = new Clearing(disk.calls(), disk.gauge(), new Removals(journal),
                leave::onHost, disk.mount(), redactor, clock, timers);
        Bystanders bystanders = new Bystanders(clock);
        Steps steps = new Steps(journal);
        Services services = new Services();
        Remaking remaking = new Remaking(calls, closely.changes(), closely.remakes(), closely.details(),
                steps, ledger, bystanders, closely.missing(), acts::replaced, leave::on,
                id -> returning != null && returning.owes(id), new Deploys(acts::made, services::touches, clock),
                observer, clock, timers);
        Stacking stacking = new Stacking(calls, closely.remakes(), steps, ledger, bystanders,
                new Siblings(policy, brake::on, acts, held::of, services, clock),
                id -> leave.on(id, RestartStackAction.ABOUT), acts::on,
                observer, clock, timers);
        Heard heard = new Heard(steps, acts::heard, redactor, settings.rawLogs());
        UnderWay underWay = new UnderWay(timers);
        backups = underWay;
        Actions actions = Shipped.actions(new Means(calls, closely.changes(), new OneCall(calls, ledger, clock),
                new Diagnosis(calls, redactor, settings.rawLogs(), examination, disk.space()), telling,
                clearing,
                new LimitsAction.Means(calls, closely.changes(), closely.stats(), memory, clock, timers), remaking,
                new GoodRuns(journal), new Rollbacks(journal), stacking,
                new Reconnecting(calls, closely.remakes(), closely.networks(), steps, ledger, new GoodRuns(journal),
                        services::touches, () -> ward == null ? null : ward.situation().engineSince(), clock, timers),
                new Inside(calls, closely.execs(), steps, heard, clock, timers),
                new Beside(calls, closely.changes(), closely.shots(), steps, heard, clock, timers),
                new Cutting(calls, steps, heard, new HangGuard(vertx, timers, "truncate-log")),
                new OnHost(calls, settings.commands(), steps, heard, new HangGuard(vertx, timers, "host-command"),
                        clock),
                new Backing(calls, closely.changes(), closely.copies(), closely.execs(), closely.details(), steps,
                        ledger, bystanders, heard, settings.backups(), backedUp(), observer,
                        new HangGuard(vertx, timers, "backup-volume"), underWay, clock, timers)));
        pulse.begins(context);
        controls.bind(context, brake);
        Returns returns = new Returns(actions, calls, records, ledger, clock, timers, lanes,
                notice -> {
                    boolean tell = leave.toTell(notice.act());
                    if (tell) {
                        telling.kept(notice);
                    }
                    return tell;
                }, leave::againstReturning);
        returning = returns;
        Settlements settlements = new Settlements(actions, calls, records, acts, lanes, held, clock, timers, meters,
                returns);
        settling = settlements;
        Footing footing = new Footing(new GoodRuns(journal), closely.grounds());
        GoodRunWatch goodRuns = new GoodRunWatch(calls, closely.details(), closely.remakes(), new GoodRuns(journal),
                footing, containers, clock, timers);
        Asks asks = new Asks(vertx, closely.details(), closely.execs(), closely.vantage(), clock, timers);
        Ward all = new Ward(records, clock, timers, observer, health, lookBack,
                new IncidentReader(journal, Kinds.standard())::find, owner -> new Tools(
                        new Decider(Guards.IN_ORDER), policy, owner::situation, owner.sources()::of, actions,
                        settlements,
                        telling, desk, remarks,
                        records,
                        calls, disk.gauge(), asks,
                        services, acts, lanes, name -> Meant.by(name, sightings.get()), footing, held, brake, clock,
                        timers, meters, remedies::publish));
        ward = all;
        Joining joining = new Joining();
        answers.bind(context, desk, all::approved);
        remarks.bind(context);
        remarks.whenSaid(telling::said);
        desk.whenAnswered(remarks::answered);
        return all.remember().onSuccess(ready -> {
            events = Subscriber.on(vertx, Events.TOPIC, SUBSCRIBER, event -> {
                goodRuns.event(event);
                returns.event(event);
                if (joining.answers(event)) {
                    return Future.succeededFuture();
                }
                bystanders.event(event);
                return all.event(event);
            });
            incidents = Subscriber.on(vertx, Incidents.TOPIC, SUBSCRIBER, all::incident);
        });
    }

    /**
     * Breaks off the backups that are under way, and lets go on what they hold; as far as that is done soon, else our next start does
     * it. Nothing else is held up. Before any stage is stopped: what others do is heard meanwhile. May be called from any thread.
     */
    public Future<Void> letGo() {
        Promise<Void> gone = Promise.promise();
        if (context == null || !Home.run(context, () -> letGoHere().onComplete(gone))) {
            gone.complete();
        }
        return gone.future();
    }

    private Future<Void> letGoHere() {
        Settlements settlements = settling;
        if (settlements == null || backups == null) {
            return Future.succeededFuture();
        }
        settlements.end();
        return backups.end(LETS_GO).compose(gone -> settlements.written());
    }

    @Override
    public Future<?> stop() {
        return letGoHere().compose(gone -> close());
    }

    private Future<?> close() {
        if (ward != null) {
            ward.close();
        }
        if (escalations != null) {
            escalations.close();
        }
        return Future.join(
                events == null ? Future.succeededFuture() : events.close(),
                incidents == null ? Future.succeededFuture() : incidents.close());
    }
}
