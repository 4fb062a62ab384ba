package io.dockmedic.collectors.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineAddressTest {
    @ParameterizedTest
    @CsvSource({
            "unix:///run/podman/podman.sock, unix:///run/podman/podman.sock",
            "tcp://proxy:2375, tcp://proxy:2375",
            "TCP://proxy, tcp://proxy:2375",
            "http://10.0.0.7:80, tcp://10.0.0.7:80",
            "tcp://[::1]:2375, tcp://[::1]:2375"})
    void readsWhatTheCommandLineReads(String host, String shown) {
        assertThat(EngineAddress.parse(host, Map.of()).shown()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
            "ssh://me@host, forward the socket",
            "/var/run/docker.sock, write unix:///path",
            "unix://run/docker.sock, a socket's path is absolute",
            "npipe:////./pipe/docker_engine, write unix:///path",
            "tcp://, write tcp://HOST:PORT",
            "tcp://host:2375/prefix, write tcp://HOST:PORT",
            "tcp://ho st:1, write tcp://HOST:PORT"})
    void whatItCannotReadIsRefusedWithAHint(String host, String hint) {
        assertThatThrownBy(() -> EngineAddress.parse(host, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(host)
                .hasMessageContaining(hint);
    }

    @Test
    void tlsNeedsItsThreeFiles(@TempDir Path folder) throws IOException {
        Map<String, String> environment = Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", folder.toString());
        Files.createFile(folder.resolve("ca.pem"));
        Files.createFile(folder.resolve("cert.pem"));
        assertThatThrownBy(() -> EngineAddress.parse("tcp://gpu-3", environment))
                .hasMessageContaining(folder.resolve("key.pem").toString());
        Files.createFile(folder.resolve("key.pem"));
        assertThat(EngineAddress.parse("tcp://gpu-3", environment))
                .isEqualTo(new EngineAddress.Tls("gpu-3", 2376, folder));
    }
}
