package io.dockmedic.benchmarks.ingest;

import io.dockmedic.benchmarks.reaction.Waiting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that write a byte a second and come again when they are cut off: half of them never get to the end of their headers,
 * half, with a good token, never to the end of their body.
 */
final class SlowWriters implements AutoCloseable {
    private static final Duration BYTE = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofMillis(100);
    private static final int CONNECT_MILLIS = 2000;

    private final InetSocketAddress address;
    private final String token;
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger cutOff = new AtomicInteger();
    private volatile boolean ended;

    SlowWriters(URI address, String token) {
        this.address = new InetSocketAddress(address.getHost(), address.getPort());
        this.token = token;
    }

    void start(int count) {
        for (int i = 0; i < count; i++) {
            boolean inBody = i % 2 == 0;
            Thread.ofVirtual().start(() -> write(inBody));
        }
    }

    /** How many are connected now. */
    int held() {
        return held.get();
    }

    /** How often one was refused or cut off. */
    int cutOff() {
        return cutOff.get();
    }

    @Override
    public void close() {
        ended = true;
        Waiting.until("all slow writers are gone", Duration.ofSeconds(30), () -> held.get() == 0);
    }

    private void write(boolean inBody) {
        while (!ended) {
            try (Socket socket = new Socket()) {
                socket.connect(address, CONNECT_MILLIS);
                held.incrementAndGet();
                try {
                    drip(socket, inBody);
                } finally {
                    held.decrementAndGet();
                }
            } catch (IOException cut) {
                cutOff.incrementAndGet();
                Waiting.quietly(AGAIN);
            }
        }
    }

    private void drip(Socket socket, boolean inBody) throws IOException {
        String head = "POST /api/v1/alerts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100000\r\nAuthorization: Bearer " + token + "\r\n"
                + (inBody ? "\r\n" : "X-Slow: ");
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        while (!ended) {
            Waiting.quietly(BYTE);
            socket.getOutputStream().write(' ');
        }
    }
}
