package io.dockmedic.collectors.base.self;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which start of this machine we live in. */
public final class Boot {
    private static final Path ID = Path.of("/proc/sys/kernel/random/boot_id");

    private Boot() {}

    /** What tells this start of the machine from all others; empty where the kernel does not say. */
    public static Optional<String> id() {
        try {
            return Optional.of(Files.readString(ID).strip());
        } catch (IOException untold) {
            return Optional.empty();
        }
    }
}
