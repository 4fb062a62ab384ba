package io.dockmedic.collectors.host.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Whether the machine started less than five minutes ago: drivers and mounts come late then, and what is not there yet is not lost.
 * Reads a file. Safe for use by several threads.
 */
public final class Booting {
    private static final Duration PHASE = Duration.ofMinutes(5);

    private final Path uptime;
    private volatile boolean over;

    /** @param root of the machine's files */
    public Booting(Path root) {
        this.uptime = root.resolve("proc/uptime");
    }

    /** No where it is not told. Once it was over it is not looked at any more. */
    public boolean now() {
        over = over || !within();
        return !over;
    }

    private boolean within() {
        try {
            double seconds = Double.parseDouble(Files.readString(uptime).split(" ", 2)[0]);
            return seconds < PHASE.toSeconds();
        } catch (IOException | NumberFormatException untold) {
            return false;
        }
    }
}
