package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.testkit.Certificates;
import io.dockmedic.testkit.PrivateEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine over TCP with certificates on both sides, as {@code DOCKER_TLS_VERIFY} and {@code DOCKER_CERT_PATH} say. */
class EngineTlsTest {
    @TempDir
    Path directory;

    @Test
    void anEngineBehindTlsIsWatchedLikeAnyOther() throws IOException {
        Path pem = Files.createDirectory(directory.resolve("pem"));
        int port = freePort();
        try (PrivateEngine engine = new PrivateEngine(Certificates.in(pem).daemonFlags(port))) {
            EngineAddress address = EngineAddress.parse("tcp://127.0.0.1:" + port,
                    Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", pem.toString()));
            try (Watching watching = new Watching(address, directory)) {
                engine.run("web", List.of(), "sh", "-c", "exit 3");

                assertThat(watching.death("web")).returns(3, Died::exitCode)
                        .returns(Intent.NOT_ASKED, died -> died.judgement().intent());
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
