package io.dockmedic.remediation.action.truncate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.watch.WatchStore;
import io.dockmedic.remediation.FakeEngine;
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
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That nothing is emptied whose last lines are not kept, with an engine that does not give them. */
class TruncateLogActionTest {
    private final Vertx vertx = Vertx.vertx();
    private final SystemClock clock = new SystemClock();
    private final VertxTimers timers = new VertxTimers(vertx);
    private final FakeEngine engine = new FakeEngine(clock);
    private final SqliteJournal journal;
    private final Path file;
    private volatile List<String> heard = List.of();

    TruncateLogActionTest(@TempDir Path dir) throws IOException {
        journal = SqliteJournal.open(dir.resolve("journal.db"),
                List.of(WatchStore.TABLES, RemediationTables.keeping(Policy.DEFAULT.lookBack())), Retention.DEFAULT,
                clock, timers, new Health(), new SimpleMeterRegistry(), vertx);
        Hospital.get(journal.opened());
        file = Files.createDirectories(dir.resolve(Samples.ID)).resolve(Samples.ID + "-json.log");
        engine.logFile = new ContainerState.Log(file.toString(), false);
        written(0, 2 << 20);
    }

    @AfterEach
    void close() {
        Hospital.get(journal.close());
        Hospital.get(vertx.close());
    }

    private void written(int from, int bytes) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = from; text.length() < bytes; i++) {
            text.append("{\"log\":\"x\\n\",\"time\":\"2026-11-01T00:00:00.%09dZ\"}\n".formatted(i));
        }
        Files.writeString(file, text);
    }

    private <T> Future<T> there(Supplier<Future<T>> what) {
        Promise<T> promise = Promise.promise();
        vertx.runOnContext(now -> what.get().onComplete(promise));
        return promise.future();
    }

    private TruncateLogAction action(boolean keeps) {
        Steps steps = new Steps(journal);
        return new TruncateLogAction(new Cutting(engine, steps,
                new Heard(steps, (id, lines) -> heard = lines, new Redactor(), keeps),
                new HangGuard(vertx, timers, "test")));
    }

    private ActRecord intent(TruncateLogAction action, Job job) {
        return new ActRecord(job.act(), clock.now(), "i1", "r", "web", Samples.ID, TruncateLogAction.NAME, 0, 0,
                null, clock.now().plus(Duration.ofMinutes(1)), TruncateLogAction.NAME, action.intends(job).notes(),
                false, false);
    }

    private Job job() {
        return new Job(UUID.randomUUID().toString(), Samples.incident("i1", "r", Samples.crash(clock.now())), null,
                engine.state(Samples.ID), 0, 0, Map.of("above", "1MiB"), List.of(), List.of(), List.of());
    }

    private Outcome emptied(boolean keeps) {
        TruncateLogAction action = action(keeps);
        Job job = job();
        return Hospital.get(there(() -> action.perform(job, new Records(journal).intend(intent(action, job)))));
    }

    @Test
    void whoseLastLinesCannotBeReadIsNotEmptied() {
        engine.unread = new CallResult.Unknown<>("no answer in 5 s");
        assertThat(emptied(true)).isEqualTo(new Outcome.Refused(ErrorClass.UNREACHABLE,
                "not begun: its last lines cannot be read: no answer in 5 s"));
        engine.unread = new CallResult.Refused<>(ErrorClass.SERVER_ERROR, 500, "invalid character");
        assertThat(emptied(true)).isEqualTo(new Outcome.Refused(ErrorClass.SERVER_ERROR,
                "not begun: its last lines cannot be read: invalid character"));
        engine.unread = new CallResult.Done<>(List.of());
        assertThat(emptied(true)).isInstanceOfSatisfying(Outcome.Refused.class,
                refused -> assertThat(refused.message()).contains("the engine reads no line of it"));
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void whatAnEngineRemembersTheLengthOfIsEmptiedOnlyWhileItDoesNotRun() {
        engine.running = true;
        for (List<String> one : List.of(List.of("28.5.2+dfsg4", "1.51"), List.of("23.0.0", "1.42"),
                List.of("29.0.1", "1.41"), List.of("dev", "1.42"))) {
            engine.version = one.getFirst();
            engine.api = one.getLast();
            assertThat(emptied(true)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                    refused.message()).contains("(" + one.getFirst() + ") remembers", "max-size", "create it anew"));
        }
        assertThat(file).isNotEmptyFile();
        engine.running = false;
        assertThat(emptied(true)).isInstanceOf(Outcome.Done.class);
        assertThat(file).isEmptyFile();
    }

    @Test
    void withAnOlderEngineItIsEmptiedWhileItRuns() {
        engine.running = true;
        engine.version = "20.10.24+dfsg1";
        engine.api = "1.41";
        assertThat(emptied(true)).isInstanceOf(Outcome.Done.class);
        assertThat(file).isEmptyFile();
    }

    @Test
    void whoseLastLinesTheOwnerDoesWithoutIsEmptiedAndThatIsSaid() {
        engine.unread = new CallResult.Unknown<>("no answer in 5 s");
        assertThat(emptied(false).toString()).contains("and was emptied, without its last lines being kept");
        assertThat(file).isEmptyFile();
    }

    @Test
    void itsLastLinesAreKeptWithIt() {
        engine.log = List.of("panic: no database", "\u009b31m\u202eend");
        TruncateLogAction action = action(true);
        Job job = job();
        Future<Void> intended = new Records(journal).intend(intent(action, job));
        assertThat(Hospital.get(there(() -> action.perform(job, intended)))).isInstanceOf(Outcome.Done.class);
        assertThat(Hospital.get(new Steps(journal).notes(job.act())).get(ActRecord.OUTPUT))
                .contains("panic: no database");
        assertThat(heard).as("nothing that steers a terminal").containsExactly("panic: no database", " 31m end");
        assertThat(file).isEmptyFile();
    }

    @Test
    void whatIsLongerAgainByOurNextStartWasEmptiedAllTheSame() throws IOException {
        TruncateLogAction action = action(true);
        Job job = job();
        ActRecord intent = intent(action, job);
        Hospital.get(there(() -> action.perform(job, new Records(journal).intend(intent))));
        written(0, 2 << 20);
        assertThat(Hospital.get(there(() -> action.settle(intent))).toString()).contains("not done: it was cut off");
        written(1_000_000, 3 << 20);
        assertThat(Hospital.get(there(() -> action.settle(intent)))).isInstanceOf(Outcome.Done.class);
    }
}
