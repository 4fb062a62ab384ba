package io.dockmedic.collectors.audit.setup;

import java.util.Locale;
import java.util.regex.Pattern;

/** What the ways of writing one setting have in common. */
public final class EngineDefaults {
    private static final Pattern ROOT = Pattern.compile("(?i)(root|0+)(:.*)?");

    private EngineDefaults() {}

    /** Whether a user, {@code uid}, {@code name} or either with a group, is root. */
    public static boolean isRoot(String user) {
        return ROOT.matcher(user).matches();
    }

    /** {@code CAP_SYS_ADMIN} and {@code sys_admin} are one. */
    public static String capability(String written) {
        String upper = written.toUpperCase(Locale.ROOT);
        return upper.startsWith("CAP_") ? upper.substring("CAP_".length()) : upper;
    }
}
