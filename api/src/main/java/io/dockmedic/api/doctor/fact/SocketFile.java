package io.dockmedic.api.doctor.fact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A socket in the file system.
 *
 * @param seen  {@link Seen#HIDDEN} when a folder on the way is closed to us
 * @param owner user it belongs to, or his number where he has no name; empty when it is not seen
 * @param group the same
 * @param mode  {@code rw-rw----}
 */
public record SocketFile(Path path, Seen seen, String owner, String group, String mode) {
    private static final int TYPE_OF_FILE = 0xF000;
    private static final int SOCKET = 0xC000;

    /** What is there. */
    public enum Seen {
        SOCKET, SOMETHING_ELSE, NOTHING, HIDDEN
    }

    /** Looks. Reads the file system. */
    public static SocketFile at(Path path) {
        try {
            PosixFileAttributes about = Files.readAttributes(path, PosixFileAttributes.class);
            boolean socket = ((Integer) Files.getAttribute(path, "unix:mode") & TYPE_OF_FILE) == SOCKET;
            return new SocketFile(path, socket ? Seen.SOCKET : Seen.SOMETHING_ELSE, about.owner().getName(),
                    about.group().getName(), PosixFilePermissions.toString(about.permissions()));
        } catch (NoSuchFileException nothing) {
            return new SocketFile(path, Seen.NOTHING, "", "", "");
        } catch (IOException closed) {
            return new SocketFile(path, Seen.HIDDEN, "", "", "");
        }
    }
}
