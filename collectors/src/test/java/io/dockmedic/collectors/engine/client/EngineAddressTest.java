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
    @Test
    void withoutSettingsItIsTheLocalSocket() {
        assertThat(EngineAddress.fromEnvironment(Map.of()))
                .isEqualTo(new EngineAddress.Unix(Path.of("/var/run/docker.sock")));
        assertThat(EngineAddress.fromEnvironment(Map.of("DOCKER_HOST", " "))).isEqualTo(EngineAddress.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
            "unix:///run/podman/podman.sock, unix:///run/podman/podman.sock",
            "tcp://proxy:2375, tcp://proxy:2375",
            "TCP://proxy, tcp://proxy:2375",
            "http://10.0.0.7:80, tcp://10.0.0.7:80",
            "tcp://[::1]:2375, tcp://[::1]:2375"})
    void readsWhatTheCommandLineReads(String host, String shown) {
        assertThat(EngineAddress.fromEnvironment(Map.of("DOCKER_HOST", host)).shown()).isEqualTo(shown);
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
        assertThatThrownBy(() -> EngineAddress.fromEnvironment(Map.of("DOCKER_HOST", host)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(host)
                .hasMessageContaining(hint);
    }

    @Test
    void tlsNeedsItsThreeFiles(@TempDir Path folder) throws IOException {
        Map<String, String> environment = Map.of(
                "DOCKER_HOST", "tcp://gpu-3", "DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", folder.toString());
        Files.createFile(folder.resolve("ca.pem"));
        Files.createFile(folder.resolve("cert.pem"));
        assertThatThrownBy(() -> EngineAddress.fromEnvironment(environment))
                .hasMessageContaining(folder.resolve("key.pem").toString());
        Files.createFile(folder.resolve("key.pem"));
        assertThat(EngineAddress.fromEnvironment(environment)).isEqualTo(new EngineAddress.Tls("gpu-3", 2376, folder));
    }
}
