package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.container.shared.NetworkOwner;
import io.dockmedic.collectors.container.shared.NetworkOwners;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.FastTime;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.action.Action;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.Workbench;
import io.dockmedic.remediation.action.rollback.RollbackAction;
import io.dockmedic.remediation.decide.Touch;
import io.dockmedic.remediation.decide.Touches;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Rollback;
import io.dockmedic.remediation.record.Rollbacks;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** The action, on a real engine and a real journal, with faster time. Another one on the same journal is our next start. */
public final class Rig implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Workbench bench;
    private final FastTime time = new FastTime(vertx);
    final Bystanders bystanders = new Bystanders(time);
    final Map<String, String> replaced = new HashMap<>();
    final List<OwnAct> ledger;
    final RecreateAction action;
    private final Successors successors;
    volatile boolean mayGoOn = true;
    volatile boolean owes;
    /** What others did to any service. */
    private final List<Touch> touches = new CopyOnWriteArrayList<>();
    volatile Usage room = new Usage(1L << 30, 1L << 29, 1L << 29, 0, 0, false);

    private final GoodRuns good;
    public final Rollbacks rollbacks;
    final RollbackAction rollback;

    public Rig(Path socket, Path file) {
        bench = new Workbench(vertx, socket, file);
        ledger = bench.ledger;
        good = new GoodRuns(bench.journal);
        rollbacks = new Rollbacks(bench.journal);
        Remaking remaking = new Remaking(bench.calls, bench.calls, bench.calls.remaking(), bench.calls,
                new Steps(bench.journal),
                bench.toLedger(), bystanders,
                (witness, paths) -> Future
                        .succeededFuture(paths.stream().filter(path -> path.contains("gone")).toList()),
                replaced::put, (act, id) -> Future.succeededFuture(mayGoOn), id -> owes,
                new Deploys(replaced::containsValue, (service, since) -> new Touches(List.of()), time),
                new Joining(new NetworkOwners(bench.journal)::find,
                        (service, since) -> new Touches(touches).since(since),
                        (project, since) -> new Touches(List.of()), time),
                new EngineRoom(any -> Future.succeededFuture(room), () -> Optional.of("/engine"),
                        none -> Future.succeededFuture(Map.of())),
                () -> false, time,
                time);
        action = new RecreateAction(remaking);
        successors = new Successors(remaking);
        rollback = new RollbackAction(remaking, good, rollbacks);
    }

    /** Somebody does it now, by the time that passes here. */
    void touch(String word) {
        touches.add(new Touch(time.now(), word));
    }

    ContainerState state(String name) {
        return bench.state(name);
    }

    /** Begins it. */
    Future<Outcome> begin(String name) {
        return begin(name, action);
    }

    /** As if it had run well until now. */
    public void ranWell(String name) {
        ranWell(name, "");
    }

    /** As if it had run well until now, on what a registry has under that digest. */
    public void ranWell(String name, String digest) {
        ranWell(name, digest, Duration.ZERO);
    }

    /** As if it had run well until then. */
    public void ranWell(String name, String digest, Duration ago) {
        Details details = bench.done(() -> bench.calls.details(name));
        ContainerState state = state(name);
        Hospital.get(good.save(GoodRun.of(Service.of(name, state.labels()).key(), state.id(), time.now().minus(ago),
                details, new byte[]{1}, digest)));
    }

    /** As if it had been seen while others shared its network. */
    void saw(String id, Service service) {
        saw(id, new NetworkOwner(service, "", ""));
    }

    /** The same, as it was deployed. */
    void saw(String id, NetworkOwner owner) {
        Hospital.get(new NetworkOwners(bench.journal).save(id, owner, time.now()));
    }

    /** What stands against making that one for the network of the other; empty when nothing does. */
    String againstJoining(String child, String successor) {
        ContainerState state = state(child);
        String other = state(successor).id();
        return Hospital.get(bench.there(() -> successors.against(state, other))).orElse("");
    }

    /** It is later all at once. */
    public void leap(Duration by) {
        time.leap(by);
    }

    /** As if it had been begun to take it back, and put back. */
    public void wasUndone(String service, String from, String onto) {
        String act = UUID.randomUUID().toString();
        Hospital.get(rollbacks.begins(new Rollback(service, from, onto, time.now(), act, "", "")));
        Hospital.get(rollbacks.came(act, Rollback.State.UNDONE));
    }

    /** What came of taking it back from there; empty when that was not begun. */
    public Optional<Rollback.State> tookBack(String service, String from) {
        return Hospital.get(rollbacks.from(service, from)).map(Rollback::state);
    }

    /** What the last image is on which a service ran well. */
    public String goodImage(String service) {
        return Hospital.get(good.of(service)).map(GoodRun::imageId).orElse("");
    }

    /** Begins to take it back to the image on which it ran well. */
    public Future<Outcome> beginRollback(String name) {
        return begin(name, rollback);
    }

    /** Takes it back to its end. */
    public Outcome rollback(String name) {
        return Hospital.get(beginRollback(name));
    }

    /** Takes it back to its end, after a person said yes to what they were told. */
    public Outcome rollback(String name, String approved) {
        return Hospital.get(begin(name, rollback, approved));
    }

    /** What a person is asked to approve. */
    public String toApprove(String name) {
        Job job = job(state(name), "");
        return Hospital.get(bench.there(() -> rollback.toApprove(job)));
    }

    /** Why a person is asked after a closer look; empty when nobody is. */
    public String closeDoubt(String name) {
        Job job = job(state(name), "");
        return Hospital.get(bench.there(() -> rollback.closeDoubt(job)));
    }

    /** What would be done. */
    public String wouldRollBack(String name) {
        Job job = job(state(name), "");
        return Hospital.get(bench.there(() -> rollback.wouldDo(job)));
    }

    /** Why a person is asked; empty when nobody is. */
    public String doubt(String name, Map<String, String> parameters) {
        return rollback.doubt(state(name), parameters).orElse("");
    }

    /** Why a person is asked before it is made anew; empty when nobody is. */
    String recreateDoubt(String name, Map<String, String> parameters) {
        return action.doubt(state(name), parameters).orElse("");
    }

    /** What a person is asked to approve about making it anew. */
    String recreateToApprove(String name, Map<String, String> parameters) {
        Job job = job(state(name), "", parameters);
        return Hospital.get(bench.there(() -> action.toApprove(job)));
    }

    /** Makes it anew to its end. */
    Outcome recreate(String name, Map<String, String> parameters, String approved) {
        return Hospital.get(begin(job(state(name), approved, parameters), action));
    }

    private Job job(ContainerState state, String approved) {
        return job(state, approved, Map.of("after", "0s"));
    }

    private Job job(ContainerState state, String approved, Map<String, String> parameters) {
        return new Job(UUID.randomUUID().toString(), Samples.incident("i1", "r", Samples.crash(time.now())),
                Workbench.container(state), state, 0, 0, parameters, List.of(), List.of(), List.of(), approved);
    }

    private Future<Outcome> begin(String name, Action action) {
        return begin(name, action, "");
    }

    private Future<Outcome> begin(String name, Action action, String approved) {
        return begin(job(state(name), approved), action);
    }

    private Future<Outcome> begin(Job job, Action action) {
        ContainerState state = Objects.requireNonNull(job.state());
        String word = action.about().name();
        ActRecord intent = new ActRecord(job.act(), time.now(), "i1", "r", state.name(), state.id(), word, 0, 0,
                state.startedAt(), time.now().plus(action.settlesWithin(job)), word,
                action.intends(job).notes(), false, false);
        return bench.there(() -> action.perform(job, bench.records.intend(intent)));
    }

    /** Does it to its end. */
    Outcome recreate(String name) {
        return Hospital.get(begin(name));
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
    public List<Outcome> settle() {
        return Hospital.get(bench.records.load(time.now().minusSeconds(3600)))
                .open()
                .stream()
                .map(act -> {
                    Outcome outcome = Hospital.get(
                            bench.there(
                                    () -> (act.action().equals(RollbackAction.NAME) ? rollback : action).settle(act)));
                    Hospital.get(bench.records.settle(act.id(), "over", "", time.now()));
                    return outcome;
                })
                .toList();
    }

    /** As if the process had ended: nothing more is called, waited for or written. */
    public void dies() {
        time.stop();
        bench.dies();
    }

    @Override
    public void close() {
        dies();
        bench.close();
    }
}
