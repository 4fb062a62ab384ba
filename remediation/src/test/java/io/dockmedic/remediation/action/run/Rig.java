package io.dockmedic.remediation.action.run;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.watch.WatchStore;
import io.dockmedic.remediation.FastTime;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Records;
import io.dockmedic.remediation.record.RemediationTables;
import io.dockmedic.remediation.record.Steps;
import io.dockmedic.rules.remedy.ListText;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The action, on a real engine and a real journal, with faster time. Another one on the same journal is our next start. */
final class Rig implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final FastTime time = new FastTime(vertx);
    private final AtomicInteger waits = new AtomicInteger();
    private final DockerJavaCalls calls;
    private final SqliteJournal journal;
    private final Records records;
    private final RunAction action;
    private final String image;
    private volatile String act = "";
    /** What the latest command wrote. */
    volatile List<String> heard = List.of();

    Rig(Path socket, Path file, String image) {
        this.image = image;
        SystemClock clock = new SystemClock();
        VertxTimers timers = new VertxTimers(vertx);
        calls = new DockerJavaCalls(vertx, clock, timers, new EngineAddress.Unix(socket), null, CallLimits.DEFAULT);
        journal = SqliteJournal.open(file,
                List.of(WatchStore.TABLES, RemediationTables.keeping(Policy.DEFAULT.lookBack())), Retention.DEFAULT,
                clock, timers, new Health(), new SimpleMeterRegistry(), vertx);
        Hospital.get(journal.opened());
        records = new Records(journal);
        action = new RunAction(new Beside(calls, calls, calls.oneShots(), new Steps(journal),
                new Heard(new Steps(journal), (id, lines) -> heard = lines, new Redactor(), true), time,
                (delay, task) -> {
                    waits.incrementAndGet();
                    return time.after(delay, task);
                }));
    }

    /** As one event loop has it. */
    private <T> Future<T> there(Supplier<Future<T>> what) {
        Promise<T> promise = Promise.promise();
        vertx.runOnContext(now -> what.get().onComplete(promise));
        return promise.future();
    }

    /** Begins it. */
    Future<Outcome> begin(Map<String, String> with, String... command) {
        ContainerState state = ((CallResult.Done<ContainerState>) get(there(() -> calls.inspect("run-patient"))))
                .value();
        Map<String, String> parameters = new HashMap<>(Map.of("image", image, "timeout", "10m"));
        parameters.putAll(with);
        parameters.put("command", ListText.of(List.of(command)));
        Job job = new Job(UUID.randomUUID().toString(), Samples.incident("i1", "r", Samples.crash(time.now())), null,
                state, 0, 0, parameters, List.of(), List.of(), List.of());
        act = job.act();
        ActRecord intent = new ActRecord(act, time.now(), "i1", "r", "run-patient", state.id(), RunAction.NAME, 0, 0,
                state.startedAt(), time.now().plus(action.settlesWithin(job)), RunAction.NAME,
                action.intends(job).notes(), false, false);
        return there(() -> action.perform(job, records.intend(intent)));
    }

    /** Does it to its end. */
    Outcome run(Map<String, String> with, String... command) {
        return get(begin(with, command));
    }

    /** The latest act. */
    String act() {
        return act;
    }

    /** The latest act that is open is brought to its end. */
    Outcome settle() {
        return get(settling());
    }

    Future<Outcome> settling() {
        ActRecord open = get(records.load(time.now().minusSeconds(3600))).open().getLast();
        return there(() -> action.settle(open));
    }

    /** How often it was waited for something. */
    int waits() {
        return waits.get();
    }

    <T> T get(Future<T> future) {
        return Hospital.get(future);
    }

    /** As if the process had ended: nothing more is called, waited for or written. */
    void dies() {
        time.stop();
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
