package io.dockmedic.collectors.intent;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Signals of Linux on x86 and Arm, by number and by the names Docker accepts ({@code SIGTERM}, {@code TERM}, {@code 15}). */
public final class Signal {
    /** Stands for a number that cannot be trusted: a label named {@code signal} overwrites the event's attribute. */
    public static final int UNTRUSTED = -1;

    static final int INT = 2;
    static final int QUIT = 3;
    static final int KILL = 9;
    static final int TERM = 15;

    private static final List<String> NAMES = List.of(
            "0", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE",
            "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM",
            "PROF", "WINCH", "IO", "PWR", "SYS");
    private static final Map<String, Integer> ALIASES = Map.of("IOT", 6, "CLD", 17, "POLL", 29, "RTMIN", 34);

    private Signal() {}

    /** The number behind a name or number as Docker writes it; {@link #UNTRUSTED} when it means nothing to us. */
    public static int number(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        if (name.startsWith("SIG")) {
            name = name.substring(3);
        }
        int known = NAMES.indexOf(name);
        if (known > 0) {
            return known;
        }
        if (name.startsWith("RTMIN+")) {
            int offset = parse(name.substring(6));
            return offset == UNTRUSTED ? UNTRUSTED : 34 + offset;
        }
        Integer alias = ALIASES.get(name);
        return alias != null ? alias : parse(name);
    }

    /** {@code SIGTERM}; {@code signal 40} for one without a name. */
    public static String name(int number) {
        return number > 0 && number < NAMES.size() ? "SIG" + NAMES.get(number) : "signal " + number;
    }

    private static int parse(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return UNTRUSTED;
        }
    }
}
