package io.dockmedic.remediation.action.truncate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.Workbench;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Steps;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A log is to be emptied while the engine ends, does not answer, loses the container, or has no room left; or we end. It is emptied, or
 * it is as it was, and the outcome says which.
 */
@Tag("long")
class TroubledCutTest {
    private static final String NAME = "chatty";
    private static final String LOGS = "/logs";
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final String WRITES = "head -c 1500000 /dev/zero | tr '\\0' x | fold -w 1000; echo; echo last;"
            + " trap 'echo afterwards' USR1; while :; do sleep 60 & wait; done";

    private static LoopDisk disk;
    private static PrivateEngine engine;

    @TempDir
    Path dir;

    private SocketProxy proxy;
    private Workbench bench;
    private TruncateLogAction action;
    private Path log;

    @BeforeAll
    static void engine(@TempDir Path home) throws IOException {
        disk = LoopDisk.mount(home, "engine", 128, 20_000);
        engine = new PrivateEngine("--data-root=" + disk.root());
    }

    @AfterAll
    static void end() throws IOException {
        engine.close();
        disk.close();
    }

    @BeforeEach
    void open() {
        engine.run(NAME, List.of("--stop-timeout=1"), "sh", "-c", WRITES);
        await().atMost(SOON).until(() -> engine.docker("logs", "--tail", "1", NAME).text().equals("last"));
        log = Path.of(engine.docker("inspect", "-f", "{{.LogPath}}", NAME).orFail().text());
        proxy = new SocketProxy(engine.socket());
        bench();
    }

    private void bench() {
        bench = new Workbench(Vertx.vertx(), proxy.socket(), dir.resolve("journal.db"));
        Steps steps = new Steps(bench.journal);
        action = new TruncateLogAction(new Cutting(bench.calls, steps,
                new Heard(steps, (id, lines) -> {}, new Redactor(), true),
                new HangGuard(bench.vertx, bench.timers, "test")));
    }

    @AfterEach
    void close() {
        proxy.release();
        bench.close();
        proxy.close();
        engine.docker("rm", "--force", NAME);
    }

    private Future<Outcome> begin() {
        ContainerState state = bench.state(NAME);
        Job job = new Job(UUID.randomUUID().toString(), Samples.incident("i1", "r", Samples.crash(bench.clock.now())),
                null, state, 0, 0, Map.of("above", "1MiB"), List.of(), List.of(), List.of());
        ActRecord intent = new ActRecord(job.act(), bench.clock.now(), "i1", "r", NAME, state.id(),
                TruncateLogAction.NAME, 0, 0, state.startedAt(), bench.clock.now().plus(action.settlesWithin(job)),
                TruncateLogAction.NAME, action.intends(job).notes(), false, false);
        return bench.there(() -> action.perform(job, bench.records.intend(intent)));
    }

    private Outcome settle() {
        ActRecord act = Hospital.get(bench.records.load(bench.clock.now().minusSeconds(3600))).open().getLast();
        return Hospital.get(bench.there(() -> action.settle(act)));
    }

    private void on(Moment moment, Runnable strikes, CountDownLatch struck) {
        proxy.treatNext(SocketProxy.fitting("GET", LOGS), new Treatment.At(moment, () -> {
            strikes.run();
            struck.countDown();
        }));
    }

    private void isAsItSays(Outcome outcome) throws IOException {
        if (outcome instanceof Outcome.Done) {
            assertThat(log).as("%s", outcome).isEmptyFile();
        } else {
            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(Files.size(log)).as("%s", outcome).isGreaterThan(1_500_000);
        }
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void theEngineEnds(Moment moment) throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        on(moment, engine::terminate, gone);
        Future<Outcome> came = begin();
        assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
        engine.startAgain();
        await().atMost(SOON).until(came::isComplete);
        isAsItSays(came.result());
        if (moment == Moment.BEFORE) {
            assertThat(came.result()).isInstanceOfSatisfying(Outcome.Refused.class,
                    refused -> assertThat(refused.message()).startsWith("not begun: its last lines cannot be read: "));
        }
        engine.docker("start", NAME).orFail();
        engine.docker("kill", "--signal=USR1", NAME);
        await().atMost(SOON).until(() -> !engine.docker("logs", "--tail", "1", NAME).text().isEmpty());
    }

    @Test
    void itIsRemovedWhenItsLastLinesAreKnown() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        on(Moment.ANSWERED, () -> engine.docker("rm", "--force", NAME).orFail(), gone);
        assertThat(Hospital.get(begin())).isInstanceOfSatisfying(Outcome.Refused.class,
                refused -> assertThat(refused.message()).contains("its container was removed"));
        assertThat(log.getParent()).as("nothing is made there").doesNotExist();
        assertThat(settle()).isNotInstanceOf(Outcome.Done.class);
    }

    @Test
    void theEngineDoesNotSayItsLastLines() throws IOException {
        proxy.treatNext(SocketProxy.fitting("GET", LOGS), new Treatment.HoldAnswer());
        assertThat(Hospital.get(begin())).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.error()).isEqualTo(ErrorClass.UNREACHABLE);
            assertThat(refused.message()).startsWith("not begun: its last lines cannot be read: ");
        });
        assertThat(Files.size(log)).isGreaterThan(1_500_000);
    }

    @Test
    void weEndWhenItsLastLinesAreKnown() throws Exception {
        CountDownLatch dead = new CountDownLatch(1);
        on(Moment.ANSWERED, bench::dies, dead);
        begin();
        assertThat(dead.await(60, TimeUnit.SECONDS)).isTrue();
        bench.close();
        bench();
        assertThat(settle().toString()).contains("not begun: it was cut off before");
        assertThat(Files.size(log)).isGreaterThan(1_500_000);
    }

    @Test
    void noRoomIsLeftOnTheEnginesDisk() throws Exception {
        try {
            disk.fill();
            assertThat(disk.used()).isGreaterThan(99);
            isAsItSays(Hospital.get(begin()));
            assertThat(log).isEmptyFile();
            engine.docker("kill", "--signal=USR1", NAME).orFail();
            await().atMost(SOON).until(() -> engine.docker("logs", NAME).text().equals("afterwards"));
        } finally {
            disk.empty();
        }
    }
}
