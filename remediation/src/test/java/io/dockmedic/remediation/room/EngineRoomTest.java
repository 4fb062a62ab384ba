package io.dockmedic.remediation.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.host.disk.NativeStatfs;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.collectors.host.mount.Ground;
import io.dockmedic.testkit.LoopDisk;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is stopped where it could not be started again, and anything where that is not known. */
class EngineRoomTest {
    private static final long SIZE = 1L << 30;
    /** By ext4. */
    private static final long KEPT = 16 << 20;

    private static Optional<String> against(Future<Usage> measured) {
        return against(measured, Map.of());
    }

    private static Optional<String> against(Future<Usage> measured, Map<String, Ground> grounds) {
        return new EngineRoom(any -> measured, () -> Optional.of("/var/lib/docker"),
                any -> Future.succeededFuture(grounds)).against().result();
    }

    private static Optional<String> against(long free, long files, long filesFree) {
        return against(Future.succeededFuture(new Usage(SIZE, free, 0, files, filesFree, false)));
    }

    @Test
    void aFullDiskIsNamed() {
        assertThat(against(KEPT + 8192, 0, 0))
                .hasValueSatisfying(why -> assertThat(why).contains("/var/lib/docker has 8.0 KiB free"));
        assertThat(against(SIZE, 1000, 12)).hasValueSatisfying(why -> assertThat(why).contains("12 inodes free"));
    }

    /** That a mount of ours is read-only says nothing of the engine's. */
    @Test
    void aDiskThatTakesNoWritesIsNamed() {
        Future<Usage> room = Future.succeededFuture(new Usage(SIZE, SIZE, SIZE, 0, 0, true));
        assertThat(against(room, Map.of("/var/lib/docker", new Ground("/var", "ext4", true))))
                .hasValueSatisfying(why -> assertThat(why).contains("/var/lib/docker, ext4, is read-only"));
        assertThat(against(room, Map.of("/var/lib/docker", new Ground("/var", "ext4", false)))).isEmpty();
        assertThat(against(room)).isEmpty();
    }

    /** What is kept for root the engine may have. */
    @Test
    void whatFitsIsStopped() {
        assertThat(against(KEPT + (2 << 20), 0, 0)).isEmpty();
        assertThat(against(KEPT + (2 << 20), 1000, 500)).isEmpty();
    }

    /** It says that some are free still, which nobody can have. */
    @Test
    void anExt4ThatTakesNotAByteMoreIsFull(@TempDir Path home) throws IOException {
        for (int megabytes : List.of(24, 320, 1500)) {
            try (LoopDisk disk = LoopDisk.mount(home, "full" + megabytes, megabytes, 4000)) {
                EngineRoom room = new EngineRoom(EngineRoomTest::measured, () -> Optional.of(disk.root().toString()),
                        any -> Future.succeededFuture(Map.of()));
                assertThat(room.against().result()).as("an empty one of %d MB", megabytes).isEmpty();
                disk.fill();
                assertThat(measured(disk.root().toString()).result().free()).isPositive();
                assertThat(room.against().result()).as("a full one of %d MB", megabytes).isPresent();
                disk.empty();
                assertThat(room.against().result()).as("one of %d MB that is empty again", megabytes).isEmpty();
            }
        }
    }

    private static Future<Usage> measured(String mountpoint) {
        try {
            return Future.succeededFuture(new NativeStatfs().read(mountpoint));
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }

    @Test
    void whatIsNotKnownStandsAgainstNothing() {
        assertThat(against(Future.failedFuture("it did not answer"))).isEmpty();
        assertThat(new EngineRoom(any -> Future.succeededFuture(new Usage(SIZE, 0, 0, 0, 0, false)), Optional::empty,
                any -> Future.succeededFuture(Map.of()))
                .against()
                .result()).isEmpty();
    }
}
