package io.dockmedic.api.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Reads files that hold what others must not change, or not see. */
final class SecretFile {
    private static final Set<PosixFilePermission> CLOSED = PosixFilePermissions.fromString("rw-r-----");

    private SecretFile() {}

    /**
     * Its lines. Blocks.
     *
     * @throws IOException when it cannot be read, or others than its owner and, to read, its group can get at it
     */
    static List<String> lines(Path file) throws IOException {
        try {
            if (!CLOSED.containsAll(Files.getPosixFilePermissions(file))) {
                throw new IOException("others than its owner can get at it: chmod 640 " + file);
            }
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        }
    }
}
