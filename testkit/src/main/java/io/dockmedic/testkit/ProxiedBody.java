package io.dockmedic.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Passes bodies on, one after the other, from one side of a connection to the other. For one thread. */
final class ProxiedBody {
    private static final byte[] NEWLINE = "\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] END_OF_CHUNKS = "0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final SocketProxy proxy;
    private final InputStream from;
    private final OutputStream to;

    ProxiedBody(SocketProxy proxy, InputStream from, OutputStream to) {
        this.proxy = proxy;
        this.from = from;
        this.to = to;
    }

    /** An event stream is passed on chunk by chunk, and told of: the engine sends each event in a chunk of its own. */
    void events() throws IOException, InterruptedException {
        int size;
        do {
            String line = line();
            size = Integer.parseInt(line.strip(), 16);
            byte[] piece = from.readNBytes(size + 2);
            if (piece.length < size + 2) {
                return;
            }
            proxy.flow().pass();
            proxy.passes(new String(piece, 0, size, StandardCharsets.UTF_8));
            ByteArrayOutputStream chunk = new ByteArrayOutputStream(line.length() + piece.length);
            chunk.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
            chunk.writeBytes(piece);
            chunk.writeTo(to);
        } while (size > 0);
    }

    /** @param whole read to its end first: a stamp may lie across two chunks, while each event has one of its own */
    void stamped(HttpHead head, boolean whole, EngineClock clock) throws IOException, InterruptedException {
        if (!head.chunked()) {
            proxy.send(to, stamped(clock, from.readNBytes((int) head.length())));
            return;
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        int size;
        do {
            size = Integer.parseInt(line().strip(), 16);
            kept.write(from.readNBytes(size));
            from.skipNBytes(2);
            if (kept.size() > 0 && (size == 0 || !whole)) {
                byte[] chunk = stamped(clock, kept.toByteArray());
                proxy.send(to, (Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                proxy.send(to, chunk);
                proxy.send(to, NEWLINE);
                kept.reset();
            }
        } while (size > 0);
        proxy.send(to, END_OF_CHUNKS);
    }

    /** As it came, its chunks included. */
    byte[] whole(HttpHead head) throws IOException {
        if (!head.chunked()) {
            return head.length() < 0 ? from.readAllBytes() : from.readNBytes((int) head.length());
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream(16 * 1024);
        int size;
        do {
            String line = line();
            size = Integer.parseInt(line.strip(), 16);
            all.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
            all.writeBytes(from.readNBytes(size + 2));
        } while (size > 0);
        return all.toByteArray();
    }

    /** @param unsaid the length when the head gives none */
    void pass(HttpHead head, long unsaid) throws IOException, InterruptedException {
        if (!head.chunked()) {
            copy(head.length() >= 0 ? head.length() : unsaid);
            return;
        }
        int size;
        do {
            String line = line();
            size = Integer.parseInt(line.strip(), 16);
            proxy.send(to, line.getBytes(StandardCharsets.ISO_8859_1));
            copy(size + 2L);
        } while (size > 0);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int next;
        do {
            next = from.read();
            if (next < 0) {
                throw new IOException("ended within a line");
            }
            line.append((char) next);
        } while (next != '\n');
        return line.toString();
    }

    /** That many bytes, or up to the end. */
    void copy(long length) throws IOException, InterruptedException {
        byte[] buffer = new byte[8192];
        long left = length;
        while (left > 0) {
            int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                return;
            }
            proxy.flow().pass();
            to.write(buffer, 0, read);
            left -= read;
        }
    }

    private static byte[] stamped(EngineClock clock, byte[] body) {
        return clock.stamped(new String(body, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }
}
