package io.dockmedic.collectors.engine.client;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An answer read from a {@link UnixHttp} connection. To be closed: the connection may then serve the next call, if all of the
 * answer is here by then and the engine keeps it open.
 */
final class UnixAnswer implements DockerHttpClient.Response {
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_HEADERS = 200;

    private final int status;
    private final Map<String, List<String>> headers;
    private final InputStream body;
    private final Tail tail;
    private final Connection connection;

    /** What it was read from. */
    @FunctionalInterface
    interface Connection {
        /** @param reusable whether nothing of the answer is left, and the engine waits for more */
        void over(boolean reusable) throws IOException;
    }

    /** Whether the answer has been read to its very end. */
    @FunctionalInterface
    private interface Tail {
        boolean isHere() throws IOException;
    }

    private UnixAnswer(int status, Map<String, List<String>> headers, InputStream body, Tail tail,
            Connection connection) {
        this.status = status;
        this.tail = tail;
        this.headers = headers;
        this.body = body;
        this.connection = connection;
    }

    /**
     * Reads the head; the body is read as it is asked for.
     *
     * @throws IOException where it ends early or is no HTTP
     */
    static UnixAnswer read(SocketChannel channel, Connection connection) throws IOException {
        ChannelInput in = new ChannelInput(channel);
        String top = line(in);
        int status = status(top);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon <= 0 || headers.size() == MOST_HEADERS) {
                throw new IOException("not an HTTP answer: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon), first -> new ArrayList<>(1))
                    .add(line.substring(colon + 1).strip());
        }
        InputStream body = body(status, headers, in);
        boolean stays = top.startsWith("HTTP/1.1 ") && body != in
                && headers.getOrDefault("Connection", List.of()).stream().noneMatch("close"::equalsIgnoreCase);
        return new UnixAnswer(status, headers, body, () -> stays && isRead(body, in, channel), connection);
    }

    /** What of the end is not here by now is not waited for. */
    private static boolean isRead(InputStream body, ChannelInput in, SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        boolean read = (!(body instanceof HttpBody stated) || stated.isOver()) && in.isEmpty();
        channel.configureBlocking(true);
        return read;
    }

    @Override
    public int getStatusCode() {
        return status;
    }

    @Override
    public Map<String, List<String>> getHeaders() {
        return headers;
    }

    @Override
    public @Nullable String getHeader(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.getFirst();
    }

    @Override
    public InputStream getBody() {
        return body;
    }

    @Override
    public void close() {
        boolean reusable = false;
        try {
            reusable = tail.isHere();
        } catch (IOException ended) {
            // Then it serves nothing more.
        }
        try {
            connection.over(reusable);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int status(String line) throws IOException {
        String[] words = line.split(" ", 3);
        if (!words[0].startsWith("HTTP/1.") || words.length < 2 || !words[1].matches("[1-5]\\d\\d")) {
            throw new IOException("not an HTTP answer: " + line);
        }
        return Integer.parseInt(words[1]);
    }

    private static InputStream body(int status, Map<String, List<String>> headers, ChannelInput in)
            throws IOException {
        if (status == 204 || status == 304) {
            return InputStream.nullInputStream();
        }
        if (headers.getOrDefault("Transfer-Encoding", List.of()).stream().anyMatch("chunked"::equalsIgnoreCase)) {
            return new HttpBody(in, 0, true);
        }
        List<String> length = headers.get("Content-Length");
        return length == null ? in : new HttpBody(in, number(length.getFirst(), 10), false);
    }

    /** A line without its end. */
    static String line(InputStream in) throws IOException {
        byte[] line = new byte[128];
        int length = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || length == LONGEST_LINE) {
                throw new IOException(next < 0 ? "the connection ended within an answer" : "a header is too long");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) next;
        }
        boolean carriageReturn = length > 0 && line[length - 1] == '\r';
        return new String(line, 0, carriageReturn ? length - 1 : length, StandardCharsets.ISO_8859_1);
    }

    /** A length as HTTP writes it. */
    static long number(String text, int radix) throws IOException {
        try {
            long number = Long.parseLong(text.strip(), radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IOException("not a length: " + text);
    }
}
