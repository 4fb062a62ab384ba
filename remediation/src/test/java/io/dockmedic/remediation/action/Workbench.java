package io.dockmedic.remediation.action;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.shared.NetworkOwners;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.watch.WatchStore;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.Ledger;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.record.Records;
import io.dockmedic.remediation.record.RemediationTables;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A real engine and a real journal, on which an action is tried. Another one on the same journal is our next start. */
public final class Workbench implements AutoCloseable {
    public final Vertx vertx;
    public final SystemClock clock = new SystemClock();
    public final VertxTimers timers;
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final DockerJavaCalls calls;
    public final SqliteJournal journal;
    public final Records records;
    /** What was entered in the ledger. */
    public final List<OwnAct> ledger = new CopyOnWriteArrayList<>();

    public Workbench(Vertx vertx, Path socket, Path file) {
        this.vertx = vertx;
        this.timers = new VertxTimers(vertx);
        this.calls = new DockerJavaCalls(vertx, clock, timers, new EngineAddress.Unix(socket), null,
                CallLimits.DEFAULT);
        this.journal = SqliteJournal.open(file,
                List.of(WatchStore.TABLES, NetworkOwners.TABLES,
                        RemediationTables.keeping(Policy.DEFAULT.lookBack())),
                Retention.DEFAULT, clock, timers, new Health(), meters, vertx);
        Hospital.get(journal.opened());
        this.records = new Records(journal);
        Subscriber.on(vertx, Ledger.TOPIC, Ledger.SUBSCRIBER, act -> {
            ledger.add(act);
            return Future.succeededFuture();
        });
    }

    /** By which the ledger is told. */
    public Publisher<OwnAct> toLedger() {
        return new Publisher<>(vertx, Ledger.TOPIC, List.of(Ledger.SUBSCRIBER), meters);
    }

    /** As one event loop has it. */
    public <T> Future<T> there(Supplier<Future<T>> what) {
        Promise<T> promise = Promise.promise();
        vertx.runOnContext(now -> what.get().onComplete(promise));
        return promise.future();
    }

    /** What the engine has done by then. */
    public <T> T done(Supplier<Future<CallResult<T>>> call) {
        return ((CallResult.Done<T>) Hospital.get(there(call))).value();
    }

    public ContainerState state(String name) {
        return done(() -> calls.inspect(name));
    }

    /** As an event shows it. */
    public static Container container(ContainerState state) {
        return new Container(state.id(), state.name(), state.image(), state.labels(),
                Service.of(state.name(), state.labels()), false);
    }

    /** As it is told when it is found by comparing, with what led to it lost, and the engine has written down that it was asked for. */
    public static ContainerEvent.Died foundStopped(ContainerState state, Instant now) {
        return new ContainerEvent.Died(now, "host", Origin.RECONCILE, container(state), state.exitCode(), false,
                new Judgement(Intent.ASKED, false, List.of("its record says so")), false, 0, Duration.ZERO, true,
                String.valueOf(state.startedAt()));
    }

    /** As if the process had ended: nothing more is called or written. */
    public void dies() {
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
