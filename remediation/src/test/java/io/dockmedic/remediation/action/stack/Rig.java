package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.FastTime;
import io.dockmedic.remediation.FullJournal;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.Workbench;
import io.dockmedic.remediation.company.Company;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Steps;
import io.dockmedic.remediation.room.EngineRoom;
import io.dockmedic.remediation.view.Bystanders;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The action, on a real engine and a real journal, with faster time. Another one on the same journal is our next start. */
final class Rig implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Workbench bench;
    private final FastTime time;
    final FullJournal disk;
    final Bystanders bystanders;
    final List<OwnAct> ledger;
    final Map<String, List<String>> counted = new HashMap<>();
    volatile boolean mayGoOn = true;
    volatile Usage room = new Usage(1L << 30, 1L << 29, 1L << 29, 0, 0, false);
    final Map<String, Company> inside = new ConcurrentHashMap<>();
    private final RestartStackAction action;

    Rig(Path socket, Path file) {
        this(socket, file, FastTime.FASTER);
    }

    /** @param faster by so much its time runs faster than the engine's */
    Rig(Path socket, Path file, int faster) {
        time = new FastTime(vertx, faster);
        bystanders = new Bystanders(time);
        bench = new Workbench(vertx, socket, file);
        disk = new FullJournal(bench.journal);
        ledger = bench.ledger;
        action = new RestartStackAction(new Stacking(bench.calls, bench.calls.remaking(), new Steps(disk),
                bench.toLedger(), bystanders,
                new ByLabels(), (act, id) -> Future.succeededFuture(mayGoOn),
                id -> Future.succeededFuture(inside.getOrDefault(id, Company.NOBODY)), counted::put,
                new EngineRoom(any -> Future.succeededFuture(room), () -> Optional.of("/engine"),
                        none -> Future.succeededFuture(Map.of())),
                () -> false, time,
                time));
    }

    ContainerState state(String name) {
        return bench.state(name);
    }

    private Job job(ContainerState state, String each, String approved) {
        return new Job(UUID.randomUUID().toString(), Samples.incident("i1", "r", Samples.crash(time.now())),
                Workbench.container(state), state, 0, 0, Map.of("each", each), List.of(), List.of(), List.of(),
                approved);
    }

    Future<Outcome> begin(String name, String each, String approved) {
        ContainerState state = state(name);
        Job job = job(state, each, approved);
        ActRecord intent = new ActRecord(job.act(), time.now(), "i1", "r", Workbench.container(state).service().key(),
                state.id(),
                RestartStackAction.NAME, 0, 0, state.startedAt(), time.now().plus(action.settlesWithin(job)),
                action.intends(job).call(), action.intends(job).notes(), false, false);
        return bench.there(() -> action.perform(job, bench.records.intend(intent)));
    }

    /** Does it to its end, for the incident of that container. */
    Outcome restart(String name) {
        return restart(name, "10m");
    }

    Outcome restart(String name, String each) {
        return Hospital.get(begin(name, each, ""));
    }

    /** After a person said yes to what they were told. */
    Outcome restartApproved(String name, String approved) {
        return Hospital.get(begin(name, "10m", approved));
    }

    String wouldDo(String name) {
        Job job = job(state(name), "10m", "");
        return Hospital.get(bench.there(() -> action.wouldDo(job)));
    }

    String toApprove(String name) {
        Job job = job(state(name), "10m", "");
        return Hospital.get(bench.there(() -> action.toApprove(job)));
    }

    /** It is heard that somebody has asked for its end. */
    void heardThatSomebodyStopped(String name) {
        Container container = Workbench.container(state(name));
        vertx.runOnContext(now -> bystanders.event(new ContainerEvent.Died(time.now(), "host", Origin.ENGINE, container,
                137, false, new Judgement(Intent.ASKED, false, List.of("kill came before it")), false, 0, Duration.ZERO,
                false, "")));
    }

    /** By comparing it is found that it has ended, with what led to it lost. */
    void finds(String name) {
        ContainerState state = state(name);
        Hospital.get(bench.there(() -> {
            bystanders.event(Workbench.foundStopped(state, time.now()));
            return Future.succeededFuture();
        }));
    }

    /** What is left open is brought to an end, as after a start of ours. */
    List<Outcome> settle() {
        return Hospital.get(bench.records.load(time.now().minusSeconds(3600)))
                .open()
                .stream()
                .map(act -> {
                    Outcome outcome = Hospital.get(bench.there(() -> action.settle(act)));
                    Hospital.get(bench.records.settle(act.id(), "over", "", time.now()));
                    return outcome;
                })
                .toList();
    }

    /** It is later all at once. */
    void leap(Duration by) {
        time.leap(by);
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
