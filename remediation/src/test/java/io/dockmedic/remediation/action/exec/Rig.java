package io.dockmedic.remediation.action.exec;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.Workbench;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Steps;
import io.dockmedic.rules.remedy.ListText;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** The action, on a real engine and a real journal. Another one on the same journal is our next start. */
final class Rig implements AutoCloseable {
    /** How long is waited for the end of what was cut off. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Workbench bench;
    private final AtomicInteger waits = new AtomicInteger();
    private final ExecAction action;
    /** What the latest command wrote. */
    volatile List<String> heard = List.of();
    private volatile boolean dead;

    Rig(Path socket, Path file) {
        bench = new Workbench(Vertx.vertx(), socket, file);
        Steps steps = new Steps(bench.journal);
        action = new ExecAction(new Inside(bench.calls, bench.calls.execs(), steps,
                new Heard(steps, (act, lines) -> heard = lines, new Redactor(), true), bench.clock, (delay, task) -> {
                    waits.incrementAndGet();
                    return bench.timers.after(delay, () -> {
                        if (!dead) {
                            task.run();
                        }
                    });
                }));
    }

    /** Begins it. */
    Future<Outcome> begin(String name, Map<String, String> with, String... command) {
        ContainerState state = bench.state(name);
        Map<String, String> parameters = new HashMap<>(with);
        parameters.put("command", ListText.of(List.of(command)));
        Job job = new Job(UUID.randomUUID().toString(), Samples.incident("i1", "r", Samples.crash(bench.clock.now())),
                null,
                state, 0, 0, parameters, List.of(), List.of(), List.of());
        Instant now = bench.clock.now();
        ActRecord intent = new ActRecord(job.act(), now, "i1", "r", name, state.id(), ExecAction.NAME, 0, 0,
                state.startedAt(), now.plus(PATIENCE), ExecAction.NAME, Map.of(), false, false);
        return bench.there(() -> action.perform(job, bench.records.intend(intent)));
    }

    /** Does it to its end. */
    Outcome exec(String name, Map<String, String> with, String... command) {
        return get(begin(name, with, command));
    }

    /** The one act that is open is brought to its end. */
    Future<Outcome> settling() {
        ActRecord act = get(bench.records.load(bench.clock.now().minusSeconds(3600))).open().getLast();
        return bench.there(() -> action.settle(act));
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
        bench.dies();
    }

    @Override
    public void close() {
        dies();
        bench.close();
    }
}
