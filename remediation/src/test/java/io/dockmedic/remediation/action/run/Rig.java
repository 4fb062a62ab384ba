package io.dockmedic.remediation.action.run;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.FastTime;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** The action, on a real engine and a real journal, with faster time. Another one on the same journal is our next start. */
final class Rig implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Workbench bench;
    private final FastTime time = new FastTime(vertx);
    private final AtomicInteger waits = new AtomicInteger();
    private final RunAction action;
    private final String image;
    private volatile String act = "";
    /** What the latest command wrote. */
    volatile List<String> heard = List.of();

    Rig(Path socket, Path file, String image) {
        this.image = image;
        bench = new Workbench(vertx, socket, file);
        action = new RunAction(new Beside(bench.calls, bench.calls, bench.calls.oneShots(), new Steps(bench.journal),
                new Heard(new Steps(bench.journal), (id, lines) -> heard = lines, new Redactor(), true), time,
                (delay, task) -> {
                    waits.incrementAndGet();
                    return time.after(delay, task);
                }));
    }

    /** Begins it. */
    Future<Outcome> begin(Map<String, String> with, String... command) {
        ContainerState state = bench.state("run-patient");
        Map<String, String> parameters = new HashMap<>(Map.of("image", image, "timeout", "10m"));
        parameters.putAll(with);
        parameters.put("command", ListText.of(List.of(command)));
        Job job = new Job(UUID.randomUUID().toString(), Samples.incident("i1", "r", Samples.crash(time.now())), null,
                state, 0, 0, parameters, List.of(), List.of(), List.of());
        act = job.act();
        ActRecord intent = new ActRecord(act, time.now(), "i1", "r", "run-patient", state.id(), RunAction.NAME, 0, 0,
                state.startedAt(), time.now().plus(action.settlesWithin(job)), RunAction.NAME,
                action.intends(job).notes(), false, false);
        return bench.there(() -> action.perform(job, bench.records.intend(intent)));
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
        ActRecord open = get(bench.records.load(time.now().minusSeconds(3600))).open().getLast();
        return bench.there(() -> action.settle(open));
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
        bench.dies();
    }

    @Override
    public void close() {
        dies();
        bench.close();
    }
}
