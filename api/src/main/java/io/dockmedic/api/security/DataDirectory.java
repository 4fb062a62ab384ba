package io.dockmedic.api.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/** The folder that holds what is ours alone. */
public final class DataDirectory {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private DataDirectory() {}

    /**
     * Makes sure it is there and closed to others (0700), also when it was not. One that others can enter and that holds
     * something, but no token of ours, is left as it is: it may be a folder of the system. Blocks.
     *
     * @throws IOException with a message that says what to do
     */
    public static Path prepare(Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
            if (isSomebodyElses(directory)) {
                throw new IOException("others can enter it and it holds files that are not Dockmedic's");
            }
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new IOException("the data directory " + directory + " cannot be used: " + e
                    + "; set data_directory to a folder of this user", e);
        }
        if (!Files.isWritable(directory)) {
            throw new IOException("the data directory " + directory + " is not writable");
        }
        return directory;
    }

    /**
     * Whether {@link #prepare} would refuse it for what is in it. Changes nothing. Blocks.
     *
     * @throws IOException when it cannot be looked at
     */
    public static boolean isSomebodyElses(Path directory) throws IOException {
        boolean closed = OWNER_ONLY.containsAll(Files.getPosixFilePermissions(directory));
        if (closed || Files.exists(directory.resolve("token"))) {
            return false;
        }
        try (Stream<Path> inside = Files.list(directory)) {
            return inside.anyMatch(file -> !file.getFileName().toString().equals("lost+found"));
        }
    }
}
