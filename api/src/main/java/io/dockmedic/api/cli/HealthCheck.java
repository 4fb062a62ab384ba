package io.dockmedic.api.cli;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The image's health check, {@code dockmedic-health}: a program of its own, because it is started every minute of a host's
 * life and must cost next to nothing. It loads no library and reads no configuration; the control socket is in the data
 * directory that the environment names. Whoever checks health has a deadline of his own.
 */
public final class HealthCheck {
    private HealthCheck() {}

    public static void main(String[] arguments) {
        String named = System.getenv("STATE_DIRECTORY");
        System.exit(of(named == null ? "/var/lib/dockmedic" : named));
    }

    /** The exit code: 0 when the instance with that data directory says that it is healthy, else 1 and a word why. */
    static int of(String dataDirectory) {
        Path socket = Path.of(dataDirectory, "control.sock");
        String status;
        try {
            status = new StatusLine(socket).ask("/-/healthy");
        } catch (IOException e) {
            status = "no Dockmedic answers at ".concat(socket.toString());
        }
        System.out.println(status);
        return StatusLine.isWell(status) ? 0 : 1;
    }
}
