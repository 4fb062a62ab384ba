package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.api.config.Entrance.Certificate;
import io.dockmedic.api.config.Listen;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Paces;
import io.dockmedic.api.security.Token;
import io.dockmedic.testkit.Certificates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a connection is held for who asks nothing over it. */
class ConnectionsTest {
    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final PassingClock clock = new PassingClock();
    private final List<RoutingContext> held = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private int port;

    /** Answers when it is told to. */
    private final class Later implements Endpoint {
        @Override
        public void mount(Router router, Handler<RoutingContext> mayChange) {
            router.get("/later").handler(held::add);
        }
    }

    private void serve(Optional<Certificate> certificate) throws Exception {
        Gate gate = new Gate(new Access(Token.at(folder.resolve("token")), List.of()), certificate, Optional.empty(),
                Optional.empty(), Paces.ANY, Gate.THIS_MACHINE, clock, new SimpleMeterRegistry());
        HttpStage stage = new HttpStage(new Listen("127.0.0.1", 0), folder.resolve("control.sock"), gate,
                List.of(new HealthyEndpoint(), new Later()));
        vertx.deployVerticle(stage).await(60, TimeUnit.SECONDS);
        port = stage.port();
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket one : sockets) {
            one.close();
        }
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private Socket open(String... paths) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        StringBuilder requests = new StringBuilder();
        for (String path : paths) {
            requests.append("GET ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** Reads whatever there is. */
    private static boolean isOpen(Socket socket) {
        try {
            socket.setSoTimeout(10);
            byte[] some = new byte[1024];
            for (int read = 0; read >= 0;) {
                read = socket.getInputStream().read(some);
            }
            return false;
        } catch (SocketTimeoutException nothing) {
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    @Test
    void whoAsksNothingGoesAfterHalfAMinuteAndWhoHasAskedAfterTwo() throws Exception {
        serve(Optional.empty());
        Socket silent = open();
        Socket asked = open("/-/healthy");
        Socket waits = open("/later");
        // Its next request is there before the answer to the first.
        Socket ahead = open("/-/healthy", "/later");
        // Its answer is there, so it waits for the next request from now on.
        assertThat(asked.getInputStream().read()).isEqualTo('H');
        await().atMost(SOON).until(() -> held.size() == 2);
        clock.pass(Duration.ofSeconds(31));
        await().atMost(SOON).until(() -> !isOpen(silent));
        assertThat(isOpen(asked)).isTrue();
        clock.pass(Duration.ofSeconds(90));
        await().atMost(SOON).until(() -> !isOpen(asked));
        assertThat(isOpen(waits)).isTrue();
        assertThat(isOpen(ahead)).isTrue();
        held.forEach(one -> one.response().end("now"));
        assertThat(waits.getInputStream().read()).isEqualTo('H');
    }

    @Test
    void whoDoesNotShakeHandsIsNotWaitedFor() throws Exception {
        Certificates.in(folder);
        serve(Optional.of(new Certificate(folder.resolve("server.pem"), folder.resolve("server-key.pem"))));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        // Vert.x' own patience is ten seconds.
        socket.setSoTimeout(8_000);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
}
