package io.dockmedic.testkit.fault;

import io.dockmedic.testkit.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The preloaded library, compiled once for this JVM by the C compiler of the machine (packages {@code gcc} and
 * {@code libc6-dev}).
 */
final class FaultLibrary {
    private static final FaultLibrary COMPILED = new FaultLibrary();

    private final Path file;

    private FaultLibrary() {
        try (InputStream source = Objects.requireNonNull(FaultLibrary.class.getResourceAsStream("/faults.c"))) {
            Path folder = Files.createTempDirectory(Path.of("/tmp"), "dmf");
            // Deleted in the reverse order.
            folder.toFile().deleteOnExit();
            file = folder.resolve("faults.so");
            file.toFile().deleteOnExit();
            Path written = folder.resolve("faults.c");
            Files.copy(source, written);
            Command.run(Map.of(), List.of("cc", "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-O2", "-shared", "-fPIC",
                    "-o", file.toString(), written.toString(), "-ldl", "-lpthread")).orFail();
            Files.delete(written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file() {
        return COMPILED.file;
    }
}
