package io.dockmedic.remediation.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.host.disk.Usage;
import io.vertx.core.Future;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nothing is stopped where it could not be started again, and anything where that is not known. */
class EngineRoomTest {
    private static final long SIZE = 1L << 30;

    private static Optional<String> against(Future<Usage> measured) {
        return new EngineRoom(any -> measured, () -> Optional.of("/var/lib/docker")).against().result();
    }

    private static Optional<String> against(long free, long files, long filesFree) {
        return against(Future.succeededFuture(new Usage(SIZE, free, 0, files, filesFree, false)));
    }

    @Test
    void aFullDiskIsNamed() {
        assertThat(against(8192, 0, 0))
                .hasValueSatisfying(why -> assertThat(why).contains("/var/lib/docker has 8.0 KiB free"));
        assertThat(against(SIZE, 1000, 12)).hasValueSatisfying(why -> assertThat(why).contains("12 inodes free"));
    }

    /** What is kept for root the engine may have. */
    @Test
    void whatFitsIsStopped() {
        assertThat(against(2 << 20, 0, 0)).isEmpty();
        assertThat(against(2 << 20, 1000, 500)).isEmpty();
    }

    @Test
    void whatIsNotKnownStandsAgainstNothing() {
        assertThat(against(Future.failedFuture("it did not answer"))).isEmpty();
        assertThat(new EngineRoom(any -> Future.succeededFuture(new Usage(SIZE, 0, 0, 0, 0, false)), Optional::empty)
                .against()
                .result()).isEmpty();
    }
}
