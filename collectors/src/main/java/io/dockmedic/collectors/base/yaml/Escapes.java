package io.dockmedic.collectors.base.yaml;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.ScannerException;

/**
 * Characters of a quoted text that are written as numbers, {@code \x41}. Where the text ends before its digits, or its number is
 * larger than an {@code int}, SnakeYAML Engine 3.2 does not say that it is no YAML, but throws a {@link NumberFormatException}.
 */
public final class Escapes {
    private static final Pattern BROKEN = Pattern
            .compile("\\\\(?:U[89a-fA-F][0-9a-fA-F]{7}|[xuU]\\z)");

    private Escapes() {}

    /**
     * Reads, on the caller's thread.
     *
     * @param text    that is read
     * @param reading the library's
     * @throws ScannerException for such a number too, with its place
     */
    public static <T> T checked(String text, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (NumberFormatException e) {
            Matcher broken = BROKEN.matcher(text);
            int at = broken.find() ? broken.start() : text.length();
            throw new ScannerException("while scanning a double-quoted scalar", Optional.empty(),
                    "after \\x come 2, after \\u 4, after \\U 8 hexadecimal digits: the number of a character",
                    Optional.of(mark(text, at)));
        }
    }

    private static Mark mark(String text, int at) {
        String before = text.substring(0, at);
        int line = (int) before.chars().filter(character -> character == '\n').count();
        return new Mark("", at, line, at - before.lastIndexOf('\n') - 1, new int[0], 0);
    }
}
