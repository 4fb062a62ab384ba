package io.dockmedic.benchmarks.reaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The engine's event socket, read by one thread that does nothing else. */
final class Events implements AutoCloseable {
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile @Nullable SocketChannel channel;

    /** Subscribes before it returns. */
    Events(Path socket, String filters, Consumer<JsonNode> each) {
        Thread.ofPlatform()
                .name("events")
                .daemon()
                .start(
                        () -> Http.lines(socket, Http.filtered("/events", filters), this::opened, each));
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void opened(SocketChannel opened) {
        channel = opened;
        open.countDown();
    }

    @Override
    public void close() throws IOException {
        SocketChannel opened = channel;
        if (opened != null) {
            opened.close();
        }
    }
}
