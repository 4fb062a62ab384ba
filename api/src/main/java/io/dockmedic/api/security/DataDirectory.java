package io.dockmedic.api.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder that holds what is ours alone. */
public final class DataDirectory {
    private DataDirectory() {}

    /**
     * Makes sure it is there and closed to others (0700), also when it was not. Blocks.
     *
     * @throws IOException with a message that says what to do
     */
    public static Path prepare(Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
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
}
