package io.dockmedic.collectors.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.ExternalEvent.Occurred;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an event of others tells is the evidence of what comes of it: a person reads it in its line. */
class OccurredTest {
    private static Occurred occurred(String about, Map<String, String> data) {
        return new Occurred(Instant.EPOCH, "h", Origin.EXTERNAL, "/app-log", "1", "com.example.state", about, "", data,
                Scope.ELSEWHERE, null, null, "");
    }

    private static String summary(String about, Map<String, String> data) {
        return occurred(about, data).summary();
    }

    @Test
    void aTextThatLatin1HasNotTakesTwice() {
        assertThat(occurred("ap", Map.of("key", "läuft")).length()).isEqualTo(3 + 5);
        assertThat(occurred("ap", Map.of("key", "działa")).length()).isEqualTo(3 + 2 * 6);
    }

    @Test
    void itsDataIsSaid() {
        assertThat(summary("ap", Map.of("state", "down", "container", "ap")))
                .isEqualTo("/app-log tells com.example.state of ap, about another host: container=ap, state=down");
        assertThat(summary("", Map.of())).isEqualTo("/app-log tells com.example.state, about another host");
    }

    @Test
    void notMoreThanALineHasRoomForAndNoSecret() {
        Map<String, String> many = IntStream.range(0, 64)
                .boxed()
                .collect(Collectors.toMap(number -> "key" + number, number -> "x".repeat(1024)));
        assertThat(summary("", many)).hasSizeBetween(200, 400).endsWith(", …");
        assertThat(summary("", Map.of("password", "hunter2", "state", "down")))
                .endsWith(": password=[redacted], state=down");
        assertThat(summary("", Map.of("password.current", "hunter2", "token_name", "ci")))
                .endsWith(": password.current=[redacted], token_name=ci");
        String long70 = "Zx9Qv".repeat(14);
        assertThat(summary("", Map.of("target", "postgres://svc:" + long70 + "@db/x"))).as("before it is cut")
                .doesNotContain("Zx9Qv");
        assertThat(summary("", Map.of("pem", "-----BEGIN RSA PRIVATE KEY-----\nZx9Qv\n-----END RSA PRIVATE KEY-----")))
                .doesNotContain("Zx9Qv")
                .doesNotContain("\n");
    }
}
