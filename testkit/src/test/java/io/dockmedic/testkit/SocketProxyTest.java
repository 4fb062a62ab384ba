package io.dockmedic.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.SocketProxy.Treatment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@RealEngine
class SocketProxyTest {
    private final PrivateEngine engine;
    private final SocketProxy proxy;

    SocketProxyTest(PrivateEngine engine) {
        this.engine = engine;
        this.proxy = new SocketProxy(engine.socket());
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void passesEverythingOnAndWritesRequestsDown() {
        BusyboxImage.in(engine);
        // Attached: an upgraded connection, with an end of input that must not end the output.
        assertThat(docker("run", "--rm", "-i", "--network", "none", BusyboxImage.TAG, "echo", "hello").orFail().text())
                .isEqualTo("hello");
        assertThat(proxy.count("POST", "/containers/create")).isEqualTo(1);
        assertThat(proxy.count("POST", "/containers/[0-9a-f]+/start$")).isEqualTo(1);
    }

    @Test
    void answersInTheEnginesPlace() {
        proxy.treat(SocketProxy.fitting("GET", "/info"), new Treatment.Answer(403, "{\"message\":\"not allowed\"}"));
        assertThat(docker("info").toString()).contains("not allowed");
        assertThat(docker("ps").exitCode()).isZero();
        proxy.forgetTreatments();
        assertThat(docker("info").exitCode()).isZero();
    }

    @Test
    void aLostAnswerLeavesTheActDone() {
        engine.run("proxy-lost", List.of("--stop-signal=KILL"), "sleep", "1000");
        proxy.treat(SocketProxy.fitting("POST", "/stop"), new Treatment.LoseAnswer());
        assertThat(docker("stop", "proxy-lost").exitCode()).isNotZero();
        assertThat(engine.docker("inspect", "-f", "{{.State.Status}}", "proxy-lost").text()).isEqualTo("exited");
    }

    @Test
    void aHeldAnswerComesWhenReleased() throws Exception {
        proxy.treat(SocketProxy.fitting("GET", "/containers/json"), new Treatment.HoldAnswer());
        var listed = CompletableFuture.supplyAsync(() -> docker("ps"));
        Awaitility.await().until(() -> proxy.count("GET", "/containers/json") == 1);
        assertThat(listed).isNotDone();
        proxy.release();
        assertThat(listed.get(60, TimeUnit.SECONDS).exitCode()).isZero();
    }

    @Test
    void disappearsAndReappears() {
        assertThat(docker("ps").exitCode()).isZero();
        proxy.disappear();
        assertThat(docker("ps").exitCode()).isNotZero();
        proxy.reappear();
        assertThat(docker("ps").exitCode()).isZero();
    }

    @Test
    void cutsWhatIsOpen() throws Exception {
        var events = CompletableFuture.supplyAsync(() -> docker("events"));
        Awaitility.await().until(() -> proxy.count("GET", "/events") == 1);
        proxy.cut();
        assertThat(events.get(60, TimeUnit.SECONDS).stdout()).isEmpty();
        assertThat(docker("ps").exitCode()).isZero();
    }

    private Finished docker(String... arguments) {
        List<String> line = new ArrayList<>(List.of(Programs.docker().toString()));
        line.addAll(List.of(arguments));
        return Command.run(Map.of("DOCKER_HOST", proxy.dockerHost()), line);
    }
}
