package io.dockmedic.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asked over a control socket that a scripted program answers at. */
class HealthCommandTest {
    @TempDir
    Path folder;

    private final StringWriter said = new StringWriter();
    private final CompletableFuture<String> asked = new CompletableFuture<>();
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        Files.writeString(folder.resolve("dockmedic.yml"), "data_directory: " + folder + "\n");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(folder.resolve("control.sock")));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void wellIs0AndAsksHowTheProcessIs() {
        answering("HTTP/1.0 200 OK\r\n\r\nfine");

        assertThat(run("health")).isZero();
        assertThat(asked.join()).startsWith("GET /-/healthy HTTP/1.0\r\n");
    }

    @Test
    void notReadyIs1AndSaysSo() {
        answering("HTTP/1.1 503 Service Unavailable\r\n\r\n");

        assertThat(run("health", "--ready")).isEqualTo(1);
        assertThat(asked.join()).startsWith("GET /-/ready ");
        assertThat(said.toString()).contains("not well: HTTP/1.1 503 Service Unavailable");
    }

    @Test
    void anAnswerInPiecesIsAnAnswer() {
        answering("HTTP/1.1 ", "200 OK\r", "\n\r\n");

        assertThat(run("health")).isZero();
    }

    @Test
    void noneIs1AndSaysWhere() throws IOException {
        server.close();

        assertThat(run("health")).isEqualTo(1);
        assertThat(said.toString()).contains("no Dockmedic answers at " + folder.resolve("control.sock"));
    }

    @Test
    void theImagesCheckSaysTheSame() throws IOException {
        answering("HTTP/1.0 200 OK\r\n\r\n");
        assertThat(HealthCheck.of(folder.toString())).isZero();

        answering("HTTP/1.0 500 Oh\r\n\r\n");
        assertThat(HealthCheck.of(folder.toString())).isEqualTo(1);
        server.close();
        assertThat(HealthCheck.of(folder.toString())).isEqualTo(1);
    }

    @Test
    void silenceEndsWithTheDeadline() {
        assertThatThrownBy(() -> new StatusLine(folder.resolve("control.sock")).of("/", Duration.ofMillis(50)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no Dockmedic answers");
    }

    /** To one request. */
    private void answering(String... pieces) {
        Thread.ofVirtual().start(() -> {
            try (SocketChannel client = server.accept()) {
                ByteBuffer request = ByteBuffer.allocate(1000);
                client.read(request);
                asked.complete(StandardCharsets.US_ASCII.decode(request.flip()).toString());
                for (String piece : List.of(pieces)) {
                    client.write(StandardCharsets.US_ASCII.encode(piece));
                }
            } catch (IOException e) {
                asked.completeExceptionally(e);
            }
        });
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", folder.resolve("dockmedic.yml").toString()));
        PrintWriter writer = new PrintWriter(said, true);
        return CommandLineTool.with(new HealthCommand())
                .setOut(writer)
                .setErr(writer)
                .execute(all.toArray(String[]::new));
    }
}
