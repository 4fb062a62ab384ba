package io.dockmedic.collectors.engine.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.ManualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLeaseTest {
    private final ManualTime time = new ManualTime(Instant.parse("2026-03-01T03:00:00Z"));
    private final Health health = new Health();
    private final Disk disk = new Disk();
    private final List<Boolean> answers = new ArrayList<>();

    @TempDir
    Path shared;

    @Test
    void theFirstActsAndTheSecondObserves() {
        List<Boolean> first = new ArrayList<>();
        lease().ask("AAAA:BBBB", first::add);
        lease().ask("AAAA:BBBB", answers::add);

        assertThat(first).containsExactly(true);
        assertThat(answers).containsExactly(false);
    }

    @Test
    void theSecondTakesOverWhenTheFirstIsGone() {
        EngineLease first = lease();
        first.ask("AAAA", acting -> {});
        lease().ask("AAAA", answers::add);

        time.advance(EngineLease.RETRY);
        assertThat(answers).containsExactly(false);
        first.close();
        time.advance(EngineLease.RETRY);
        assertThat(answers).containsExactly(false, true);
    }

    @Test
    void twoEnginesHaveTwoLeases() {
        lease().ask("AAAA", acting -> {});
        lease().ask("BBBB", answers::add);

        assertThat(answers).containsExactly(true);
    }

    @Test
    void askingAgainForTheSameEngineKeepsTheLease() {
        EngineLease lease = lease();
        lease.ask("AAAA", answers::add);
        lease.ask("AAAA", answers::add);

        assertThat(answers).containsExactly(true, true);
    }

    @Test
    void whereNobodyCanTellWeActAndSayIt() throws IOException {
        Path notADirectory = Files.writeString(shared.resolve("file"), "");
        new EngineLease(notADirectory, time, disk, health).ask("AAAA", answers::add);

        assertThat(answers).containsExactly(true);
        assertThat(health.parts().get("lease")).matches(part -> part.status() == Health.Status.DEGRADED
                && part.reason().contains(notADirectory.toString()));
    }

    @Test
    void anAnswerThatNobodyWaitsForAnyMoreHoldsNothing() {
        EngineLease first = lease();
        disk.slow = true;
        first.ask("AAAA", answers::add);
        first.close();
        disk.slow = false;
        disk.waiting.forEach(Runnable::run);
        assertThat(answers).isEmpty();

        lease().ask("AAAA", answers::add);
        assertThat(answers).containsExactly(true);
    }

    private EngineLease lease() {
        return new EngineLease(shared, time, disk, health);
    }

    /** A disk that answers at once, or when the test says so. */
    private static final class Disk implements EngineLease.Aside {
        private final List<Runnable> waiting = new ArrayList<>();
        private boolean slow;

        @Override
        public <T> Future<T> run(Callable<T> work) {
            Promise<T> done = Promise.promise();
            Runnable run = () -> {
                try {
                    done.complete(work.call());
                } catch (Exception e) {
                    done.fail(e);
                }
            };
            if (slow) {
                waiting.add(run);
            } else {
                run.run();
            }
            return done.future();
        }
    }
}
