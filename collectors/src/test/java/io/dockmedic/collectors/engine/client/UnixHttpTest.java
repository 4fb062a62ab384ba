package io.dockmedic.collectors.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of answers, those that an engine never gives included. */
class UnixHttpTest {
    private final Path directory;
    private final ServerSocketChannel server;
    private final UnixHttp http;
    private final CompletableFuture<String> asked = new CompletableFuture<>();

    UnixHttpTest() throws IOException {
        directory = Files.createTempDirectory(Path.of("/tmp"), "dmu");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(directory.resolve("s")));
        http = new UnixHttp(directory.resolve("s"));
    }

    @AfterEach
    void close() throws IOException {
        http.close();
        server.close();
        Files.deleteIfExists(directory.resolve("s"));
        Files.delete(directory);
    }

    @Test
    void asksWithoutABodyAndSaysSo() throws Exception {
        answer("HTTP/1.1 204 No Content\r\nApi-Version: 1.41\r\n\r\n");
        try (Response response = http.execute(request("POST"))) {
            assertThat(response.getStatusCode()).isEqualTo(204);
            assertThat(response.getHeader("api-version")).isEqualTo("1.41");
            assertThat(response.getBody().readAllBytes()).isEmpty();
        }
        assertThat(asked.get(60, TimeUnit.SECONDS).lines())
                .containsExactly("POST /some/where?t=1 HTTP/1.1", "Host: localhost", "Connection: close",
                        "Content-Length: 0", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n",
            "HTTP/1.0 200 OK\r\n\r\nhello",
            "HTTP/1.1 200\ncontent-length:5\n\nhello"})
    void aBodyEndsWhereItSays(String answer) throws IOException {
        answer(answer);
        try (Response response = http.execute(request("GET"))) {
            assertThat(new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("hello");
        }
    }

    @Test
    void aLongBodyIsReadWhole() throws IOException {
        String body = "0123456789".repeat(10_000);
        answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
                .formatted(body.length(), body));
        try (Response response = http.execute(request("GET"))) {
            assertThat(new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n"})
    void aBodyThatEndsOtherwiseIsAnError(String answer) {
        answer(answer);
        try (Response response = http.execute(request("GET"))) {
            assertThatThrownBy(() -> response.getBody().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "",
            "HTTP/1.1 200 OK\r\nContent-Le",
            "SSH-2.0-OpenSSH_9.2\r\n\r\n",
            "HTTP/1.1 2000 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"})
    void whatIsNoAnswerIsAnErrorThatMayHaveBeenDone(String answer) {
        answer(answer);
        assertThatThrownBy(() -> http.execute(request("GET")))
                .isInstanceOf(UncheckedIOException.class)
                .satisfies(failure -> assertThat(Unsent.why(failure)).isNull());
    }

    @Test
    void closingBreaksWhatIsUnderWayAndTakesNothingMore() throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (Response response = http.execute(request("GET"))) {
                ended.completeExceptionally(new AssertionError(response.getStatusCode()));
            } catch (RuntimeException broken) {
                ended.complete(broken);
            }
        });
        try (SocketChannel accepted = server.accept()) {
            assertThat(accepted.read(ByteBuffer.allocate(1000))).isPositive();
            http.close();
            assertThat(ended.get(60, TimeUnit.SECONDS)).isInstanceOf(UncheckedIOException.class);
        }
        assertThatThrownBy(() -> http.execute(request("GET"))).isInstanceOf(UncheckedIOException.class);
    }

    private static Request request(String method) {
        return Request.builder().method(method).path("/some/where?t=1").putHeader("Connection", "close").build();
    }

    /** Accepts one connection, reads the request, says {@code text} and closes. */
    private void answer(String text) {
        Thread.ofVirtual().start(() -> {
            try (SocketChannel accepted = server.accept()) {
                ByteBuffer request = ByteBuffer.allocate(1000);
                int length = accepted.read(request);
                asked.complete(new String(request.array(), 0, length, StandardCharsets.US_ASCII));
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) {
                    accepted.write(bytes);
                }
            } catch (IOException e) {
                asked.completeExceptionally(e);
            }
        });
    }
}
