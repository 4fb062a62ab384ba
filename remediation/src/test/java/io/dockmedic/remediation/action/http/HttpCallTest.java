package io.dockmedic.remediation.action.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What of a call is shown, and what comes into it. */
class HttpCallTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final HttpCall CALL = call("POST", "https://u.example.net:8443/hook-0123/{container}?id={id}",
            Map.of("Authorization", "Bearer s3cret-0123"), "{}", Set.of(), Optional.empty());

    private static HttpCall call(String method, String url, Map<String, String> headers, String body,
            Set<Integer> expected, Optional<Path> authorities) {
        return new HttpCall("mend", method, url, headers, body, SOON, expected, authorities);
    }

    @Test
    void ofItsAddressTheHostIsShownAndOfItsHeadersNothing() {
        assertThat(CALL.shown()).isEqualTo("POST u.example.net");
        assertThat(CALL).hasToString("mend at u.example.net");
        assertThat(CALL.fingerprint()).matches("[0-9a-f]{12}");
    }

    @Test
    void whateverIsOtherwiseIsAnotherFingerprint() {
        Map<String, String> headers = CALL.headers();
        Stream<HttpCall> others = Stream.of(
                call("PUT", CALL.url(), headers, "{}", Set.of(), Optional.empty()),
                call("POST", CALL.url() + "0", headers, "{}", Set.of(), Optional.empty()),
                call("POST", CALL.url(), Map.of("Authorization", "Bearer s3cret-0124"), "{}", Set.of(),
                        Optional.empty()),
                call("POST", CALL.url(), Map.of("X-Authorization", "Bearer s3cret-0123"), "{}", Set.of(),
                        Optional.empty()),
                call("POST", CALL.url(), headers, "{ }", Set.of(), Optional.empty()),
                call("POST", CALL.url(), headers, "{}", Set.of(404), Optional.empty()),
                call("POST", CALL.url(), headers, "{}", Set.of(), Optional.of(Path.of("/ca.pem"))));
        assertThat(Stream.concat(Stream.of(CALL), others).map(HttpCall::fingerprint)).doesNotHaveDuplicates();
        assertThat(call("POST", CALL.url(), headers, "{}", Set.of(), Optional.empty()).fingerprint())
                .isEqualTo(CALL.fingerprint());
    }

    @Test
    void onlyANameAndAnIdComeIntoIt() {
        String id = "a".repeat(64);
        assertThat(CALL.of("web", id)).map(HttpCall::url)
                .contains("https://u.example.net:8443/hook-0123/web?id=" + id);
        for (String name : List.of("", "..", "a/b", "a?b", "a b", "a\"b", "a\r\nb", "%2e")) {
            assertThat(CALL.of(name, id)).as(name).isEmpty();
        }
        assertThat(CALL.of("web", "short")).isEmpty();
    }

    @Test
    void whatMayBeASecretIsHidden() {
        HttpCall sent = CALL.of("web", "a".repeat(64)).orElseThrow();
        assertThat(sent.hides("no " + sent.url())).isEqualTo("no [redacted]");
        assertThat(sent.hides("no /hook-0123/web?id=" + "a".repeat(64) + " here")).isEqualTo("no [redacted] here");
        assertThat(sent.hides("Bearer of s3cret-0123")).isEqualTo("Bearer of [redacted]");
        assertThat(sent.hides("Authorization: Bearer s3cret-0123")).isEqualTo("Authorization: [redacted]");
    }
}
