package io.dockmedic.collectors.host.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the log was read, on disk, for our next start: what the kernel writes while we are away, or as it ends us for want
 * of memory, is told then. For one thread.
 */
final class Position {
    private static final Logger LOG = LoggerFactory.getLogger(Position.class);
    private static final int PARTS = 4;

    private final Path file;
    private boolean lost;

    Position(Path file) {
        this.file = file;
    }

    /**
     * What was kept.
     *
     * @param boot     which start of the machine it was
     * @param sequence of the last record that was read then
     * @param open     what had not been over
     */
    record Kept(String boot, long sequence, Set<Finding.Key> open) {
        Kept {
            open = Set.copyOf(open);
        }
    }

    /** Empty when we never ran here, or what was kept cannot be read. */
    Optional<Kept> read() {
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() < 2) {
                return Optional.empty();
            }
            List<Finding.Key> open = new ArrayList<>();
            for (String line : lines.subList(2, lines.size())) {
                String[] parts = line.split("\t", -1);
                if (parts.length == PARTS) {
                    open.add(new Finding.Key(parts[0], parts[1], parts[2], parts[3]));
                }
            }
            return Optional.of(new Kept(lines.getFirst(), Long.parseLong(lines.get(1)), Set.copyOf(open)));
        } catch (IOException | NumberFormatException unreadable) {
            LOG.atWarn()
                    .addKeyValue("reason", unreadable.getMessage())
                    .log("how far the kernel's log was read is not known, it is read from its end");
            return Optional.empty();
        }
    }

    /** Replaces what was kept. */
    void write(Kept now) {
        StringBuilder text = new StringBuilder(now.boot()).append('\n').append(now.sequence()).append('\n');
        for (Finding.Key key : now.open()) {
            text.append(String.join("\t", key.kind(), key.subject(), key.detail(), key.host())).append('\n');
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            lost = false;
        } catch (IOException e) {
            if (!lost) {
                LOG.atWarn()
                        .addKeyValue("reason", e.getMessage())
                        .log("how far the kernel's log was read cannot be kept");
            }
            lost = true;
        }
    }
}
