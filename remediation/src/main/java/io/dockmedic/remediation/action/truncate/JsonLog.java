package io.dockmedic.remediation.action.truncate;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * A container's log where the engine's {@code json-file} driver writes it. The engine appends to what it has open, so it goes on in
 * the same file when that was emptied, at its beginning. Blocks for as long as the disk does.
 */
final class JsonLog {
    private final Path file;

    private JsonLog(Path file) {
        this.file = file;
    }

    /**
     * The log of a container.
     *
     * @param path as inspect says it
     * @return empty when that is no file as the engine calls its own: nothing else is touched, whoever answers
     */
    static Optional<JsonLog> of(String path, String container) {
        Path file = Path.of(path);
        Path folder = file.getParent();
        boolean its = !container.isEmpty() && file.isAbsolute() && folder != null && file.equals(file.normalize())
                && file.endsWith(container + "-json.log") && folder.endsWith(container);
        return its ? Optional.of(new JsonLog(file)) : Optional.empty();
    }

    /** Bytes of the file that is written now. */
    long size() throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isRegularFile()) {
            throw new NotDirectoryException(file + " is no regular file");
        }
        return found.size();
    }

    /** Drops all that is in it. */
    void empty() throws IOException {
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            open.truncate(0);
        }
    }

    /** Why it could not be seen or written, for a person. */
    static String defect(Throwable cause) {
        return switch (cause) {
            case NoSuchFileException gone -> "it is not to be seen from here: the engine is on another machine, or its"
                    + " folder of containers is not mounted where Dockmedic runs";
            case FileSystemException refused -> "it may not be emptied from here ("
                    + Objects.requireNonNullElse(refused.getReason(), refused.getClass().getSimpleName())
                    + "): Dockmedic needs to be root, and the engine's folder of containers mounted writable; by hand:"
                    + " truncate -s 0 " + refused.getFile();
            default -> String.valueOf(cause.getMessage());
        };
    }
}
