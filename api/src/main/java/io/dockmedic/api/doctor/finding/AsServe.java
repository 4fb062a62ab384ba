package io.dockmedic.api.doctor.finding;

/**
 * The command that looks as {@code serve} does. What the package's unit gives its user, groups and capabilities and places,
 * {@code sudo} does not give him.
 */
public final class AsServe {
    private static final String PACKAGED = "dockmedic";

    private AsServe() {}

    /** Whether that is the user of the package's unit. */
    public static boolean packaged(String user) {
        return user.equals(PACKAGED);
    }

    /** For that user; one line. */
    public static String command(String user) {
        if (user.equals("root")) {
            return "sudo dockmedic doctor";
        }
        return packaged(user)
                ? "sudo systemd-run -t -G --wait -p User=dockmedic -p SupplementaryGroups=docker -p"
                        + " AmbientCapabilities=CAP_SYSLOG -p EnvironmentFile=-/etc/dockmedic/environment -E"
                        + " STATE_DIRECTORY=/var/lib/dockmedic dockmedic doctor"
                : "sudo -u " + user + " dockmedic doctor";
    }
}
