package io.dockmedic.api;

import io.dockmedic.api.security.DataDirectory;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
import io.dockmedic.remediation.record.RemediationTables;
import io.dockmedic.testkit.Engine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the program's journal says before its start: that services were seen to run well, as they are set up now. */
final class RanWell {
    private static final long SECONDS = 30;

    /** Of a service, what is remembered. */
    @FunctionalInterface
    interface Memory {
        Future<GoodRun> of(String service, DockerJavaCalls calls, Instant at);
    }

    private RanWell() {}

    /** @param home the program's, which does not run yet */
    static void remember(Path home, Engine engine, Memory memory, String... services) throws Exception {
        DataDirectory.prepare(home.resolve("data"));
        Vertx vertx = Vertx.vertx();
        SystemClock clock = new SystemClock();
        SqliteJournal journal = SqliteJournal.open(home.resolve("data/journal.db"),
                List.of(RemediationTables.keeping(Duration.ofHours(3))), Retention.DEFAULT, clock,
                new VertxTimers(vertx), new Health(), new SimpleMeterRegistry(), vertx);
        get(journal.opened());
        try (DockerJavaCalls calls = new DockerJavaCalls(vertx, clock, new VertxTimers(vertx),
                new EngineAddress.Unix(engine.socket()), null, CallLimits.DEFAULT)) {
            for (String service : services) {
                get(new GoodRuns(journal).save(get(memory.of(service, calls, clock.now()))));
            }
        }
        get(journal.close());
        get(vertx.close());
    }

    /** What a call is answered with that is done. */
    static <T> T done(CallResult<T> result) {
        return ((CallResult.Done<T>) result).value();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }
}
