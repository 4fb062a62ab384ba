package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ChangeCalls;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.RemakeCalls;
import io.dockmedic.collectors.engine.watch.WatchStore;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuEvent;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.gpu.watch.Resetting;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.collectors.intent.Ledger;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.FakeGpus;
import io.dockmedic.remediation.FastTime;
import io.dockmedic.remediation.FullJournal;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.Workbench;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.action.stack.ByLabels;
import io.dockmedic.remediation.company.Company;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Records;
import io.dockmedic.remediation.record.RemediationTables;
import io.dockmedic.remediation.record.Steps;
import io.dockmedic.remediation.room.EngineRoom;
import io.dockmedic.remediation.view.Bystanders;
import io.dockmedic.remediation.view.Lanes;
import io.dockmedic.rules.incident.Incident;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The action, on a machine of the test's and a real journal, with faster time. Another one on the same journal is our next start. */
final class Rig implements AutoCloseable {
    private static final int FASTER = 40;
    /** A real engine and real containers take their time. */
    private static final int A_LITTLE_FASTER = 4;

    /** How an engine is asked. */
    record Calls(EngineCalls engine, ChangeCalls changes, RemakeCalls remakes) {}

    private final Vertx vertx = Vertx.vertx();
    private final FastTime time;
    private final SqliteJournal journal;
    private final FullJournal disk;
    private final Records records;
    final Bystanders bystanders;
    final Lanes lanes = new Lanes();
    final List<OwnAct> ledger = new CopyOnWriteArrayList<>();
    final Map<String, List<String>> counted = new HashMap<>();
    final List<String> heard = new CopyOnWriteArrayList<>();
    volatile boolean mayGoOn = true;
    volatile Supplier<Company> inside = () -> Company.NOBODY;
    volatile boolean mayReset = true;
    volatile Supplier<Usage> room = () -> new Usage(1L << 30, 1L << 29, 1L << 29, 0, 0, false);
    private volatile boolean dead;
    private final Calls calls;
    private final ResetGpuAction action;

    Rig(Machine machine, Path file) {
        this(machine.gpus, machine.smi(), any -> new Calls(machine, machine, machine), FASTER, file);
    }

    /** On a real engine. */
    static Rig onEngine(Path socket, FakeGpus gpus, Path smi, Path file) {
        return new Rig(gpus, smi, vertx -> {
            DockerJavaCalls calls = new DockerJavaCalls(vertx, new SystemClock(), new VertxTimers(vertx),
                    new EngineAddress.Unix(socket), null, CallLimits.DEFAULT);
            return new Calls(calls, calls, calls.remaking());
        }, A_LITTLE_FASTER, file);
    }

    /** Other tests have machines of their own. */
    private static Stream<ProcessHandle> of(Path smi) {
        return ProcessHandle.allProcesses()
                .filter(one -> Stream.concat(one.info().command().stream(),
                        one.info().arguments().stream().flatMap(Arrays::stream))
                        .anyMatch(smi.toString()::equals));
    }

    private Rig(FakeGpus gpus, Path smi, Function<Vertx, Calls> reaching, int faster, Path file) {
        time = new FastTime(vertx, faster);
        bystanders = new Bystanders(time);
        calls = reaching.apply(vertx);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        journal = SqliteJournal.open(file,
                List.of(WatchStore.TABLES, RemediationTables.keeping(Policy.DEFAULT.lookBack())), Retention.DEFAULT,
                new SystemClock(), new VertxTimers(vertx), new Health(), meters, vertx);
        Hospital.get(journal.opened());
        disk = new FullJournal(journal);
        records = new Records(disk);
        Subscriber.on(vertx, Ledger.TOPIC, Ledger.SUBSCRIBER, act -> {
            ledger.add(act);
            return Future.succeededFuture();
        });
        Steps steps = new Steps(disk);
        SystemClock real = new SystemClock();
        HangGuard guard = new HangGuard(vertx, new VertxTimers(vertx), "test");
        action = new ResetGpuAction(new OnGpu(whileAlive(Resetting.class, gpus),
                new NvidiaSmi(smi, guard, real, () -> of(smi)), whileAlive(EngineCalls.class, calls.engine()),
                whileAlive(ChangeCalls.class, calls.changes()), calls.remakes(), steps,
                new Heard(steps, (act, lines) -> heard.addAll(lines), new Redactor(), true),
                new Publisher<>(vertx, Ledger.TOPIC, List.of(Ledger.SUBSCRIBER), meters), bystanders, new ByLabels(),
                lanes, (act, id) -> Future.succeededFuture(mayGoOn), id -> Future.succeededFuture(inside.get()),
                () -> Future.succeededFuture(mayReset), counted::put,
                new EngineRoom(any -> Future.succeededFuture(room.get()), () -> Optional.of("/engine"),
                        none -> Future.succeededFuture(Map.of())),
                () -> false, time,
                time));
    }

    /** What is asked of the world after our end is never answered. */
    private <T> T whileAlive(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (proxy, method, arguments) -> dead && method.getReturnType() == Future.class
                        ? Promise.promise().future()
                        : method.invoke(real, arguments)));
    }

    private static Incident incident(Gpu gpu, Instant at) {
        return Samples.incident("i1", "GpuNeedsReset", new GpuEvent.Sampled(at, "host", Origin.DOCKMEDIC, gpu,
                GpuState.OK, Cure.RESET, "its driver says so", 1, 2, 3, 40, 50, "", "", 700, 0));
    }

    private Job job(Gpu gpu, String approved) {
        return new Job(UUID.randomUUID().toString(), incident(gpu, time.now()), null, null, 0, 0, Map.of(), List.of(),
                List.of(), List.of(), approved);
    }

    /** As one event loop has it. */
    private <T> Future<T> there(Supplier<Future<T>> what) {
        Promise<T> promise = Promise.promise();
        vertx.runOnContext(now -> what.get().onComplete(promise));
        return promise.future();
    }

    Future<Outcome> begin(String approved) {
        Job job = job(FakeGpus.gpu(0), approved);
        return there(() -> action.perform(job, records.intend(intent(job))));
    }

    private ActRecord intent(Job job) {
        return new ActRecord(job.act(), time.now(), "i1", "GpuNeedsReset", "", "", ResetGpuAction.NAME, 0, 0,
                null, time.now().plus(action.settlesWithin(job)), action.intends(job).call(),
                action.intends(job).notes(), false, false);
    }

    /** The part of the machine that it is about, before there is an act and by the act. */
    List<String> parts() {
        Job job = job(FakeGpus.gpu(0), "");
        return List.of(action.part(job.incident()), action.part(intent(job)));
    }

    /** Does it to its end, after a person said yes to what they were told. */
    Outcome reset() {
        return Hospital.get(begin(toApprove()));
    }

    String toApprove() {
        return Hospital.get(there(() -> action.toApprove(job(FakeGpus.gpu(0), ""))));
    }

    /** Why nobody is asked. */
    String against(Gpu gpu) {
        return Hospital.get(there(() -> action.toApprove(job(gpu, "")))
                .map(would -> "nothing: " + would)
                .otherwise(why -> String.valueOf(why.getMessage())));
    }

    String wouldDo(Gpu gpu) {
        return Hospital.get(there(() -> action.wouldDo(job(gpu, ""))));
    }

    /** As the engine has it. */
    Container container(String name) {
        return Workbench.container(
                ((CallResult.Done<ContainerState>) Hospital.get(there(() -> calls.engine().inspect(name)))).value());
    }

    /** The same; a while later that is so still, and then something happens. */
    List<Outcome> settling(BooleanSupplier so, Runnable happens) {
        // Longer than what has ended is listened for.
        vertx.runOnContext(now -> time.after(Duration.ofSeconds(30), () -> {
            if (!so.getAsBoolean()) {
                throw new IllegalStateException("it went on too early");
            }
            happens.run();
        }));
        return settle();
    }

    /** What is left open is brought to an end, as after a start of ours. */
    List<Outcome> settle() {
        return Hospital.get(records.load(time.now().minusSeconds(36_000)))
                .open()
                .stream()
                .map(act -> {
                    Outcome outcome = Hospital.get(there(() -> action.settle(act)));
                    Hospital.get(records.settle(act.id(), "over", "", time.now()));
                    return outcome;
                })
                .toList();
    }

    /** By comparing it is found that this container has ended, as after a start of ours. To be called where the act goes on. */
    void finds(ContainerState ended) {
        bystanders.event(Workbench.foundStopped(ended, time.now()));
    }

    Instant now() {
        return time.now();
    }

    /** Nothing can be written down any more. */
    void diskFull() {
        disk.full = true;
    }

    /** After so many more writes it stands still, as if it had been killed. */
    void endsAfterWrites(int more) {
        disk.left.set(more);
    }

    /** Whether it stands still by now. */
    boolean standsStill() {
        return disk.unheard;
    }

    /** As if the process had ended: nothing more is called, waited for or written. */
    void dies() {
        dead = true;
        time.stop();
        journal.close();
    }

    @Override
    public void close() {
        dies();
        Hospital.get(journal.close());
        Hospital.get(vertx.close());
    }
}
