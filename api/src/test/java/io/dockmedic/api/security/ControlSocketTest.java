package io.dockmedic.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {
    @TempDir
    Path folder;

    @Test
    void whatAKilledRunLeftBehindIsRemoved() throws IOException {
        Path socket = folder.resolve("s");
        // Closing the channel leaves the file, as a killed process does.
        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket)).close();
        assertThat(socket).exists();

        ControlSocket.clear(socket);

        assertThat(socket).doesNotExist();
    }

    @Test
    void aSocketThatAnswersIsLeftAlone() throws IOException {
        Path socket = folder.resolve("s");
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(socket));

            assertThatThrownBy(() -> ControlSocket.clear(socket))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another Dockmedic answers");
        }
        assertThat(socket).exists();
    }

    @Test
    void aFileInTheWayIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("s"), "precious");

        assertThatThrownBy(() -> ControlSocket.clear(file)).hasMessageContaining("not a socket");
        assertThat(file).hasContent("precious");
    }

    @Test
    void aPathTheKernelHasNoRoomForIsSaidPlainly() {
        assertThatThrownBy(() -> ControlSocket.clear(folder.resolve("x".repeat(108))))
                .hasMessageContaining("set a shorter data_directory");
        assertThatCode(() -> ControlSocket.clear(folder.resolve("x"))).doesNotThrowAnyException();
    }
}
