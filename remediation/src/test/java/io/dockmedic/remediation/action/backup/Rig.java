package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.FastTime;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.Workbench;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.company.Company;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Steps;
import io.dockmedic.remediation.room.EngineRoom;
import io.dockmedic.remediation.view.Bystanders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The action, on a real engine and a real journal, with faster time. Another one on the same journal is our next start. */
final class Rig implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Workbench bench;
    private final FastTime time = new FastTime(vertx);
    private final HangGuard guard;
    private final UnderWay underWay;
    private final Bystanders bystanders = new Bystanders(time);
    private final BackupVolumeAction action;
    final SimpleMeterRegistry meters;
    final List<OwnAct> ledger;
    /** What is waited for when the sum of what was verified has been written down. */
    volatile Supplier<Future<Void>> verified = Future::succeededFuture;
    /** Why no program that starts now gets a GPU. */
    volatile String mismatch = "";
    volatile Supplier<Usage> room = () -> new Usage(1L << 30, 1L << 29, 1L << 29, 0, 0, false);
    volatile Company inside = Company.NOBODY;
    /** What happens when it is asked who is inside. */
    volatile Runnable lookedInside = () -> {};
    /** What its containers ask for of GPUs; no engine without a driver's tools starts one that does. */
    volatile @Nullable GpuAsk asks;
    final List<String> heard = new CopyOnWriteArrayList<>();

    /** @param directory for backups; empty for none */
    Rig(Path socket, Path file, Optional<Path> directory) {
        bench = new Workbench(vertx, socket, file);
        ledger = bench.ledger;
        meters = bench.meters;
        Steps steps = new Steps(new Journal() {
            @Override
            public <T> Future<T> write(Work<T> work) {
                return bench.journal.write(connection -> {
                    long before = sums(connection);
                    T done = work.run(connection);
                    return Map.entry(Optional.ofNullable(done), sums(connection) > before);
                })
                        .compose(done -> (done.getValue() ? verified.get() : Future.<Void>succeededFuture())
                                .map(over -> done.getKey().orElse(null)));
            }

            @Override
            public <T> Future<T> read(Work<T> work) {
                return bench.journal.read(work);
            }

            @Override
            public boolean writable() {
                return bench.journal.writable();
            }
        });
        underWay = new UnderWay(time);
        guard = new HangGuard(vertx, bench.timers, "backup");
        action = new BackupVolumeAction(
                new Backing(bench.calls, bench.calls, bench.calls.copies(), bench.calls.execs(), bench.calls, steps,
                        bench.toLedger(), bystanders,
                        id -> {
                            lookedInside.run();
                            return Future.succeededFuture(inside);
                        },
                        new Heard(steps, (act, lines) -> heard.addAll(lines), new Redactor(), true), directory,
                        new Successes(meters), () -> mismatch,
                        new EngineRoom(any -> Future.succeededFuture(room.get()), () -> Optional.of("/engine"),
                                none -> Future.succeededFuture(Map.of())),
                        () -> false, guard, underWay, time, time));
    }

    private static long sums(Connection connection) throws SQLException {
        try (PreparedStatement noted = connection.prepareStatement(
                "SELECT count(*) FROM remediation_acts WHERE json_extract(notes, '$.part_sum') IS NOT NULL");
                ResultSet row = noted.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** The disk takes that, and nothing else before it has. */
    Future<Void> disk(Path part, Callable<Void> work) {
        return guard.call(Run.disk(part), Duration.ofMinutes(1), work);
    }

    /** What was noted of the one act that is open. */
    Map<String, String> notes() {
        return Hospital.get(new Steps(bench.journal).notes(open().id()));
    }

    private ActRecord open() {
        return Hospital.get(bench.records.load(time.now().minus(Duration.ofDays(1)))).open().getLast();
    }

    ContainerState state(String name) {
        return bench.state(name);
    }

    private Job job(String name, Map<String, String> with) {
        return job(asked(name), with);
    }

    private ContainerState asked(String name) {
        GpuAsk gpus = asks;
        return gpus == null ? state(name) : asking(state(name), gpus);
    }

    private static ContainerState asking(ContainerState s, GpuAsk asks) {
        return new ContainerState(s.id(), s.name(), s.image(), s.imageId(), s.labels(), s.status(), s.running(),
                s.restarting(), s.paused(), s.pid(), s.exitCode(), s.oomKilled(), s.error(), s.createdAt(),
                s.startedAt(), s.finishedAt(), s.restartCount(), s.health(), s.restartPolicy(), s.stopSignal(),
                s.stopTimeout(), s.autoRemove(), s.command(), s.writableVolume(), s.mounts(), s.log(), s.limits(),
                asks);
    }

    private Job job(ContainerState state, Map<String, String> with) {
        return new Job(UUID.randomUUID().toString(), Samples.incident("i1", "r", Samples.crash(time.now())),
                Workbench.container(state), state, 0, 0, with, List.of(), List.of(), List.of(), "");
    }

    Future<Outcome> begin(String name, Map<String, String> with) {
        ContainerState state = asked(name);
        Job job = job(state, with);
        Instant now = time.now();
        ActRecord intent = new ActRecord(job.act(), now, "i1", "r", name, state.id(), BackupVolumeAction.NAME, 0, 0,
                state.startedAt(), now.plus(action.settlesWithin(job)), BackupVolumeAction.NAME, Map.of(), false,
                false);
        return bench.there(() -> action.perform(job, bench.records.intend(intent)));
    }

    Outcome backUp(String name, Map<String, String> with) {
        return Hospital.get(begin(name, with));
    }

    String wouldDo(String name, Map<String, String> with) {
        Job job = job(name, with);
        return Hospital.get(bench.there(() -> action.wouldDo(job)));
    }

    /** What others do is heard. */
    void happens(Event event) {
        Hospital.get(bench.there(() -> {
            bystanders.event(event);
            return Future.succeededFuture();
        }));
    }

    /** By comparing it is found that it has ended, with what led to it lost. */
    void finds(String name) {
        ContainerState state = state(name);
        Hospital.get(bench.there(() -> {
            bystanders.event(Workbench.foundStopped(state, time.now()));
            return Future.succeededFuture();
        }));
    }

    Container container(String name) {
        return Workbench.container(state(name));
    }

    Instant now() {
        return time.now();
    }

    /** It is later all at once. */
    void later(Duration by) {
        time.leap(by);
    }

    /** The one act that is open is brought to its end. */
    Outcome settle() {
        return Hospital.get(settles());
    }

    Future<Outcome> settles() {
        ActRecord act = open();
        return bench.there(() -> action.settle(act));
    }

    /** As we end in order. */
    Future<Void> ends() {
        return bench.there(() -> underWay.end(Duration.ofSeconds(30)));
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
