package io.dockmedic.chaos.aimed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Who is called over HTTP for a container. It does what it is asked for at once, which is a line in the container's folder, and answers a
 * second later.
 */
final class Called implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService later = Executors.newSingleThreadExecutor();

    /** @param folder where each container has a folder of its name */
    Called(Path folder) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String name = Path.of(exchange.getRequestURI().getPath()).getFileName().toString();
            Files.writeString(folder.resolve(name).resolve("runs"), "run\n", StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, later).execute(() -> answer(exchange));
        });
        server.start();
    }

    private static void answer(HttpExchange exchange) {
        try (exchange) {
            exchange.sendResponseHeaders(204, -1);
        } catch (IOException gone) {
            // Who called was killed meanwhile.
        }
    }

    /** Where, with the container in its place. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/mend/{container}";
    }

    @Override
    public void close() {
        server.stop(0);
        later.shutdownNow();
    }
}
