package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.Alertmanager;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ran, died and cannot be started any more, by what the engine says: no repetition helps, and a person is told why. */
@RealEngine
class StartFailuresTest {
    private static final String NETWORK = "sf_published";

    @TempDir
    Path home;

    private final PrivateEngine engine;

    StartFailuresTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        List.of("sf-device", "sf-mount", "sf-command", "sf-port", "sf-holder", "sf-runtime")
                .forEach(name -> engine.docker("rm", "--force", name));
        engine.docker("network", "rm", NETWORK);
    }

    @Test
    void aDeviceAMountOrACommandThatIsGone() throws IOException {
        Path device = home.resolve("device");
        Command.run(Map.of(), List.of("mknod", device.toString(), "c", "1", "3")).orFail();
        Path source = Files.createDirectory(home.resolve("source"));
        Path tool = Files.writeString(home.resolve("tool"), "#!/bin/sh\nexec sleep 1000\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        run("sf-device", List.of("--device=" + device + ":/dev/extra"), "sleep", "1000");
        run("sf-mount", List.of("--mount=type=bind,src=" + source + ",dst=/data"), "sleep", "1000");
        run("sf-command", List.of("--volume=" + tool + ":/tool"), "/tool");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            Files.delete(device);
            Files.delete(source);
            Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rw-r--r--"));
            List.of("sf-device", "sf-mount", "sf-command").forEach(name -> Spine.kill9(engine, name));

            told(spine, "sf-device", "error gathering device information", device.toString());
            told(spine, "sf-mount", "bind source path does not exist", source.toString());
            told(spine, "sf-command", "/tool", "permission denied");
        }
    }

    /** As where the container toolkit was removed, or somebody wrote daemon.json anew. */
    @Test
    void aRuntimeThatTheEngineHasNotAnyMore() throws IOException {
        hasRuntime("nvidia");
        run("sf-runtime", List.of("--runtime=nvidia"), "sleep", "1000");
        try (SocketProxy proxy = new SocketProxy(engine.socket());
                Spine spine = Spine.ready(proxy.dockerHost(), home, "")) {
            hasRuntime("spare");
            Spine.kill9(engine, "sf-runtime");
            JsonNode page = told(spine, "sf-runtime", "refused (device)");
            assertThat(page.at("/evidence/diagnosis/conclusions").toString()).contains(
                    "The engine has no runtime nvidia", "nvidia-container-toolkit",
                    "The engine says that it has: runtimes ", "spare");
            String id = engine.docker("inspect", "--format={{.Id}}", "sf-runtime").text();
            assertThat(proxy.count("POST", "/containers/" + id + "/start")).as("no repetition brings it").isOne();
        }
    }

    /** Beside its own; the engine takes it up without a restart. */
    private void hasRuntime(String name) throws IOException {
        Files.writeString(engine.socket().resolveSibling("daemon.json"),
                "{\"runtimes\": {\"" + name + "\": {\"path\": \"runc\"}}}");
        Command.run(Map.of(), List.of("kill", "-HUP", Long.toString(engine.pid()))).orFail();
        await().atMost(Spine.SOON)
                .until(() -> engine.docker("info", "--format={{json .Runtimes}}").text().contains('"' + name + '"'));
    }

    @Test
    void aPortThatSomebodyElseTook() throws IOException {
        engine.docker("network", "create", NETWORK).orFail();
        int port = Alertmanager.freePort();
        List<ServerSocket> taken = new CopyOnWriteArrayList<>();
        try (SocketProxy proxy = new SocketProxy(engine.socket());
                Spine spine = Spine.ready(proxy.dockerHost(), home, "")) {
            String id = engine.docker("run", "--detach", "--name=sf-port", "--label=dockmedic.heal=true",
                    "--network=" + NETWORK, "--publish=127.0.0.1:" + port + ":80", BusyboxImage.in(engine), "sleep",
                    "1000").orFail().text();
            // The last look before the start: the port is free again, and before it is taken by us somebody else takes it.
            proxy.treat(SocketProxy.fitting("GET", "/containers/" + id + "/json"), new Treatment.At(Moment.ANSWERED,
                    () -> {
                        if (Spine.status(engine, "sf-port").equals("exited") && taken.isEmpty()) {
                            taken.add(listening(port));
                        }
                    }));
            Spine.kill9(engine, "sf-port");

            JsonNode page = told(spine, "sf-port", "address already in use");
            assertThat(page.toString()).contains("at port " + port + " listens ");
            assertThat(proxy.count("POST", "/containers/" + id + "/start")).as("no repetition frees it").isOne();
        } finally {
            for (ServerSocket socket : taken) {
                socket.close();
            }
        }
    }

    private static ServerSocket listening(int port) {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode told(Spine spine, String name, String... why) {
        JsonNode page = spine.page(name);
        assertThat(page.at("/incident/rule").asText()).isEqualTo("ContainerExitedWithError");
        assertThat(page.path("attempts").toString()).contains(why);
        assertThat(Spine.status(engine, name)).isEqualTo("exited");
        return page;
    }

    private void run(String name, List<String> options, String... command) {
        engine.run(name, Stream.concat(Stream.of("--label=dockmedic.heal=true"), options.stream()).toList(), command);
    }
}
