package io.dockmedic.rules.garbage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * No input ends in anything but acceptance or a refusal that says where; none takes long, none takes much memory. Inputs run on a
 * stack as small as the program's.
 */
class GarbageTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private static final int STACK = 512 << 10;
    private static final long SLOWEST_MILLIS = 10_000;
    private static final long LARGEST_MEGABYTES = 512;
    private static final long LIVE_MEGABYTES = 256;
    private static final long HANGS_SECONDS = 180;

    private static Level before = Level.DEBUG;

    /** What is said of each input is of no use, and most of the time a test like this takes. */
    @BeforeAll
    static void quiet() {
        before = LOG.getLevel();
        LOG.setLevel(Level.ERROR);
    }

    @AfterAll
    static void asBefore() {
        LOG.setLevel(before);
    }

    @Test
    void fewOfEach() throws InterruptedException {
        assertThat(holds(new Inputs(1), inputs -> {
            inputs.files(300);
            inputs.expressions(1_500);
            inputs.events(4_000);
        })).isEqualTo(5_800);
    }

    @Test
    @Tag("long")
    void aMillion() throws InterruptedException {
        assertThat(holds(new Inputs(20_261_101), inputs -> {
            inputs.files(120_000);
            inputs.expressions(280_000);
            inputs.events(600_000);
        })).isEqualTo(1_000_000);
    }

    private static long holds(Inputs inputs, Consumer<Inputs> work) throws InterruptedException {
        Account account = inputs.account();
        Thread worker = new Thread(null, () -> work.accept(inputs), "garbage", STACK);
        worker.setDaemon(true);
        worker.start();
        while (!worker.join(Duration.ofSeconds(1))) {
            assertThat(account.runningSeconds())
                    .as(() -> account.running() + " at " + Arrays.toString(worker.getStackTrace()))
                    .isLessThan(HANGS_SECONDS);
        }
        System.out.println(account.summary());
        assertThat(account.crashes()).isEmpty();
        assertThat(account.slowestMillis()).as(account.summary()).isLessThan(SLOWEST_MILLIS);
        assertThat(account.largestMegabytes()).as(account.summary()).isLessThan(LARGEST_MEGABYTES);
        assertThat(account.liveMegabytes()).as(account.summary()).isLessThan(LIVE_MEGABYTES);
        return account.inputs();
    }
}
