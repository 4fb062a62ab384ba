package io.dockmedic.collectors.base.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The machine's own clocks. */
interface Machine {
    /** This one. */
    Machine HERE = new Machine() {
        @Override
        public Instant wall() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public @Nullable Duration up() {
            try {
                String seconds = Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0];
                return Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000));
            } catch (IOException | NumberFormatException untold) {
                return null;
            }
        }

        @Override
        public String boot() {
            try {
                return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            } catch (IOException untold) {
                return "";
            }
        }
    };

    Instant wall();

    /** Since some moment that stays the same until the next boot, without sleep. */
    long nanos();

    /** Since the boot, sleep included; null where it is not told. */
    @Nullable
    Duration up();

    /** What tells this boot from others; empty where it is not told. */
    String boot();

    /** All clocks at once, as nearly as can be. */
    default Reading read() {
        Duration up = up();
        return new Reading(wall(), nanos(), up);
    }

    /** One moment on all clocks. */
    record Reading(Instant wall, long nanos, @Nullable Duration up) {
        private static final Duration WORTH_COUNTING = Duration.ofSeconds(1);

        /** How long the machine slept since {@code then}; zero where it does not tell. */
        Duration sleptSince(Reading then) {
            if (up == null || then.up() == null) {
                return Duration.ZERO;
            }
            Duration slept = up.minus(then.up()).minusNanos(nanos - then.nanos());
            return slept.compareTo(WORTH_COUNTING) > 0 ? slept : Duration.ZERO;
        }
    }
}
