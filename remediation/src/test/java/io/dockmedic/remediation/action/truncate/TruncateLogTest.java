package io.dockmedic.remediation.action.truncate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.hang.HangGuard;
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
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Records;
import io.dockmedic.remediation.record.RemediationTables;
import io.dockmedic.remediation.record.Steps;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of containers on a real engine, which goes on writing to them. */
@RealEngine
class TruncateLogTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    /** About 1.5 MiB as the engine writes it, and then a line whenever it is told to. */
    private static final String WRITES = "head -c 1500000 /dev/zero | tr '\\0' x | fold -w 1000; echo; echo secret=hunter2;"
            + " echo last; trap 'echo afterwards' USR1; while :; do sleep 60 & wait; done";

    @TempDir
    Path dir;

    private final PrivateEngine engine;
    private final Vertx vertx = Vertx.vertx();
    private final SystemClock clock = new SystemClock();
    private final VertxTimers timers = new VertxTimers(vertx);
    private final DockerJavaCalls calls;
    private volatile List<String> heard = List.of();
    private final SqliteJournal journal;
    private final TruncateLogAction action;

    TruncateLogTest(PrivateEngine engine, @TempDir Path file) {
        this.engine = engine;
        this.calls = new DockerJavaCalls(vertx, clock, timers, new EngineAddress.Unix(engine.socket()), null,
                CallLimits.DEFAULT);
        this.journal = SqliteJournal.open(file.resolve("journal.db"),
                List.of(WatchStore.TABLES, RemediationTables.keeping(Policy.DEFAULT.lookBack())), Retention.DEFAULT,
                clock, timers, new Health(), new SimpleMeterRegistry(), vertx);
        Hospital.get(journal.opened());
        Steps steps = new Steps(journal);
        this.action = new TruncateLogAction(new Cutting(calls, steps,
                new Heard(steps, (id, lines) -> heard = lines, new Redactor(), true),
                new HangGuard(vertx, timers, "test")));
    }

    @AfterEach
    void close() {
        engine.docker("rm", "-f", "chatty");
        calls.close();
        Hospital.get(journal.close());
        Hospital.get(vertx.close());
    }

    private <T> Future<T> there(Supplier<Future<T>> what) {
        Promise<T> promise = Promise.promise();
        vertx.runOnContext(now -> what.get().onComplete(promise));
        return promise.future();
    }

    private ContainerState state() {
        return ((CallResult.Done<ContainerState>) Hospital.get(there(() -> calls.inspect("chatty")))).value();
    }

    private Job job(Map<String, String> parameters) {
        return new Job(UUID.randomUUID().toString(), Samples.incident("i1", "r", Samples.crash(clock.now())), null,
                state(), 0, 0, parameters, List.of(), List.of(), List.of());
    }

    private ActRecord intent(Job job) {
        return new ActRecord(job.act(), clock.now(), "i1", "r", "chatty", state().id(), TruncateLogAction.NAME, 0, 0,
                state().startedAt(), clock.now().plus(action.settlesWithin(job)), TruncateLogAction.NAME,
                action.intends(job).notes(), false, false);
    }

    private Outcome empty(String above) {
        Job job = job(Map.of("above", above));
        ActRecord intent = intent(job);
        return Hospital.get(there(() -> action.perform(job, new Records(journal).intend(intent))));
    }

    private Path log() {
        return Path.of(engine.docker("inspect", "-f", "{{.LogPath}}", "chatty").orFail().text());
    }

    private void writes(String... options) {
        engine.run("chatty", List.of(options), "sh", "-c", WRITES);
        await().atMost(SOON).until(() -> engine.docker("logs", "--tail", "1", "chatty").text().equals("last"));
    }

    @Test
    void itIsEmptiedAndTheEngineWritesOn() throws IOException {
        writes();
        assertThat(Files.size(log())).isGreaterThan(1_500_000);
        assertThat(empty("100MiB")).isInstanceOfSatisfying(Outcome.Refused.class,
                refused -> assertThat(refused.message()).contains("1.5 MiB, and less than 100.0 MiB is left alone"));
        assertThat(Files.size(log())).isGreaterThan(1_500_000);

        assertThat(empty("1MiB")).isInstanceOfSatisfying(Outcome.Done.class,
                done -> assertThat(done.detail()).contains("had 1.5 MiB and was emptied", "max-size"));
        assertThat(Files.size(log())).isZero();
        assertThat(heard).endsWith("secret=[redacted]", "last");

        engine.docker("kill", "-s", "USR1", "chatty").orFail();
        await().atMost(SOON).until(() -> engine.docker("logs", "chatty").text().equals("afterwards"));
        assertThat(Files.readString(log())).startsWith("{\"log\":\"afterwards");
        assertThat(engine.docker("inspect", "-f", "{{.State.Status}} {{.RestartCount}}", "chatty").text())
                .isEqualTo("running 0");
    }

    @Test
    void whatTheEngineLimitsOrKeepsElsewhereIsLeftAlone() throws IOException {
        writes("--log-opt=max-size=10m");
        assertThat(empty("1MiB").toString()).contains("the engine limits its log already");
        assertThat(Files.size(log())).isGreaterThan(1_500_000);
        engine.docker("rm", "-f", "chatty").orFail();
        writes("--log-driver=local");
        assertThat(empty("1MiB").toString()).contains("it has no json log");
    }

    @Test
    void oneThatWasCutOffIsKnownByItsLengthAndNotDoneAgain() throws IOException {
        writes();
        Job job = job(Map.of("above", "1MiB"));
        ActRecord intent = intent(job);
        Hospital.get(new Records(journal).intend(intent));
        assertThat(Hospital.get(there(() -> action.settle(intent))).toString()).contains("not begun");

        Steps steps = new Steps(journal);
        Hospital.get(steps.note(job.act(), Map.of("bytes", Long.toString(Files.size(log())))));
        assertThat(Hospital.get(there(() -> action.settle(intent))).toString()).contains("not done: it was cut off");
        assertThat(Files.size(log())).isGreaterThan(1_500_000);

        Files.newOutputStream(log(), StandardOpenOption.TRUNCATE_EXISTING).close();
        assertThat(Hospital.get(there(() -> action.settle(intent)))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatCannotBeWrittenDownIsNotDone() throws IOException {
        writes();
        Job job = job(Map.of("above", "1MiB"));
        Future<Void> intended = new Records(journal).intend(intent(job));
        Hospital.get(intended);
        Hospital.get(journal.close());
        assertThat(Hospital.get(there(() -> action.perform(job, intended))).toString()).contains("not begun");
        assertThat(Files.size(log())).isGreaterThan(1_500_000);
    }

    @Test
    void aSizeThatIsNoneIsRefusedWithWhatToWrite() {
        assertThat(TruncateLogAction.problem(Map.of())).isEmpty();
        assertThat(TruncateLogAction.problem(Map.of("above", "1GiB"))).isEmpty();
        for (String wrong : List.of("0", "1KiB", "much")) {
            assertThat(TruncateLogAction.problem(Map.of("above", wrong))).hasValueSatisfying(
                    why -> assertThat(why).contains("such as 100MiB", wrong));
        }
    }
}
