package io.dockmedic.remediation;

import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.watch.WatchStore;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.gpu.mark.GpuMarks;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import io.dockmedic.collectors.host.mount.Ground;
import io.dockmedic.collectors.host.view.HostState;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.KernelEvent;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.intent.Ledger;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.limits.MemoryReadings;
import io.dockmedic.remediation.action.mark.Marking;
import io.dockmedic.remediation.brake.Controls;
import io.dockmedic.remediation.desk.Answers;
import io.dockmedic.remediation.desk.Remarks;
import io.dockmedic.remediation.diagnose.look.Look;
import io.dockmedic.remediation.diagnose.look.Part;
import io.dockmedic.remediation.publish.Remedies;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.record.RemediationTables;
import io.dockmedic.remediation.verify.probe.Vantage;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.Incidents;
import io.dockmedic.rules.incident.Tried;
import io.dockmedic.rules.engine.Outcome;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.sought.Seekers;
import io.dockmedic.rules.sought.Sight;
import io.dockmedic.rules.sought.Sought;
import io.dockmedic.rules.state.RulesStore;
import io.dockmedic.rules.state.RulesTables;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The whole stage on a real bus and a real journal, with a fake engine and time in the test's hand. There is one event loop
 * and one worker thread, so what is done on one of them is done after all that waited for it before.
 */
public final class Hospital implements AutoCloseable {
    public static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    /** Of no service, and kept by nobody. */
    private static final Event NOTHING = new KernelEvent.Quiet(START, "host", Origin.DOCKMEDIC, "host.oom", "nobody");

    /** So many rounds in which nothing new goes to the journal are more than any chain has steps on the bus and the worker. */
    private static final int STEPS = 10;
    private static final Duration SOON = Duration.ofMinutes(3);

    public final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    public final SharedTime time;
    public final FakeEngine engine;
    /** The engine's. */
    public final FakeDisk room;
    /** What GPUs may draw. */
    public final FakePower power;
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final Health health = new Health();
    public final List<OwnAct> ledger = new CopyOnWriteArrayList<>();
    /** What the rules were told of what is tried. */
    public final List<Tried> tried = new CopyOnWriteArrayList<>();
    public final List<RemedyChange> remedies = new CopyOnWriteArrayList<>();
    /** Those who are told of that fail on it. */
    public volatile boolean deaf;
    /** What the engine has. */
    public volatile Collection<Container> containers = List.of();
    /** Ids of those that do not run, whatever the engine says of the one it has. */
    public volatile Set<String> down = Set.of();
    /** Where the engine keeps its things. */
    public volatile Optional<String> engineDisk = Optional.of("/data");
    /** What folders of the host lie on. */
    public volatile Map<String, Ground> grounds = Map.of();
    /** The machine started only just now. */
    public volatile boolean booting;
    /** What happens when that has been looked at. */
    public volatile Runnable onGrounds = () -> {};
    /** What the host says it has left. */
    public volatile Supplier<Future<Long>> available = () -> Future.succeededFuture(64L << 30);
    /** Whether another instance acts on this engine. */
    public volatile boolean observes;
    /** What is known of the machine's GPUs. */
    public volatile GpuSamples gpus = GpuSamples.NONE;
    /** The marks on them. */
    public final GpuMarks marks;
    /** How people set what holds up acts. */
    public final Controls controls;
    /** How people answer what they are asked. */
    public final Answers answers;
    /** What people say of incidents. */
    public final Remarks remarks;
    /** How the engine's machine is. */
    public volatile HostState host = HostState.UNKNOWN;
    /** What a diagnosis looks at beside. */
    public volatile Look look = seen -> Future.succeededFuture(Part.NOTHING);
    private final Function<String, Future<Optional<JsonObject>>> looker;
    public final SqliteJournal journal;
    /** The journal as remediation has it. */
    private final FullJournal disk;
    /** What happens while the ledger takes in the beginning of an act. */
    public volatile Runnable onLedger = () -> {};
    private final String deployed;
    private final Publisher<Event> events;
    private final Publisher<IncidentChange> incidents;
    private final Publisher<Sight> sights;
    /** Who listens, as the rules know it. */
    public final Seekers seekers = new Seekers(Kinds.standard());

    public Hospital(Path file, RemediationSettings settings) {
        this(file, settings, START, null);
    }

    /** @param engine one that was there before; null for a new one */
    public Hospital(Path file, RemediationSettings settings, Instant now, @Nullable FakeEngine engine) {
        this(file, settings, now, engine, new FakePower(), true);
    }

    /** With its engine and its GPUs, as they are. */
    public Hospital after(Path file, RemediationSettings settings, Instant now) {
        return new Hospital(file, settings, now, engine, power.asTheyAre(), true);
    }

    /** @param readable whether the journal can be read at the start */
    Hospital(Path file, RemediationSettings settings, Instant now, @Nullable FakeEngine engine, boolean readable) {
        this(file, settings, now, engine, new FakePower(), readable);
    }

    private Hospital(Path file, RemediationSettings settings, Instant now, @Nullable FakeEngine engine, FakePower power,
            boolean readable) {
        this.power = power;
        time = new SharedTime(now);
        this.engine = engine == null ? new FakeEngine(time) : engine;
        room = this.engine.room;
        marks = new GpuMarks(Path.of(file + ".gpus"));
        journal = open(file);
        get(journal.opened());
        disk = new FullJournal(journal);
        disk.unreadable = !readable;
        Subscriber.on(vertx, Ledger.TOPIC, Ledger.SUBSCRIBER, act -> {
            ledger.add(act);
            if (act.phase() == OwnAct.Phase.BEGINS) {
                onLedger.run();
            }
            return Future.succeededFuture();
        });
        Subscriber.on(vertx, Tried.TOPIC, Tried.SUBSCRIBER, about -> {
            tried.add(about);
            return heard();
        });
        Subscriber.on(vertx, Sought.TOPIC, Sought.SUBSCRIBER, about -> {
            seekers.hear(about);
            return Future.succeededFuture();
        });
        Subscriber.on(vertx, Remedies.TOPIC, "test", change -> {
            remedies.add(change);
            return heard();
        });
        RemediationVerticle stage = new RemediationVerticle(new RemediationSetup(
                settings, this.engine, disk, time, time, health, meters, () -> observes, this::sightings,
                new Closely(this.engine, this.engine.remakes,
                        (container, network, endpoint) -> Future.succeededFuture(
                                new CallResult.Refused<>(ErrorClass.DENIED, 403, "not here")),
                        this.engine.execs, this.engine.shots, this.engine.copies,
                        (witness, paths) -> Future.succeededFuture(List.of()), this.engine, this.engine,
                        new Vantage(Optional.empty(), () -> Future.succeededFuture("")),
                        paths -> {
                            Map<String, Ground> seen = grounds;
                            onGrounds.run();
                            return Future.succeededFuture(seen);
                        },
                        port -> Future.succeededFuture(Optional.empty()), () -> Future.succeededFuture(host),
                        () -> booting, List.of(seen -> look.at(seen))),
                new Disk(room, room::on, List::of, () -> engineDisk),
                new MemoryReadings(id -> this.engine.used(time.now()), () -> available.get()),
                new Marking(marks, () -> gpus), power,
                new Gpus(this.engine.gpus, Path.of("/bin/true")),
                List.of("test")));
        controls = stage.controls();
        answers = stage.answers();
        remarks = stage.remarks();
        looker = stage.examinations()::of;
        deployed = get(vertx.deployVerticle(stage));
        events = new Publisher<>(vertx, Events.TOPIC, List.of(RemediationVerticle.SUBSCRIBER), meters);
        incidents = new Publisher<>(vertx, Incidents.TOPIC, List.of(RemediationVerticle.SUBSCRIBER), meters);
        sights = new Publisher<>(vertx, Sight.TOPIC, List.of(Sight.SUBSCRIBER), meters);
    }

    private Future<Void> heard() {
        return deaf ? Future.failedFuture("does not listen") : Future.succeededFuture();
    }

    /** On the worker thread: the event loop waits when {@link #journalGoesAway} in the midst of an act. */
    private SqliteJournal open(Path file) {
        CompletableFuture<SqliteJournal> opened = new CompletableFuture<>();
        get(vertx.deployVerticle(context -> {
            opened.complete(SqliteJournal.open(file,
                    List.of(WatchStore.TABLES, RulesTables.TABLES,
                            RemediationTables.keeping(Policy.DEFAULT.lookBack())),
                    Retention.DEFAULT, new SystemClock(),
                    new VertxTimers(vertx), health, meters, vertx));
            return Future.succeededFuture();
        }, new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
        return opened.join();
    }

    private List<Sighting> sightings() {
        return containers.stream().map(one -> {
            ContainerState state = engine.state(one.id());
            return new Sighting(one, down.contains(one.id()) ? state.ended(0, false) : state);
        }).toList();
    }

    /** Looks closely at a container. */
    public Future<Optional<JsonObject>> diagnose(String name) {
        return looker.apply(name);
    }

    /** Sees the engine and lets the settle time pass. */
    public Hospital settled() {
        happens(Samples.connected(time.now()));
        pass(15);
        return this;
    }

    public void happens(Event event) {
        get(events.publish(event));
        reads(event);
    }

    /** The rules hear it, and whoever asked them to listen. */
    public void reads(Event event) {
        seekers.of(event).forEach(sight -> get(sights.publish(sight)));
        quiet();
    }

    /** The rules have written it, and tell nobody of it yet. */
    public void written(Incident incident) {
        Outcome outcome = new Outcome(List.of(new IncidentChange(IncidentChange.What.AGAIN, incident, RemedyPlan.NONE)),
                Map.of());
        get(new RulesStore(journal, Kinds.standard(), time).save(outcome));
    }

    public void incident(IncidentChange.What what, Incident incident, RemedyPlan plan) {
        get(incidents.publish(new IncidentChange(what, incident, plan)));
        quiet();
    }

    /** Lets time pass, second by second, and everything come to rest after each. */
    public void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            time.advance(Duration.ofSeconds(1));
            quiet();
        }
    }

    /** Lets so much time pass at once. */
    public void later(int seconds) {
        time.advance(Duration.ofSeconds(seconds));
        quiet();
    }

    /** The journal, the bus and the worker thread have nothing left to do. */
    public void quiet() {
        for (int still = 0; still < STEPS; still++) {
            long begun = disk.begun();
            get(disk.finished());
            get(vertx.executeBlocking(() -> 0));
            get(events.publish(NOTHING));
            still = disk.begun() == begun ? still : -1;
        }
    }

    /** Nothing can be written, or can be again. */
    public void diskFull(boolean full) {
        disk.full = full;
    }

    /** What is in the journal can be read from now on. */
    public void journalReadable() {
        disk.unreadable = false;
    }

    /** As if the process had ended: nothing more is written. What is under way in memory goes on to nothing. */
    public void journalGoesAway() {
        get(journal.close());
    }

    /** It is stopped in order. */
    public Future<Void> stops() {
        return vertx.undeploy(deployed);
    }

    /** As if the process were killed after so many more writes. */
    public void killedAfterWrites(int more) {
        disk.left.set(more);
    }

    /** It is stopped in order though what it wrote when it was killed came to nothing. */
    public Future<Void> stopsAfterAll() {
        Future<Void> gone = stops();
        vertx.runOnContext(now -> disk.givesUp());
        return gone;
    }

    public void until(Callable<Boolean> condition) {
        await().atMost(SOON).until(condition);
    }

    /** The last state published. */
    public RemedyChange last() {
        await().atMost(SOON).until(() -> !remedies.isEmpty());
        return remedies.getLast();
    }

    public long count(String from) {
        return get(journal.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(*) FROM " + from)) {
                row.next();
                return row.getLong(1);
            }
        }));
    }

    public static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        journalGoesAway();
        get(vertx.close());
    }
}
