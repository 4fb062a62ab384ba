package io.dockmedic.collectors.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On which connection a call goes: the one that served the call before, or a new one. */
class KeptConnectionTest {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    private final Path directory;
    private final ServerSocketChannel server;
    private final UnixHttp http;
    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();
    /** The number of the connection, and the path. */
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile String answer = HELLO;
    /** The connection that is closed at its next request, unanswered. */
    private volatile int ending;

    KeptConnectionTest() throws IOException {
        directory = Files.createTempDirectory(Path.of("/tmp"), "dmk");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(directory.resolve("s")));
        http = new UnixHttp(directory.resolve("s"));
        Thread.ofPlatform().daemon().start(this::accept);
    }

    @AfterEach
    void close() throws IOException {
        http.close();
        server.close();
        Files.deleteIfExists(directory.resolve("s"));
        Files.delete(directory);
    }

    private void accept() {
        int count = 0;
        try {
            while (true) {
                SocketChannel accepted = server.accept();
                connections.add(accepted);
                int number = ++count;
                Thread.ofPlatform().daemon().start(() -> serve(accepted, number));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(SocketChannel connection, int number) {
        try {
            ByteBuffer request = ByteBuffer.allocate(1000);
            while (connection.read(request.clear()) > 0) {
                String text = new String(request.array(), 0, request.position(), StandardCharsets.US_ASCII);
                asked.add(number + " " + text.split(" ", 3)[1]);
                if (number == ending) {
                    connection.close();
                    return;
                }
                connection.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
            }
            ended.incrementAndGet();
        } catch (IOException closed) {
            // By the test.
        }
    }

    private String get(String path) throws IOException {
        try (Response response = http.execute(Request.builder().method("GET").path(path).build())) {
            return new String(response.getBody().readNBytes(5), StandardCharsets.US_ASCII);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            HELLO,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            "HTTP/1.1 204 No Content\r\n\r\n",
            "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}"})
    void theNextCallGoesOnTheSameOne(String whole) throws IOException {
        answer = whole;
        get("/a");
        get("/b");
        get("/c");
        assertThat(asked).containsExactly("1 /a", "1 /b", "1 /c");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello you",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nTrailer: x\r\n\r\n"})
    void anAnswerThatIsNotOverOrTheLastOneTakesItsConnectionWithIt(String other) throws IOException {
        answer = other;
        assertThat(get("/a")).isEqualTo("hello");
        assertThat(get("/b")).isEqualTo("hello");
        assertThat(asked).containsExactly("1 /a", "2 /b");
    }

    @Test
    void oneThatTheEngineClosedIsNotUsed() throws IOException {
        get("/a");
        connections.getFirst().close();
        assertThat(get("/b")).isEqualTo("hello");
        assertThat(asked).containsExactly("1 /a", "2 /b");
    }

    @Test
    void whatOnlyAsksIsAskedAgainWhereTheEngineClosesItJustThen() throws IOException {
        get("/a");
        ending = 1;
        assertThat(get("/b")).isEqualTo("hello");
        assertThat(asked).containsExactly("1 /a", "1 /b", "2 /b");
    }

    @Test
    void whatChangesSomethingIsNotSentTwice() throws IOException {
        get("/a");
        ending = 1;
        Request change = Request.builder().method("POST").path("/b").build();
        assertThatThrownBy(() -> http.execute(change).close()).isInstanceOf(UncheckedIOException.class)
                .satisfies(failure -> assertThat(Unsent.why(failure)).as("it may have been done").isNull());
        assertThat(asked).containsExactly("1 /a", "1 /b");
    }

    @Test
    void oneOnWhichTheEngineSaidSomethingUnaskedIsNotUsed() throws IOException {
        get("/a");
        connections.getFirst()
                .write(ByteBuffer.wrap("HTTP/1.1 408 Request Timeout\r\n\r\n".getBytes(
                        StandardCharsets.US_ASCII)));
        assertThat(get("/b")).isEqualTo("hello");
        assertThat(asked).containsExactly("1 /a", "2 /b");
    }

    @Test
    void whileItIsInUseOthersHaveTheirOwn() throws IOException {
        get("/a");
        try (Response first = http.execute(Request.builder().method("GET").path("/b").build())) {
            get("/c");
            assertThat(first.getStatusCode()).isEqualTo(200);
        }
        get("/d");
        assertThat(asked).containsExactly("1 /a", "1 /b", "2 /c", "2 /d");
    }

    @Test
    void anEngineThatIsGoneIsUnreachableAndNotUnknown() throws IOException {
        get("/a");
        server.close();
        connections.getFirst().close();
        Files.delete(directory.resolve("s"));
        assertThatThrownBy(() -> get("/b")).isInstanceOf(UncheckedIOException.class)
                .satisfies(failure -> assertThat(Unsent.why(failure)).isEqualTo(ErrorClass.UNREACHABLE));
    }

    @Test
    void closingClosesIt() throws IOException {
        get("/a");
        http.close();
        await().until(() -> ended.get() == 1);
        assertThatThrownBy(() -> get("/b")).isInstanceOf(UncheckedIOException.class);
        assertThat(asked).containsExactly("1 /a");
    }
}
