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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * docker-java's transport for a unix socket, on the JDK's own channel. It does little, and that is what it is for: a call is on its
 * way in a fraction of the time that a general client takes (docs/adr/0009). One connection is kept for the next call, and taken
 * only if the engine has not closed it. Blocks; an interrupt ends it. Safe for use by several threads.
 */
final class UnixHttp implements DockerHttpClient {
    private final UnixDomainSocketAddress address;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable SocketChannel> kept = new AtomicReference<>();
    private volatile boolean closed;

    UnixHttp(Path socket) {
        this.address = UnixDomainSocketAddress.of(socket);
    }

    /** @throws UncheckedIOException where it could not be reached, or what it answers cannot be read */
    @Override
    public Response execute(Request request) {
        try {
            SocketChannel before = kept.getAndSet(null);
            Response response = before == null ? null : onKept(before, request);
            return response == null ? onNew(request) : response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Null where the engine has closed the connection, and a new one is to be tried: it cannot have taken the request, or the
     * request changes nothing.
     */
    private @Nullable Response onKept(SocketChannel channel, Request request) throws IOException {
        boolean again = true;
        try {
            if (!isIdle(channel)) {
                end(channel);
                return null;
            }
            send(channel, request);
            again = request.method().equals("GET");
            return answered(channel);
        } catch (IOException broken) {
            end(channel);
            if (!again || closed || Thread.currentThread().isInterrupted()) {
                throw broken;
            }
            return null;
        }
    }

    private Response onNew(Request request) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        open.add(channel);
        try {
            if (closed) {
                throw new ClosedChannelException();
            }
            channel.connect(address);
            send(channel, request);
        } catch (IOException | RuntimeException e) {
            end(channel);
            throw e;
        }
        return answered(channel);
    }

    private Response answered(SocketChannel channel) throws IOException {
        try {
            return UnixAnswer.read(channel, reusable -> done(channel, reusable));
        } catch (IOException | RuntimeException e) {
            end(channel);
            throw e;
        }
    }

    /** Nothing was said on it since, not even that it is over; on a unix socket that would be here at once. */
    private static boolean isIdle(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        boolean silent = channel.read(ByteBuffer.allocate(1)) == 0;
        channel.configureBlocking(true);
        return silent;
    }

    private void done(SocketChannel channel, boolean reusable) throws IOException {
        if (closed || !reusable || !kept.compareAndSet(null, channel)) {
            end(channel);
        } else if (closed) {
            // It was closed just now, and may not have seen this one.
            end(channel);
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
