package io.dockmedic.collectors.base.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our time beside the machine's, on disk, for the next run within the same boot. */
final class TimeFile {
    private static final Logger LOG = LoggerFactory.getLogger(TimeFile.class);

    private final Path file;

    TimeFile(Path file) {
        this.file = file;
    }

    /** Our time once, and the machine's clocks then. */
    record Kept(Instant own, Machine.Reading then) {
        Instant now(Machine.Reading now) {
            return own.plusNanos(now.nanos() - then.nanos()).plus(now.sleptSince(then));
        }
    }

    /** What was kept in this boot; null when nothing was. */
    @Nullable
    Kept read(String boot) {
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() != 4 || boot.isEmpty() || !lines.getFirst().equals(boot)) {
                return null;
            }
            Instant own = Instant.parse(lines.get(1));
            Duration up = lines.get(3).isEmpty() ? null : Duration.parse(lines.get(3));
            return new Kept(own, new Machine.Reading(own, Long.parseLong(lines.get(2)), up));
        } catch (IOException | DateTimeException | NumberFormatException unreadable) {
            LOG.atWarn().addKeyValue("reason", unreadable.getMessage()).log("our time is not known, it begins anew");
            return null;
        }
    }

    void write(String boot, Instant own, Machine.Reading now) {
        String up = now.up() == null ? "" : now.up().toString();
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(fresh, String.join("\n", boot, own.toString(), Long.toString(now.nanos()), up, ""));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("our time cannot be kept for the next start");
        }
    }
}
