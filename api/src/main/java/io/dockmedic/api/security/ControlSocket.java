package io.dockmedic.api.security;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The unix socket over which the command line on this host is trusted without a token. */
public final class ControlSocket {
    /** What the kernel has room for. */
    private static final int LONGEST = 107;

    /** As stat(2) has them. */
    private static final int TYPE_OF_FILE = 0xF000;
    private static final int SOCKET = 0xC000;

    private ControlSocket() {}

    /**
     * Makes the way free for binding {@code socket}: what an earlier run left behind is removed, but only when nobody
     * answers there. Blocks.
     *
     * @throws IOException when another instance answers, something else is in the way or the path is too long
     */
    public static void clear(Path socket) throws IOException {
        int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST) {
            throw new IOException("the path of the control socket " + socket + " is " + length
                    + " bytes long and the kernel takes " + LONGEST + "; set a shorter data_directory");
        }
        if (!Files.exists(socket)) {
            return;
        }
        if (!isSocket(socket)) {
            throw new IOException(socket + " is in the way and not a socket; remove it");
        }
        if (answered(socket)) {
            throw new IOException("another Dockmedic answers at " + socket);
        }
        Files.delete(socket);
    }

    /** Closes a socket just bound to all but its owner. Blocks. */
    public static void protect(Path socket) throws IOException {
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    }

    private static boolean isSocket(Path path) throws IOException {
        int mode = (int) Files.getAttribute(path, "unix:mode");
        return (mode & TYPE_OF_FILE) == SOCKET;
    }

    private static boolean answered(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException nobody) {
            return false;
        }
    }
}
