package io.dockmedic.collectors.engine.client;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * docker-java's transport for a unix socket, on the JDK's own channel: each request on a connection of
 * its own. It does little, and that is what it is for: a call is on its way in a fraction of the time that a general
 * client takes (docs/adr/0009). Blocks; an interrupt ends it. Safe for use by several threads.
 */
final class UnixHttp implements DockerHttpClient {
    private final UnixDomainSocketAddress address;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    UnixHttp(Path socket) {
        this.address = UnixDomainSocketAddress.of(socket);
    }

    /** @throws UncheckedIOException where it could not be reached, or what it answers cannot be read */
    @Override
    public Response execute(Request request) {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            open.add(channel);
            try {
                if (closed) {
                    throw new ClosedChannelException();
                }
                channel.connect(address);
                send(channel, request);
                return UnixAnswer.read(channel, () -> end(channel));
            } catch (IOException | RuntimeException e) {
                end(channel);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks what is under way, and accepts nothing more. */
    @Override
    public void close() throws IOException {
        closed = true;
        for (SocketChannel channel : open) {
            end(channel);
        }
    }

    private void end(SocketChannel channel) throws IOException {
        open.remove(channel);
        channel.close();
    }

    private static void send(SocketChannel channel, Request request) throws IOException {
        StringBuilder head = new StringBuilder(256);
        head.append(request.method()).append(' ').append(request.path()).append(" HTTP/1.1\r\nHost: localhost\r\n");
        request.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] body = request.bodyBytes() == null ? new byte[0] : request.bodyBytes();
        if (!request.method().equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        byte[] lines = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = ByteBuffer.allocate(lines.length + body.length).put(lines).put(body).flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
