package io.dockmedic.remediation.action.network;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.watch.WatchStore;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Ledger;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.Touch;
import io.dockmedic.remediation.decide.Touches;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Records;
import io.dockmedic.remediation.record.RemediationTables;
import io.dockmedic.remediation.record.Steps;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The action, on a real engine and a real journal. Another one on the same journal is our next start. */
final class Rig implements AutoCloseable {
    /** How long is waited for a call that was cut off. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Vertx vertx = Vertx.vertx();
    private final Clock clock = new SystemClock();
    private final Timers timers = new VertxTimers(vertx);
    private final DockerJavaCalls calls;
    private final SqliteJournal journal;
    private final Records records;
    private final GoodRuns runs;
    private final ReconnectNetworkAction action;
    final List<OwnAct> ledger = Collections.synchronizedList(new ArrayList<>());
    /** What others did. */
    volatile List<Touch> touches = List.of();
    /** Since when the engine is in sight. */
    volatile @Nullable Instant engineSince = Instant.EPOCH;
    private volatile boolean dead;

    Rig(Path socket, Path file) {
        calls = new DockerJavaCalls(vertx, clock, timers, new EngineAddress.Unix(socket), null, CallLimits.DEFAULT);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        journal = SqliteJournal.open(file,
                List.of(WatchStore.TABLES, RemediationTables.keeping(Policy.DEFAULT.lookBack())), Retention.DEFAULT,
                clock, timers, new Health(), meters, vertx);
        Hospital.get(journal.opened());
        records = new Records(journal);
        runs = new GoodRuns(journal);
        Subscriber.on(vertx, Ledger.TOPIC, Ledger.SUBSCRIBER, act -> {
            ledger.add(act);
            return Future.succeededFuture();
        });
        action = new ReconnectNetworkAction(new Reconnecting(calls, calls.remaking(), calls.networks(),
                new Steps(journal), new Publisher<>(vertx, Ledger.TOPIC, List.of(Ledger.SUBSCRIBER), meters), runs,
                (service, since) -> new Touches(touches).since(since), () -> engineSince, clock,
                (delay, task) -> timers.after(delay, () -> {
                    if (!dead) {
                        task.run();
                    }
                })));
    }

    /** As one event loop has it. */
    private <T> Future<T> there(Supplier<Future<T>> what) {
        Promise<T> promise = Promise.promise();
        vertx.runOnContext(now -> what.get().onComplete(promise));
        return promise.future();
    }

    private ContainerState state(String name) {
        return ((CallResult.Done<ContainerState>) Hospital.get(there(() -> calls.inspect(name)))).value();
    }

    /** As if it had been seen to run well, as it is set up now. */
    void ranWell(String name) {
        Blueprint now = ((CallResult.Done<Blueprint>) Hospital.get(there(() -> calls.remaking().blueprint(name))))
                .value();
        Hospital.get(runs.save(GoodRun.of(name, now.id(), clock.now(), now.details(), new byte[]{1}, "")
                .on(now.endpoints()
                        .entrySet()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, network -> network.getValue().toString())))));
    }

    private Job job(String name, String approved) {
        return job(state(name), approved);
    }

    private Job job(ContainerState state, String approved) {
        Container container = new Container(state.id(), state.name(), state.image(), state.labels(),
                Service.of(state.name(), state.labels()), false);
        return new Job(UUID.randomUUID().toString(), Samples.incident("i1", "r", Samples.crash(clock.now())),
                container, state, 0, 0, Map.of(), List.of(), List.of(), List.of(), approved);
    }

    Future<Outcome> begin(String name, String approved) {
        ContainerState state = state(name);
        Job job = job(state, approved);
        Instant now = clock.now();
        ActRecord intent = new ActRecord(job.act(), now, "i1", "r", name, state.id(), ReconnectNetworkAction.NAME, 0, 0,
                state.startedAt(), now.plus(PATIENCE), ReconnectNetworkAction.NAME, Map.of(), false, false);
        return there(() -> action.perform(job, records.intend(intent)));
    }

    Outcome reconnect(String name) {
        return Hospital.get(begin(name, ""));
    }

    String wouldDo(String name) {
        Job job = job(name, "");
        return Hospital.get(there(() -> action.wouldDo(job)));
    }

    String doubt(String name) {
        Job job = job(name, "");
        return Hospital.get(there(() -> action.closeDoubt(job)));
    }

    String toApprove(String name) {
        Job job = job(name, "");
        return Hospital.get(there(() -> action.toApprove(job)));
    }

    /** The one act that is open is brought to its end. */
    Outcome settle() {
        ActRecord act = Hospital.get(records.load(clock.now().minusSeconds(3600))).open().getLast();
        return Hospital.get(there(() -> action.settle(act)));
    }

    /** As if the process had ended: nothing more is called, waited for or written. */
    void dies() {
        dead = true;
        calls.close();
        journal.close();
    }

    @Override
    public void close() {
        dies();
        Hospital.get(journal.close());
        Hospital.get(vertx.close());
    }
}
