package io.dockmedic.remediation.action.exec;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.watch.WatchStore;
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
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The action, on a real engine and a real journal. Another one on the same journal is our next start. */
final class Rig implements AutoCloseable {
    /** How long is waited for the end of what was cut off. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Vertx vertx = Vertx.vertx();
    private final Clock clock = new SystemClock();
    private final Timers timers = new VertxTimers(vertx);
    private final AtomicInteger waits = new AtomicInteger();
    private final DockerJavaCalls calls;
    private final SqliteJournal journal;
    private final Records records;
    private final ExecAction action;
    /** What the latest command wrote. */
    volatile List<String> heard = List.of();
    private volatile boolean dead;

    Rig(Path socket, Path file) {
        calls = new DockerJavaCalls(vertx, clock, timers, new EngineAddress.Unix(socket), null, CallLimits.DEFAULT);
        journal = SqliteJournal.open(file,
                List.of(WatchStore.TABLES, RemediationTables.keeping(Policy.DEFAULT.lookBack())), Retention.DEFAULT,
                clock, timers, new Health(), new SimpleMeterRegistry(), vertx);
        Hospital.get(journal.opened());
        records = new Records(journal);
        Steps steps = new Steps(journal);
        action = new ExecAction(new Inside(calls, calls.execs(), steps,
                new Heard(steps, (act, lines) -> heard = lines, new Redactor(), true), clock, (delay, task) -> {
                    waits.incrementAndGet();
                    return timers.after(delay, () -> {
                        if (!dead) {
                            task.run();
                        }
                    });
                }));
    }

    /** As one event loop has it. */
    private <T> Future<T> there(Supplier<Future<T>> what) {
        Promise<T> promise = Promise.promise();
        vertx.runOnContext(now -> what.get().onComplete(promise));
        return promise.future();
    }

    /** Begins it. */
    Future<Outcome> begin(String name, Map<String, String> with, String... command) {
        ContainerState state = ((CallResult.Done<ContainerState>) get(there(() -> calls.inspect(name)))).value();
        Map<String, String> parameters = new HashMap<>(with);
        parameters.put("command", ListText.of(List.of(command)));
        Job job = new Job(UUID.randomUUID().toString(), Samples.incident("i1", "r", Samples.crash(clock.now())), null,
                state, 0, 0, parameters, List.of(), List.of(), List.of());
        Instant now = clock.now();
        ActRecord intent = new ActRecord(job.act(), now, "i1", "r", name, state.id(), ExecAction.NAME, 0, 0,
                state.startedAt(), now.plus(PATIENCE), ExecAction.NAME, Map.of(), false, false);
        return there(() -> action.perform(job, records.intend(intent)));
    }

    /** Does it to its end. */
    Outcome exec(String name, Map<String, String> with, String... command) {
        return get(begin(name, with, command));
    }

    /** The one act that is open is brought to its end. */
    Future<Outcome> settling() {
        ActRecord act = get(records.load(clock.now().minusSeconds(3600))).open().getLast();
        return there(() -> action.settle(act));
    }

    Outcome settle() {
        return get(settling());
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
