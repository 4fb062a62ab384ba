package io.dockmedic.api.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** A port that stays while what is behind it comes and goes; a port let go of may be somebody else's by then. */
final class Relay implements AutoCloseable {
    private final ServerSocket server;
    private volatile int port;

    /** @param port of this machine, where new connections lead to */
    Relay(int port) {
        this.port = port;
        try {
            server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** From now on new connections lead there; those to a port where nobody listens are closed. */
    void leadTo(int other) {
        port = other;
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // That is the end.
        }
    }

    private void serve(Socket client) {
        try (client; Socket behind = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread back = Thread.ofVirtual().start(() -> pass(behind, client));
            pass(client, behind);
            back.join();
        } catch (IOException notThere) {
            // The client sees its connection closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until one of them ends; then both do. */
    private static void pass(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // As good as an end.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
