package io.dockmedic.benchmarks.exporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * What a round of readings costs with all that follows from it, the shipped rules included, of containers that a tree of
 * files stands for. Rounds come much faster than in use, where code and data are colder.
 */
final class Rounds {
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration WHOLE = Duration.ofSeconds(15);

    private Rounds() {}

    /** µs of processor time for each container and round. */
    static double micros(Path home, int containers) throws IOException, InterruptedException {
        Files.createDirectories(home);
        FakeHost.write(home.resolve("host"), containers);
        Process subject = Scrapes.start(home, containers, EVERY);
        try {
            if (subject.getInputStream().read() < 0) {
                throw new IllegalStateException("not started; see " + home.resolve("log"));
            }
            LockSupport.parkNanos(WARM_UP.toNanos());
            double before = Processor.seconds(subject.pid());
            LockSupport.parkNanos(WHOLE.toNanos());
            double used = Processor.seconds(subject.pid()) - before;
            return used * 1e6 / ((double) WHOLE.toNanos() / EVERY.toNanos()) / containers;
        } finally {
            subject.destroyForcibly().waitFor();
        }
    }
}
