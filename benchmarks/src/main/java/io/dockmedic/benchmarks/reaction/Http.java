package io.dockmedic.benchmarks.reaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Requests to an engine with nothing between: the least that a program can do to ask. */
final class Http {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Http() {}

    /** A path with the engine's {@code filters}, a JSON object. */
    static String filtered(String path, String filters) {
        String separator = path.contains("?") ? "&" : "?";
        return path + separator + "filters=" + URLEncoder.encode(filters, StandardCharsets.UTF_8);
    }

    /** The body of an answer that is one JSON value. */
    static JsonNode get(Path socket, String path) {
        try (SocketChannel channel = ask(socket, "GET", path)) {
            BufferedReader answer = reader(channel);
            answer.lines().takeWhile(field -> !field.isEmpty()).forEach(field -> {});
            // The reader ends with the value: a proxy may leave the connection open.
            return JSON.readTree(JSON.getFactory().createParser(answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for a change and waits for the answer's first line. */
    static void post(Path socket, String path) {
        try (SocketChannel channel = ask(socket, "POST", path)) {
            reader(channel).readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads objects, one a line, until the connection ends; the connection is handed out to be closed. */
    static void lines(Path socket, String path, Consumer<SocketChannel> opened, Consumer<JsonNode> each) {
        try (SocketChannel channel = ask(socket, "GET", path)) {
            opened.accept(channel);
            BufferedReader lines = reader(channel);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // The head, and the sizes of chunks, are lines too.
                if (line.startsWith("{")) {
                    each.accept(JSON.readTree(line));
                }
            }
        } catch (IOException closed) {
            // By us, or the engine has gone.
        }
    }

    private static SocketChannel ask(Path socket, String method, String path) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        // 1.0: no chunks in a value that is asked for.
        String request = method + " " + path + " HTTP/1.0\r\nHost: d\r\n\r\n";
        Channels.newOutputStream(channel).write(request.getBytes(StandardCharsets.US_ASCII));
        return channel;
    }

    private static BufferedReader reader(SocketChannel channel) {
        return new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    }
}
