package io.dockmedic.api.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What our output goes to. */
final class Terminal {
    private static final File OURS = new File("/dev/tty");
    private static final int SECONDS = 2;

    private Terminal() {}

    /** Whether a person sees it as it is written. */
    @SuppressWarnings("SystemConsoleNull") // From JDK 25 on it is null again where there is no terminal.
    static boolean is() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** Whether it may be coloured: a terminal, and nobody said otherwise (<a href="https://no-color.org">NO_COLOR</a>). */
    static boolean coloured() {
        return is() && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** How large it is; {@code otherwise} where that cannot be found out. Asks {@code stty}, so not for every line. */
    static Size size(Size otherwise) throws InterruptedException {
        if (!OURS.exists()) {
            return otherwise;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(OURS)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(SECONDS, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return otherwise;
            }
            return Size.of(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII), otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }

    /**
     * Of a terminal, in characters.
     *
     * @param columns at least {@value #LEAST_COLUMNS}
     * @param lines   at least {@value #LEAST_LINES}
     */
    record Size(int columns, int lines) {
        private static final int LEAST_COLUMNS = 20;
        private static final int LEAST_LINES = 5;

        /** As {@code stty size} says it: lines, then columns. One that is not known is 0 there. */
        static Size of(String said, Size otherwise) {
            String[] parts = said.strip().split(" ", -1);
            if (parts.length != 2 || !parts[0].matches("[1-9]\\d{0,4}") || !parts[1].matches("[1-9]\\d{0,4}")) {
                return otherwise;
            }
            return new Size(Math.max(LEAST_COLUMNS, Integer.parseInt(parts[1])),
                    Math.max(LEAST_LINES, Integer.parseInt(parts[0])));
        }
    }
}
