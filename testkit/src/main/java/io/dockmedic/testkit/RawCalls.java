package io.dockmedic.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Requests to an engine without the cost of a process each: for bursts. Safe for use by several threads. */
public final class RawCalls {
    /** What an engine said: the status and the body's text. */
    public record Answer(int status, String body) {}

    private final Path socket;

    public RawCalls(Path socket) {
        this.socket = socket;
    }

    /** Sends a POST without a body, waits for the answer and returns its status. */
    public int post(String path) {
        return call("POST", path, "").status();
    }

    /**
     * Sends a request, waits for the whole answer and returns it.
     *
     * @param json the body; empty for none
     * @throws UncheckedIOException when there is no engine, or no whole answer came
     */
    public Answer call(String method, String path, String json) {
        return send(method, path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends a request, waits for the whole answer and returns it.
     *
     * @throws UncheckedIOException when there is no engine, or no whole answer came
     */
    public Answer send(String method, String path, String type, byte[] body) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            // 1.0: the body then comes as it is, and ends with the connection.
            request.writeBytes(
                    "%s %s HTTP/1.0\r\nHost: d\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(method, path, type, body.length)
                            .getBytes(StandardCharsets.US_ASCII));
            request.writeBytes(body);
            Channels.newOutputStream(channel).write(request.toByteArray());
            InputStream in = Channels.newInputStream(channel);
            HttpHead head = HttpHead.read(in);
            if (head == null) {
                throw new IOException("no answer to " + method + " " + path);
            }
            return new Answer(head.status(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
