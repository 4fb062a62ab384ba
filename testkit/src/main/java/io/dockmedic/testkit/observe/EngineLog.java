package io.dockmedic.testkit.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Listens to the engine's events on a connection of its own, from now on; comes back by itself when it is lost. */
public final class EngineLog implements AutoCloseable {
    /** A time in which nothing was heard. */
    public record Deaf(Instant from, Instant to) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long RETRY_NANOS = 50_000_000;

    private final Path socket;
    private final List<EngineEvent> events = new ArrayList<>();
    private final List<Deaf> deaf = new ArrayList<>();
    private final Thread reader;
    private volatile @Nullable SocketChannel open;
    private volatile boolean closed;

    public EngineLog(Path socket) {
        this.socket = socket;
        this.reader = Thread.ofPlatform().daemon().name("engine-log").start(this::listen);
    }

    /** All so far, in the order they came. */
    public synchronized List<EngineEvent> events() {
        return List.copyOf(events);
    }

    /** The times in which it could not listen. */
    public synchronized List<Deaf> deaf() {
        return List.copyOf(deaf);
    }

    @Override
    public void close() {
        closed = true;
        try {
            SocketChannel channel = open;
            if (channel != null) {
                channel.close();
            }
            reader.join(5000);
        } catch (IOException | InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        Instant lost = Instant.now();
        while (!closed) {
            try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                open = channel;
                Channels.newOutputStream(channel)
                        .write("GET /events HTTP/1.0\r\nHost: d\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
                String line = lines.readLine();
                if (line != null) {
                    note(new Deaf(lost, Instant.now()));
                }
                for (; line != null; line = lines.readLine()) {
                    if (line.startsWith("{")) {
                        note(JSON.readTree(line));
                    }
                    lost = Instant.now();
                }
            } catch (IOException gone) {
                // Tried again below.
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    private synchronized void note(Deaf span) {
        deaf.add(span);
    }

    private synchronized void note(JsonNode event) {
        if (event.path("Type").asText().equals("container")) {
            long nanos = event.path("timeNano").asLong();
            events.add(new EngineEvent(Instant.ofEpochSecond(0, nanos), event.at("/Actor/ID").asText(),
                    event.at("/Actor/Attributes/name").asText(), event.path("Action").asText()));
        }
    }
}
