package io.dockmedic.api.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks over a unix socket and reads no more than the first line of the answer, with the JDK's own means alone. */
final class StatusLine {
    /** Enough for any status line. */
    private static final int MOST = 200;

    private final Path socket;

    StatusLine(Path socket) {
        this.socket = socket;
    }

    /**
     * The status line that a GET is answered with, without its end. Blocks, for at most {@code deadline}.
     *
     * @throws IOException when nobody answers, in time
     */
    String of(String path, Duration deadline) throws IOException {
        FutureTask<String> asked = new FutureTask<>(() -> ask(path));
        // A read of a channel in blocking mode knows no deadline; a daemon does not keep the process.
        Thread.ofPlatform().daemon().start(asked);
        try {
            return asked.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no Dockmedic answers at " + socket, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            asked.cancel(true);
        }
    }

    /** Whether it says that all is well. */
    static boolean isWell(String statusLine) {
        return statusLine.startsWith("HTTP/1.") && statusLine.contains(" 200 ");
    }

    /**
     * As {@link #of}, without a deadline. Neither a lambda nor a sum of strings is in it: their machinery takes the JVM
     * longer to set up than all the rest.
     */
    String ask(String path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer request = ByteBuffer.wrap("GET ".concat(path)
                    .concat(" HTTP/1.0\r\nHost: localhost\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            while (request.hasRemaining()) {
                channel.write(request);
            }
            ByteBuffer answer = ByteBuffer.allocate(MOST);
            int end = -1;
            while (end < 0 && answer.hasRemaining() && channel.read(answer) > 0) {
                end = text(answer).indexOf('\r');
            }
            String text = text(answer);
            return end < 0 ? text : text.substring(0, end);
        }
    }

    private static String text(ByteBuffer answer) {
        return StandardCharsets.ISO_8859_1.decode(answer.duplicate().flip()).toString();
    }
}
