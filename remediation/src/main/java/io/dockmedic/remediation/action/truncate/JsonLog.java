package io.dockmedic.remediation.action.truncate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container's log where the engine's {@code json-file} driver writes it. The engine appends to what it has open, so it goes on in
 * the same file when that was emptied, at its beginning. Blocks for as long as the disk does.
 */
final class JsonLog {
    /** Bytes at the beginning that tell a log from another: a few lines. */
    private static final int HEAD = 4096;
    /** As the C library says it. */
    private static final String READ_ONLY = "Read-only file system";

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

    /**
     * The file that is written now.
     *
     * @param bytes how long it is
     * @param head  tells its beginning from another: each line of it has its time
     * @param key   tells it from another of the same name; null where the file system has none
     */
    record Seen(long bytes, String head, @Nullable Object key) {}

    /** Looks at it. */
    Seen look() throws IOException {
        BasicFileAttributes found = attributes();
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer head = ByteBuffer.allocate(HEAD);
            while (head.hasRemaining() && open.read(head) >= 0) {
                // On to its end, or as far as is wanted.
            }
            return new Seen(found.size(), hash(head.flip()), found.fileKey());
        }
    }

    private BasicFileAttributes attributes() throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isRegularFile()) {
            throw new FileSystemException(file.toString(), null, found.isSymbolicLink()
                    ? "it is a link"
                    : found.isDirectory() ? "it is a folder" : "it is no regular file");
        }
        return found;
    }

    private static String hash(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Drops all that is in it.
     *
     * @param seen  as it was when its last lines were kept
     * @param least bytes that it must have still
     * @throws IOException also when it is another file by now, or was emptied by somebody else
     */
    void empty(Seen seen, long least) throws IOException {
        unchanged(seen, least);
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            // What was opened is what was looked at.
            unchanged(seen, least);
            open.truncate(0);
        }
    }

    private void unchanged(Seen seen, long least) throws IOException {
        BasicFileAttributes now = attributes();
        if (!Objects.equals(now.fileKey(), seen.key()) || now.size() < least) {
            throw new FileSystemException(file.toString(), null,
                    "somebody has put another in its place, or emptied it");
        }
    }

    /** Why it could not be seen or written, for a person. */
    static String defect(Throwable cause) {
        return switch (cause) {
            case NoSuchFileException gone ->
                "it is not to be seen from here: its container was removed, or the engine is"
                        + " on another machine, or its folder of containers is not mounted where Dockmedic runs";
            case AccessDeniedException denied -> unwritable(denied, "permission denied");
            case FileSystemException refused when READ_ONLY.equals(refused.getReason()) ->
                unwritable(refused, READ_ONLY);
            case FileSystemException refused -> "it may not be emptied: "
                    + Objects.requireNonNullElse(refused.getReason(), refused.getClass().getSimpleName());
            default -> String.valueOf(cause.getMessage());
        };
    }

    private static String unwritable(FileSystemException refused, String why) {
        return "it may not be emptied from here (" + why + "): Dockmedic needs to be root, and the engine's folder of"
                + " containers mounted writable; by hand: truncate -s 0 " + refused.getFile();
    }
}
