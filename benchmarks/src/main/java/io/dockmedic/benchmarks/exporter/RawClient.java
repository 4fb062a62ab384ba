package io.dockmedic.benchmarks.exporter;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Asks for {@code /metrics} over a connection it keeps and reads the bytes, no more, so that what is measured is the
 * server. HTTP/1.1 as far as that needs it.
 */
final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
    private static final byte[] END_OF_PIECES = ascii("\r\n0\r\n\r\n");

    private final Socket socket = new Socket();
    private final byte[] request;
    private byte[] buffer = new byte[1 << 23];
    private int filled;
    private int body;

    /** @param accepts header lines, each with its end */
    RawClient(InetSocketAddress server, String accepts) throws IOException {
        request = ascii("GET /metrics HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Subject.TOKEN + "\r\n"
                + accepts + "\r\n");
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(server, TIMEOUT_MILLIS);
    }

    /** Reads a whole answer and forgets it; returns ns from the request to the last byte. */
    long scrape() throws IOException {
        InputStream in = socket.getInputStream();
        long begin = System.nanoTime();
        socket.getOutputStream().write(request);
        filled = 0;
        body = -1;
        int length = -1;
        do {
            int some = in.read(buffer, filled, buffer.length - filled);
            if (some < 0) {
                throw new EOFException("cut off after " + filled + " bytes");
            }
            filled += some;
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * filled);
            }
            if (body < 0) {
                body = bodyBegins();
                length = body < 0 ? -1 : contentLength();
            }
        } while (body < 0 || (length >= 0 ? filled < body + length : !endsWith(END_OF_PIECES)));
        return System.nanoTime() - begin;
    }

    /** Bytes of the last answer, its head and the marks of its pieces included. */
    int bytes() {
        return filled;
    }

    /** The last answer's body, with the marks of its pieces left in, which a line may be torn by. */
    String text() {
        return new String(buffer, body, filled - body, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private int bodyBegins() {
        for (int at = 0; at <= Math.min(filled, 1 << 12) - END_OF_HEAD.length; at++) {
            if (Arrays.equals(buffer, at, at + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
                return at + END_OF_HEAD.length;
            }
        }
        return -1;
    }

    private int contentLength() throws IOException {
        String head = new String(buffer, 0, body, StandardCharsets.US_ASCII);
        if (!head.startsWith("HTTP/1.1 200")) {
            throw new IOException(head);
        }
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(-1);
    }

    private boolean endsWith(byte[] end) {
        return filled - body >= end.length && Arrays.equals(buffer, filled - end.length, filled, end, 0, end.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
