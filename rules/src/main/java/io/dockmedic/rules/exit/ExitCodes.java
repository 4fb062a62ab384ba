package io.dockmedic.rules.exit;

import java.util.Map;

/** What an exit code tells, by the conventions of shells, the engine and the kernel. */
public final class ExitCodes {
    private static final int SIGNAL_BASE = 128;

    private static final Map<Integer, String> CODES = Map.ofEntries(
            Map.entry(0, "ended by itself without an error"),
            Map.entry(1, "the program's general error"),
            Map.entry(2, "wrong usage: an argument or option the program does not take"),
            Map.entry(125, "the engine could not run the container"),
            Map.entry(126, "the command was found but could not be run: not executable, or permission denied"),
            Map.entry(127, "the command was not found in the image"),
            Map.entry(130, "ended by SIGINT (signal 2), as Ctrl-C sends it"),
            Map.entry(134, "aborted itself (SIGABRT, signal 6): a failed assertion or a runtime's fatal error"),
            Map.entry(137, "killed by SIGKILL (signal 9): by the kernel, by somebody, or after a stop timeout"),
            Map.entry(139, "crashed: invalid memory access (SIGSEGV, signal 11)"),
            Map.entry(143, "ended by SIGTERM (signal 15), the polite request to stop"),
            Map.entry(255, "the program's error, given as -1 or out of range"));

    /** Linux' numbers; the same on x86 and ARM. */
    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(5, "SIGTRAP"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(10, "SIGUSR1"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(12, "SIGUSR2"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"),
            Map.entry(25, "SIGXFSZ"),
            Map.entry(31, "SIGSYS"));

    private static final int LAST_SIGNAL = 64;

    private ExitCodes() {}

    /** One short phrase for a person; says so when the code is the program's own. */
    public static String meaning(int code) {
        String known = CODES.get(code);
        if (known != null) {
            return known;
        }
        int signal = code - SIGNAL_BASE;
        if (signal > 0 && signal <= LAST_SIGNAL) {
            String name = SIGNALS.get(signal);
            return name == null ? "ended by signal " + signal : "ended by " + name + " (signal " + signal + ")";
        }
        return "the program's own code";
    }
}
