package io.dockmedic.collectors.host.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenersTest {
    @Test
    void whoListensIsNamedWithItsProcess() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            assertThat(new Listeners(Path.of("/proc")).at(socket.getLocalPort())).hasValueSatisfying(
                    who -> assertThat(who).contains("(pid " + ProcessHandle.current().pid() + ")"));
        }
    }

    @Test
    void whereNothingCanBeSeenNobodyIsNamed(@TempDir Path proc) {
        assertThat(new Listeners(proc).at(80)).isEmpty();
    }
}
