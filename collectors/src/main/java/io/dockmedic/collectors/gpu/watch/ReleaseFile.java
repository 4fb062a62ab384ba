package io.dockmedic.collectors.gpu.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last release, on disk: it holds over our restart, and says afterwards who it was. Reads and writes a file. */
final class ReleaseFile {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseFile.class);
    private static final int LINES = 6;

    private final Path file;

    ReleaseFile(Path file) {
        this.file = file;
    }

    /** In that data directory. */
    static Path in(Path dataDirectory) {
        return dataDirectory.resolve("gpu-release");
    }

    /** Empty where there never was one, or it cannot be read. */
    Optional<Release> read() {
        try {
            if (Files.notExists(file)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file);
            if (lines.size() < LINES) {
                throw new IOException(file + " is cut off");
            }
            String ended = lines.get(4);
            return Optional.of(new Release(Instant.parse(lines.get(0)), Instant.parse(lines.get(1)), lines.get(2),
                    lines.get(3), ended.isEmpty() ? null : Instant.parse(ended), lines.get(5)));
        } catch (IOException | DateTimeException unreadable) {
            LOG.atWarn()
                    .addKeyValue("reason", unreadable.getMessage())
                    .log("whether the GPUs are released cannot be read: they are taken for not released");
            return Optional.empty();
        }
    }

    /** Replaces what was kept. */
    void write(Release now) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, List.of(now.since().toString(), now.until().toString(), line(now.by()),
                line(now.reason()), now.ended() == null ? "" : now.ended().toString(), line(now.endedBy())));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String line(String text) {
        return text.replaceAll("\\R", " ");
    }
}
