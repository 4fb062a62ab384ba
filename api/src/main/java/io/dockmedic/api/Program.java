package io.dockmedic.api;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.logging.LogSetup;
import io.dockmedic.api.security.DataDirectory;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of the process: starts everything, reads the rules again at SIGHUP, waits for SIGTERM or SIGINT,
 * stops everything in time. */
final class Program {
    private static final Logger LOG = LoggerFactory.getLogger(Program.class);
    private static final int START_SECONDS = 60;
    /** What is held is let go meanwhile; after 10 s Docker kills us where we run in a container. */
    private static final int STOP_SECONDS = 9;

    private Program() {}

    static int run(Config config) throws Exception {
        LogSetup.apply(config.logs());
        InForce.log(config);
        DataDirectory.prepare(config.dataDirectory());
        Wiring wiring = new Wiring(config);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop(wiring);
            stopped.countDown();
        }, "dockmedic-stop"));
        Promise<Void> started = Promise.promise();
        // Heard from the beginning: who does not listen is ended by it.
        Hangups.each(() -> started.future().onSuccess(now -> reload(wiring)));
        try {
            within(wiring.start(), START_SECONDS);
            started.complete();
        } catch (ExecutionException | TimeoutException e) {
            LOG.atError().log("Cannot start: {}", e.getCause() == null ? "took too long" : e.getCause().getMessage());
            return 1;
        }
        stopped.await();
        return 0;
    }

    /** What was wrong with them is logged where they are read. */
    private static void reload(Wiring wiring) {
        LOG.atInfo().log("SIGHUP: the rule files are read again");
        wiring.reload().reload().onFailure(cause -> LOG.atError().log("Not reloaded: {}", String.valueOf(cause)));
    }

    private static void stop(Wiring wiring) {
        LOG.atInfo().log("Stopping");
        try {
            within(wiring.stop(), STOP_SECONDS);
            LOG.atInfo().log("Stopped");
        } catch (ExecutionException | TimeoutException e) {
            LOG.atWarn().log("Did not stop in order: {}", String.valueOf(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void within(Future<?> future, int seconds)
            throws InterruptedException, ExecutionException, TimeoutException {
        future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    }
}
