package io.dockmedic.collectors.base.hang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.time.VertxTimers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HangGuardTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Vertx vertx = Vertx.vertx();
    private final HangGuard guard = new HangGuard(vertx, new VertxTimers(vertx), "test");

    @AfterEach
    void close() throws Exception {
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private static <T> Future<T> ended(Future<T> future) throws Exception {
        future.otherwiseEmpty().await(60, TimeUnit.SECONDS);
        return future;
    }

    private <T> Future<T> called(HangGuard by, Duration deadline, Callable<T> work) throws Exception {
        return ended(Future.future(promise -> vertx.runOnContext(
                now -> by.call("gpu-0", deadline, work).onComplete(promise))));
    }

    @Test
    void whatHangsIsNotBegunAgainBeforeItHasComeBack() throws Exception {
        CountDownLatch goesOn = new CountDownLatch(1);
        Future<String> hangs = called(guard, SHORT, () -> {
            goesOn.await();
            return "late";
        });
        assertThat(hangs.cause()).isInstanceOf(StuckException.class).hasMessage("gpu-0 does not answer within 20 ms");
        Future<String> second = called(guard, LONG, () -> "second");
        assertThat(second.cause()).isInstanceOfSatisfying(StuckException.class,
                stuck -> assertThat(stuck.begun()).isFalse());
        goesOn.countDown();
        await().atMost(Duration.ofMinutes(1)).until(() -> called(guard, LONG, () -> "third").succeeded());
    }

    /** Memory of the machine that ran out, say, is no reason to call a healthy GPU stuck from then on. */
    @Test
    void whatEndsWithAnErrorHasComeBack() throws Exception {
        Future<String> failed = called(guard, LONG, () -> {
            throw new OutOfMemoryError("of a test");
        });
        assertThat(failed.cause()).isInstanceOf(OutOfMemoryError.class);
        assertThat(called(guard, LONG, () -> "well").result()).isEqualTo("well");
    }

    /** As where a limit of processes is reached. */
    @Test
    void whatCouldNotBeBegunIsBegunTheNextTime() throws Exception {
        AtomicBoolean none = new AtomicBoolean(true);
        HangGuard full = new HangGuard(vertx, new VertxTimers(vertx), "test", work -> new Thread(work) {
            @Override
            public void start() {
                if (none.get()) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.start();
            }
        });
        assertThat(called(full, LONG, () -> "never").cause()).isInstanceOf(OutOfMemoryError.class)
                .hasMessage("unable to create native thread");
        none.set(false);
        assertThat(called(full, LONG, () -> "well").result()).isEqualTo("well");
    }
}
