package io.dockmedic.remediation.action.network;

import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.Workbench;
import io.dockmedic.remediation.decide.Touch;
import io.dockmedic.remediation.decide.Touches;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Steps;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The action, on a real engine and a real journal. Another one on the same journal is our next start. */
final class Rig implements AutoCloseable {
    /** How long is waited for a call that was cut off. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Workbench bench;
    private final GoodRuns runs;
    private final ReconnectNetworkAction action;
    final List<OwnAct> ledger;
    /** What others did. */
    volatile List<Touch> touches = List.of();
    /** Since when the engine is in sight. */
    volatile @Nullable Instant engineSince = Instant.EPOCH;
    private volatile boolean dead;

    Rig(Path socket, Path file) {
        bench = new Workbench(Vertx.vertx(), socket, file);
        runs = new GoodRuns(bench.journal);
        ledger = bench.ledger;
        action = new ReconnectNetworkAction(
                new Reconnecting(bench.calls, bench.calls.remaking(), bench.calls.networks(),
                        new Steps(bench.journal), bench.toLedger(), runs,
                        (service, since) -> new Touches(touches).since(since), () -> engineSince, bench.clock,
                        (delay, task) -> bench.timers.after(delay, () -> {
                            if (!dead) {
                                task.run();
                            }
                        })));
    }

    private ContainerState state(String name) {
        return bench.state(name);
    }

    /** As if it had been seen to run well, as it is set up now. */
    void ranWell(String name) {
        Blueprint now = bench.done(() -> bench.calls.remaking().blueprint(name));
        Hospital.get(runs.save(GoodRun.of(name, now.id(), bench.clock.now(), now.details(), new byte[]{1}, "")
                .on(now.endpoints()
                        .entrySet()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, network -> network.getValue().toString())))));
    }

    private Job job(String name, String approved) {
        return job(state(name), approved);
    }

    private Job job(ContainerState state, String approved) {
        return new Job(UUID.randomUUID().toString(), Samples.incident("i1", "r", Samples.crash(bench.clock.now())),
                Workbench.container(state), state, 0, 0, Map.of(), List.of(), List.of(), List.of(), approved);
    }

    Future<Outcome> begin(String name, String approved) {
        ContainerState state = state(name);
        Job job = job(state, approved);
        Instant now = bench.clock.now();
        ActRecord intent = new ActRecord(job.act(), now, "i1", "r", name, state.id(), ReconnectNetworkAction.NAME, 0, 0,
                state.startedAt(), now.plus(PATIENCE), ReconnectNetworkAction.NAME, Map.of(), false, false);
        return bench.there(() -> action.perform(job, bench.records.intend(intent)));
    }

    Outcome reconnect(String name) {
        return Hospital.get(begin(name, ""));
    }

    String wouldDo(String name) {
        Job job = job(name, "");
        return Hospital.get(bench.there(() -> action.wouldDo(job)));
    }

    String doubt(String name) {
        Job job = job(name, "");
        return Hospital.get(bench.there(() -> action.closeDoubt(job)));
    }

    String toApprove(String name) {
        Job job = job(name, "");
        return Hospital.get(bench.there(() -> action.toApprove(job)));
    }

    /** The one act that is open is brought to its end. */
    Outcome settle() {
        ActRecord act = Hospital.get(bench.records.load(bench.clock.now().minusSeconds(3600))).open().getLast();
        return Hospital.get(bench.there(() -> action.settle(act)));
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
