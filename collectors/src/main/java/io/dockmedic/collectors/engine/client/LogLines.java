package io.dockmedic.collectors.engine.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Takes a container's log apart: frames of eight bytes of header (stream, three zeros, length) and a payload, or, of a
 * container with a terminal, plain bytes. Which it is shows in the first four bytes: a terminal's output does not start
 * with three NULs. Standard output and error are put together line by line, in the order in which lines ended. Keeps the
 * last lines only, within a bound of bytes; a single longer line loses its end.
 */
final class LogLines {
    private static final int HEADER = 8;

    private final int maxLines;
    private final int maxBytes;
    private final Deque<byte[]> lines = new ArrayDeque<>();
    private final ByteArrayOutputStream[] open = {new ByteArrayOutputStream(), new ByteArrayOutputStream(),
            new ByteArrayOutputStream()};
    private int bytes;

    private LogLines(int maxLines, int maxBytes) {
        this.maxLines = maxLines;
        this.maxBytes = maxBytes;
    }

    /** Reads to the end of {@code body}. */
    static List<String> read(InputStream body, int maxLines, int maxBytes) throws IOException {
        LogLines log = new LogLines(maxLines, maxBytes);
        byte[] head = body.readNBytes(HEADER);
        if (head.length == HEADER && isFrame(head)) {
            log.frames(head, body);
        } else {
            log.take(1, head, head.length);
            log.plain(1, body, Long.MAX_VALUE);
        }
        for (int stream = 0; stream < log.open.length; stream++) {
            if (log.open[stream].size() > 0) {
                log.endLine(stream);
            }
        }
        return log.lines.stream().map(line -> new String(line, StandardCharsets.UTF_8)).toList();
    }

    private static boolean isFrame(byte[] head) {
        return head[0] >= 0 && head[0] <= 2 && head[1] == 0 && head[2] == 0 && head[3] == 0;
    }

    private void frames(byte[] first, InputStream body) throws IOException {
        for (byte[] head = first; head.length == HEADER && isFrame(head); head = body.readNBytes(HEADER)) {
            plain(head[0], body, Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt(4)));
        }
    }

    private void plain(int stream, InputStream body, long length) throws IOException {
        byte[] buffer = new byte[8192];
        for (long left = length; left > 0;) {
            int read = body.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                return;
            }
            take(stream, buffer, read);
            left -= read;
        }
    }

    private void take(int stream, byte[] from, int length) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (from[i] == '\n') {
                append(stream, from, start, i - start);
                endLine(stream);
                start = i + 1;
            }
        }
        append(stream, from, start, length - start);
    }

    private void append(int stream, byte[] from, int start, int length) {
        open[stream].write(from, start, Math.min(length, maxBytes - open[stream].size()));
    }

    private void endLine(int stream) {
        byte[] line = open[stream].toByteArray();
        open[stream].reset();
        int end = line.length;
        while (end > 0 && line[end - 1] == '\r') {
            end--;
        }
        lines.add(Arrays.copyOf(line, end));
        bytes += end;
        while (lines.size() > maxLines || (bytes > maxBytes && lines.size() > 1)) {
            bytes -= lines.removeFirst().length;
        }
    }
}
