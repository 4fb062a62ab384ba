package io.dockmedic.remediation.escalate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.SystemClock;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NoAnswerTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void nobodyListensThere() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(problem("http://127.0.0.1:" + port + "/")).isEqualTo("no answer: connection refused");
    }

    @Test
    void theHostHasNoAddress() throws Exception {
        assertThat(problem("http://pager.invalid/")).isEqualTo("no answer: no such host");
    }

    @Test
    void whatTookTooLongAndWhatBrokeAreSaidSo() {
        assertThat(NoAnswer.because(new TimeoutException())).isEqualTo("timed out");
        assertThat(NoAnswer.because(new IOException("s3cret"))).isEqualTo("the connection broke");
    }

    private String problem(String url) throws Exception {
        return new Webhook(vertx, new SystemClock()).post(new Receiver("one", URI.create(url)), "k", "{}")
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS)
                .problem();
    }
}
