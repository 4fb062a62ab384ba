package io.dockmedic.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Requests to an engine without the cost of a process each: for bursts. */
public final class RawCalls {
    private final Path socket;

    public RawCalls(Path socket) {
        this.socket = socket;
    }

    /** Sends a POST without a body, waits for the answer and returns its status. */
    public int post(String path) {
        String request = "POST " + path + " HTTP/1.1\r\nHost: d\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            Channels.newOutputStream(channel).write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = Channels.newInputStream(channel).readAllBytes();
            return Integer.parseInt(new String(answer, StandardCharsets.ISO_8859_1).split(" ", 3)[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
