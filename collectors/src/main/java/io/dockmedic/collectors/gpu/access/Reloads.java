package io.dockmedic.collectors.gpu.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * When systemd last read its units, {@code systemctl daemon-reload}: it touches a file then, from version 246 on. Where that
 * is not there, or not this machine's, nothing is seen.
 */
public final class Reloads {
    private final Path file;

    /** @param root of the machine's files */
    public Reloads(Path root) {
        this.file = root.resolve("run/systemd/systemd-units-load");
    }

    /** Whether they are seen from here. Looks for a file. */
    public boolean seen() {
        return Files.exists(file);
    }

    /** The same again while there was none. Reads a file's times. */
    Instant last() {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException none) {
            return Instant.EPOCH;
        }
    }
}
