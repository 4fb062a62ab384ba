package io.dockmedic.remediation.action.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * How what was written becomes a file that is kept: its sum is beside it before it has its name. Blocks for as long as the disk does.
 */
final class Keeping {
    /** As what is being written ends. */
    static final String PART = ".part";
    /** As the sum of a file ends. */
    static final String SUM = ".sha256";

    private Keeping() {}

    /** As a part is called when it is kept. */
    static Path kept(Path part) {
        String name = String.valueOf(part.getFileName());
        return part.resolveSibling(name.substring(0, name.length() - PART.length()));
    }

    static Path sum(Path file) {
        return file.resolveSibling(file.getFileName() + SUM);
    }

    /** Whether something is called so, or will be. */
    static boolean isTaken(Path part) {
        return exists(part) || exists(kept(part)) || exists(sum(kept(part)));
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether it was verified: its sum is beside it only then. */
    static boolean hasSum(Path file) {
        return Files.isRegularFile(sum(file), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Whether one that was written there was verified and is kept.
     *
     * @param sha256 that it had; empty when it was not verified
     */
    static boolean isKept(Path part, String sha256) throws IOException {
        Path file = kept(part);
        return !sha256.isEmpty() && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && hasSum(file)
                && Files.readString(sum(file)).startsWith(sha256 + " ");
    }

    /** Nothing is left of one that is not to be kept. */
    static void drop(Path part) throws IOException {
        Files.deleteIfExists(part);
        Path sum = sum(kept(part));
        Files.deleteIfExists(sum.resolveSibling(sum.getFileName() + PART));
        if (!Files.exists(kept(part))) {
            Files.deleteIfExists(sum);
        }
    }

    /**
     * Keeps one that was verified: its sum is beside it before it has its name.
     *
     * @throws IOException also where another is called so by now
     */
    static Path keep(Path part, String sha256) throws IOException {
        Path file = kept(part);
        Path sum = sum(file);
        if (exists(file) || exists(sum)) {
            throw new IOException("there is a file of that name by now: " + file);
        }
        write(sum, sha256 + "  " + file.getFileName() + "\n");
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
                open.force(true);
            }
        }
        return file;
    }

    /** All of it or nothing, for its owner alone. */
    static void write(Path file, String text) throws IOException {
        Path written = file.resolveSibling(file.getFileName() + PART);
        Files.deleteIfExists(written);
        try (FileChannel out = FileChannel.open(written,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), Part.OWNERS)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes one, and then its sum. */
    static void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(sum(file));
    }
}
