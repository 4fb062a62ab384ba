package io.dockmedic.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The socket of a {@link SocketProxy}: takes connections, and can be gone for a while. */
final class ProxyListener {
    /** Threads that wait for connections. */
    private static final int READY = 4;

    private final Path socket;
    private final Function<SocketChannel, ProxiedConnection> connected;
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ServerSocketChannel server;

    ProxyListener(Path socket, Function<SocketChannel, ProxiedConnection> connected) {
        this.socket = socket;
        this.connected = connected;
    }

    void listen() {
        try {
            ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            opened.bind(UnixDomainSocketAddress.of(socket));
            server = opened;
            AtomicInteger ready = new AtomicInteger();
            for (int i = 0; i < READY; i++) {
                acceptOn(opened, ready);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks every open connection; new ones are accepted. */
    void cut() {
        open.forEach(ProxiedConnection::close);
    }

    /** Breaks every open connection and stops to listen: the socket is gone. */
    void disappear() {
        ServerSocketChannel listening = server;
        server = null;
        try {
            if (listening != null) {
                listening.close();
            }
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    /**
     * Several threads wait, and whichever gets a connection serves it: a thread that is begun for it would cost a client that
     * is timed more than all else here.
     */
    private void acceptOn(ServerSocketChannel from, AtomicInteger ready) {
        ready.incrementAndGet();
        Thread.ofPlatform().daemon().name("proxy-connection").start(() -> accept(from, ready));
    }

    private void accept(ServerSocketChannel from, AtomicInteger ready) {
        try {
            do {
                ProxiedConnection connection = connected.apply(from.accept());
                open.add(connection);
                if (ready.decrementAndGet() == 0) {
                    acceptOn(from, ready);
                }
                connection.serve(() -> {
                    if (ready.get() < READY) {
                        acceptOn(from, ready);
                    }
                });
                open.remove(connection);
                // An interrupt of what is over would close the server.
                Thread.interrupted();
            } while (ready.get() < READY && ready.incrementAndGet() > 0);
        } catch (IOException closed) {
            // Disappeared or closed.
        }
    }
}
