package io.dockmedic.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The head of an HTTP/1.1 request or answer, as it came, and what it says of the body. */
record HttpHead(String text, String firstLine, List<String> fields) {
    private static final int LONGEST = 1024 * 1024;

    /** Reads up to and with the empty line; null at the end of the stream. */
    static @Nullable HttpHead read(InputStream from) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int newlines = 0;
        while (newlines < 2) {
            int next = from.read();
            if (next < 0 || head.size() > LONGEST) {
                return null;
            }
            head.write(next);
            newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        List<String> lines = text.lines().toList();
        return new HttpHead(text, lines.getFirst(), lines.subList(1, lines.size()));
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    Optional<String> field(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return fields.stream()
                .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(start))
                .map(field -> field.substring(start.length()).strip())
                .findFirst();
    }

    boolean chunked() {
        return field("Transfer-Encoding").map(how -> how.equalsIgnoreCase("chunked")).orElse(false);
    }

    /** Of the body, or -1 when it does not say. */
    long length() {
        return field("Content-Length").map(Long::parseLong).orElse(-1L);
    }

    /** Of an answer. */
    int status() {
        return Integer.parseInt(word(1));
    }

    String word(int index) {
        return firstLine.split(" ", 3)[index];
    }

    /** A body, or an upgraded stream, that goes on until the connection ends. */
    boolean endsWithConnection() {
        return !chunked() && length() < 0;
    }

    /** An answer without a body, whatever its head says. */
    boolean bodiless() {
        return status() == 204 || status() == 304;
    }
}
