package io.dockmedic.api.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends bytes as they are, on one connection as long as that lasts, and reads what is answered. Of one thread. */
final class RawClient implements AutoCloseable {
    private static final int MOST_MILLIS = 30_000;

    private final int port;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();

    /**
     * An answer.
     *
     * @param type its media type; empty when it says none
     * @param body what it says; empty but for a 503
     */
    record Answer(int status, String type, String body) {}

    RawClient(int port) {
        this.port = port;
    }

    /**
     * The answer to it; empty when the connection was closed without one. A connection that was used before may be closed at any
     * time (RFC 9112, section 9.5): then it is asked once more on a new one.
     *
     * @throws IOException as when nothing is answered in time
     */
    Optional<Answer> ask(Malformed.Sent sent) throws IOException {
        if (!sent.whole()) {
            close();
        }
        boolean usedBefore = socket != null;
        Optional<Answer> answer = once(sent);
        return answer.isEmpty() && usedBefore ? once(sent) : answer;
    }

    private Optional<Answer> once(Malformed.Sent sent) throws IOException {
        Socket to = connected();
        try {
            to.getOutputStream().write(sent.bytes());
            if (!sent.whole()) {
                to.shutdownOutput();
            }
        } catch (IOException closed) {
            // It may have answered before it had all.
        }
        Optional<Answer> answer = answer();
        if (!sent.whole()) {
            close();
        }
        return answer;
    }

    private Socket connected() throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket();
            open.setTcpNoDelay(true);
            open.setSoTimeout(MOST_MILLIS);
            // Else the ports are used up by those that wait for their end.
            open.setSoLinger(true, 0);
            open.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            in = new BufferedInputStream(open.getInputStream());
            socket = open;
        }
        return open;
    }

    private Optional<Answer> answer() throws IOException {
        String head = head();
        while (head.startsWith("HTTP/1.1 1") && !head.startsWith("HTTP/1.1 101")) {
            head = head();
        }
        if (head.length() < 12) {
            close();
            return Optional.empty();
        }
        Answer answer = new Answer(Integer.parseInt(head.substring(9, 12)), field(head, "content-type"), "");
        if (answer.type().startsWith("text/event-stream") || field(head, "connection").equals("close")
                || answer.status() == 101) {
            close();
        } else if (field(head, "transfer-encoding").equals("chunked")) {
            chunks();
        } else if (answer.status() == 503) {
            byte[] body = in.readNBytes(Integer.parseInt("0" + field(head, "content-length")));
            return Optional.of(new Answer(503, answer.type(), new String(body, StandardCharsets.UTF_8)));
        } else if (answer.status() != 204 && answer.status() != 304) {
            in.skipNBytes(Long.parseLong("0" + field(head, "content-length")));
        }
        return Optional.of(answer);
    }

    private static String field(String head, String name) {
        return head.toLowerCase(Locale.ROOT)
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private void chunks() throws IOException {
        int length = -1;
        while (length != 0) {
            length = Integer.parseInt(line(), 16);
            in.skipNBytes(length + 2L);
        }
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        String line = line();
        while (!line.isEmpty()) {
            head.append(line).append('\n');
            line = line();
        }
        return head.toString();
    }

    /** Up to its end, or to that of the connection. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int one = read();
        while (one >= 0 && one != '\n') {
            line.append((char) one);
            one = read();
        }
        return new String(line.toString().strip().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private int read() throws IOException {
        try {
            return in.read();
        } catch (java.net.SocketException reset) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
