package io.dockmedic.collectors.host.kernel;

import java.util.Optional;

/**
 * A record of the kernel's log, {@code 6,339,5140900,-;text} (the kernel's Documentation/ABI/testing/dev-kmsg).
 *
 * @param facility who wrote it: 0 the kernel and nobody else
 * @param sequence counts all records since the machine was started
 * @param micros   since the machine was started, without the time it slept
 * @param text     one line; what cannot be printed, a line feed too, is written as {@code \x0a}
 */
record KernelLine(int facility, long sequence, long micros, String text) {
    private static final int LEVELS = 8;
    private static final int FIELDS = 3;

    /** Empty for what has another form. Fields that later kernels add are passed over, and so are the lines of keys. */
    static Optional<KernelLine> parse(String record) {
        int semicolon = record.indexOf(';');
        String[] fields = record.substring(0, Math.max(0, semicolon)).split(",", -1);
        if (fields.length < FIELDS) {
            return Optional.empty();
        }
        int end = record.indexOf('\n', semicolon);
        String text = record.substring(semicolon + 1, end < 0 ? record.length() : end);
        try {
            return Optional.of(new KernelLine(
                    Integer.parseInt(fields[0]) / LEVELS, Long.parseLong(fields[1]), Long.parseLong(fields[2]), text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** Whether the kernel itself wrote it. */
    boolean kernels() {
        return facility == 0;
    }
}
