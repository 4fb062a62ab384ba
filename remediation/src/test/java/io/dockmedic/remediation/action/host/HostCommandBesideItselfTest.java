package io.dockmedic.remediation.action.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.watch.WatchStore;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.decide.Policy;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a command does not run beside itself. */
class HostCommandBesideItselfTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx();
    private final SystemClock clock = new SystemClock();
    private final VertxTimers timers = new VertxTimers(vertx);
    private final FakeEngine engine = new FakeEngine(clock);
    private final SqliteJournal journal;
    private final Path begun;
    private final Path go;
    private final HostCommandAction action;

    HostCommandBesideItselfTest(@TempDir Path dir) {
        journal = SqliteJournal.open(dir.resolve("journal.db"),
                List.of(WatchStore.TABLES, RemediationTables.keeping(Policy.DEFAULT.lookBack())), Retention.DEFAULT,
                clock, timers, new Health(), new SimpleMeterRegistry(), vertx);
        Hospital.get(journal.opened());
        begun = dir.resolve("begun");
        go = dir.resolve("go");
        Steps steps = new Steps(journal);
        action = new HostCommandAction(new OnHost(engine, List.of(
                command("mend",
                        ": > " + begun + "; while [ -e " + begun + " ] && [ ! -e " + go + " ]; do sleep 0.05; done"),
                command("other", "true")), steps, new Heard(steps, (id, lines) -> {}, new Redactor(), true),
                new HangGuard(vertx, timers, "test"), clock));
    }

    private static HostCommand command(String name, String script) {
        return new HostCommand(name, List.of("/bin/sh", "-c", script), SOON);
    }

    @AfterEach
    void close() {
        Hospital.get(journal.close());
        Hospital.get(vertx.close());
    }

    private Future<Outcome> run(String name) {
        Job job = new Job(UUID.randomUUID().toString(), Samples.incident("i1", "r", Samples.crash(clock.now())),
                Samples.container(Samples.CONSENT), engine.state(Samples.ID), 0, 0, Map.of("name", name), List.of(),
                List.of(), List.of());
        Promise<Outcome> promise = Promise.promise();
        vertx.runOnContext(now -> action.perform(job, Future.succeededFuture()).onComplete(promise));
        return promise.future();
    }

    @Test
    void anotherOfThatNameIsRefusedUntilItIsOver() throws IOException {
        Future<Outcome> first = run("mend");
        await().atMost(SOON).until(() -> Files.exists(begun));
        assertThat(Hospital.get(run("mend"))).isEqualTo(
                new Outcome.Refused(ErrorClass.CONFLICT, "not begun: mend still runs, for another incident"));
        assertThat(Hospital.get(run("other"))).isInstanceOf(Outcome.Done.class);
        Files.createFile(go);
        assertThat(Hospital.get(first)).isInstanceOf(Outcome.Done.class);
        await().atMost(SOON).until(() -> Hospital.get(run("mend")) instanceof Outcome.Done);
    }

    @Test
    void whatDoesNotDieIsUnknown() {
        assertThat(HostCommandAction.came(137, "30s", 2, List.of())).isInstanceOfSatisfying(Outcome.Unknown.class,
                unknown -> assertThat(unknown.why()).contains("2 of its processes did not die"));
        assertThat(HostCommandAction.came(137, "30s", 0, List.of())).isInstanceOf(Outcome.Failed.class);
    }
}
