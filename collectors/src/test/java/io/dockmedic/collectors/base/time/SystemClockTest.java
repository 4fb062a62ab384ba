package io.dockmedic.collectors.base.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemClockTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    Path dir;

    /** A machine in the test's hand. */
    private static final class Box implements Machine {
        Instant wall = START;
        long nanos = 77;
        @Nullable
        Duration up = Duration.ofMinutes(5);
        String boot = "first";

        @Override
        public Instant wall() {
            return wall;
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public @Nullable Duration up() {
            return up;
        }

        @Override
        public String boot() {
            return boot;
        }

        void pass(Duration time) {
            nanos += time.toNanos();
            sleep(time);
        }

        void sleep(Duration time) {
            wall = wall.plus(time);
            up = up == null ? null : up.plus(time);
        }
    }

    private final Box box = new Box();

    private SystemClock clock() {
        return SystemClock.continuing(dir.resolve("clock"), box);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT-1H", "P1D", "P-1D", "PT10S"})
    void aWallClockThatIsSetMovesWhatIsShownAndNothingElse(Duration step) {
        SystemClock clock = clock();
        box.pass(Duration.ofMinutes(1));
        Instant before = clock.now();
        box.wall = box.wall.plus(step);
        assertThat(clock.now()).isEqualTo(before);
        box.pass(Duration.ofMinutes(1));
        assertThat(clock.now()).isEqualTo(START.plusSeconds(120));
        assertThat(clock.shown(before)).isEqualTo(before.plus(step));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT-1H", "P1D", "P-1D"})
    void aWallClockThatIsSetWhileWeAreAwayChangesNothingEither(Duration step) {
        clock();
        box.wall = box.wall.plus(step);
        box.pass(Duration.ofMinutes(1));
        SystemClock next = clock();
        assertThat(next.now()).isEqualTo(START.plusSeconds(60));
        assertThat(next.shown(next.now())).isEqualTo(box.wall);
        box.pass(Duration.ofMinutes(1));
        assertThat(clock().now()).isEqualTo(START.plusSeconds(120));
    }

    @Test
    void theTimeTheMachineSleptHasPassedForUsToo() {
        SystemClock clock = clock();
        box.sleep(Duration.ofHours(8));
        assertThat(clock.now()).isEqualTo(START.plus(Duration.ofHours(8)));
        assertThat(clock.shown(clock.now())).isEqualTo(box.wall);
        box.sleep(Duration.ofHours(8));
        assertThat(clock().now()).isEqualTo(START.plus(Duration.ofHours(16)));
    }

    @Test
    void aNewBootBeginsWithTheWallClock() {
        clock();
        box.boot = "second";
        box.nanos = 3;
        box.wall = START.plus(Duration.ofDays(3));
        assertThat(clock().now()).isEqualTo(box.wall);
    }

    @Test
    void smallDifferencesAreNotShown() {
        SystemClock clock = clock();
        box.wall = box.wall.plusMillis(900);
        assertThat(clock.shown(START)).isEqualTo(START);
    }

    @Test
    void aMachineThatTellsNeitherBootNorUptimeBeginsWithTheWallClock() {
        box.boot = "";
        box.up = null;
        clock();
        box.wall = box.wall.plusSeconds(3600);
        assertThat(clock().now()).isEqualTo(box.wall);
    }

    @Test
    void aFileThatCannotBeReadBeginsWithTheWallClock() throws Exception {
        Files.writeString(dir.resolve("clock"), "first\nnever\n7\n\n");
        assertThat(clock().now()).isEqualTo(START);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsLivedWith() {
        assertThat(SystemClock.continuing(dir.resolve("no/such/clock"), box).now()).isEqualTo(START);
    }

    @Test
    void thisMachineTellsAll() {
        assertThat(Machine.HERE.up()).isPositive();
        assertThat(Machine.HERE.boot()).isNotEmpty();
        Instant wall = Instant.now();
        assertThat(new SystemClock().now()).isBetween(wall, wall.plusSeconds(5));
    }
}
