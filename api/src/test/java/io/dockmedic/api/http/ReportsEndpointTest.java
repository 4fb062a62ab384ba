package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.api.view.RecordJson;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.image.report.Inbox;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Senders that go away or are slow. */
class ReportsEndpointTest {
    private static final String REPORT = "{\"SchemaVersion\": 2, \"ArtifactName\": \"web:1\", \"ArtifactType\": \"container_image\"}";
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final WorkerExecutor worker = vertx.createSharedWorkerExecutor("reports", 1);
    private final CountDownLatch free = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();
    private int port;

    private void serve(Duration patience) throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            asked.incrementAndGet();
            context.next();
        });
        new ReportsEndpoint(new Inbox(folder), List::of, TreeMap::new, new RecordJson(at -> at), worker,
                new VertxTimers(vertx), patience).mount(router, RoutingContext::next);
        port = vertx.createHttpServer()
                .connectionHandler(connection -> connection.closeHandler(closed -> gone.incrementAndGet()))
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await(60, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        free.countDown();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private Socket send(String body, int length) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(Math.toIntExact(SOON.toMillis()));
        String request = "POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                + length + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String whole() throws IOException {
        try (Socket socket = send(REPORT, REPORT.length())) {
            return answer(socket);
        }
    }

    /** As the process has them open too. */
    private List<String> coming() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder); Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            files.map(Path::toString).forEach(found::add);
            for (Path one : (Iterable<Path>) open::iterator) {
                if (Files.isSymbolicLink(one)) {
                    found.add(Files.readSymbolicLink(one).toString());
                }
            }
        }
        return found.stream().filter(name -> name.contains(folder + "/.coming-")).toList();
    }

    @Test
    void sendersThatGoAwayBeforeTheirTurnKeepNoOthersOut() throws Exception {
        serve(Duration.ofMinutes(10));
        worker.executeBlocking(() -> free.await(1, TimeUnit.MINUTES));
        for (int sender = 1; sender <= 4; sender++) {
            int so = sender;
            Socket socket = send("{", 1000);
            await().atMost(SOON).until(() -> asked.get() == so);
            socket.close();
        }
        await().atMost(SOON).until(() -> gone.get() == 4);
        assertThat(whole()).startsWith("HTTP/1.1 503");
        free.countDown();

        await().atMost(SOON).untilAsserted(() -> assertThat(whole()).startsWith("HTTP/1.1 200"));
        await().atMost(SOON).untilAsserted(() -> assertThat(coming()).isEmpty());
    }

    @Test
    void aSenderThatTakesTooLongIsToldSoAndMakesRoom() throws Exception {
        serve(Duration.ofMillis(300));
        List<Socket> slow = new ArrayList<>();
        try {
            for (int sender = 0; sender < 4; sender++) {
                slow.add(send("{", 1000));
            }
            for (Socket one : slow) {
                assertThat(answer(one)).startsWith("HTTP/1.1 408").contains("\"timeout\"");
            }
            await().atMost(SOON).untilAsserted(() -> assertThat(whole()).startsWith("HTTP/1.1 200"));
            await().atMost(SOON).untilAsserted(() -> assertThat(coming()).isEmpty());
        } finally {
            for (Socket one : slow) {
                one.close();
            }
        }
    }
}
