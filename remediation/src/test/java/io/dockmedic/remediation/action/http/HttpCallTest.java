package io.dockmedic.remediation.action.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What of a call is shown, and what comes into it. */
class HttpCallTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final HttpCall CALL = call("POST", "https://u.example.net:8443/hook-0123/{container}?id={id}",
            Map.of("Authorization", "Bearer s3cret-0123"), "{}", Set.of(), Optional.empty());

    private static HttpCall call(String method, String url, Map<String, String> headers, String body,
            Set<Integer> expected, Optional<String> authorities) {
        return new HttpCall("mend", method, url, headers, body, SOON, expected, authorities, Set.of());
    }

    @Test
    void itsAddressIsShownAndOfItsHeadersNothing() {
        assertThat(CALL.shown()).isEqualTo("POST " + CALL.url());
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
                call("POST", CALL.url(), headers, "{}", Set.of(), Optional.of("those of one")),
                call("POST", CALL.url(), headers, "{}", Set.of(), Optional.of("those of another")));
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

    private static HttpCall secret(String url, Map<String, String> headers) {
        Set<String> all = new HashSet<>(headers.values());
        all.add(url);
        return new HttpCall("mend", "POST", url, headers, "", SOON, Set.of(), Optional.empty(), all);
    }

    @Test
    void ofASecretAddressTheHostIsShownAndOfSecretsTheFingerprintHasNothing() {
        HttpCall one = secret("https://u.example.net:8443/hook-0123/x", Map.of("X-Key", "s3cret-0123"));
        assertThat(one.shown()).isEqualTo("POST https://u.example.net:8443");
        HttpCall other = secret("https://u.example.net:8443/hook-4567/x", Map.of("X-Key", "s3cret-4567"));
        assertThat(other.fingerprint()).isEqualTo(one.fingerprint());
        assertThat(secret("https://v.example.net:8443/hook-0123/x", one.headers()).fingerprint())
                .isNotEqualTo(one.fingerprint());
        assertThat(secret(one.url(), Map.of("X-Token", "s3cret-0123")).fingerprint()).isNotEqualTo(one.fingerprint());
    }

    @Test
    void ofSecretsNoPartIsLeftInAnAnswer() {
        Map<String, String> headers = Map.of("Authorization", "Basic YWRtaW46aHVudGVyMg==", "Cookie",
                "sid=abcd1234; x=1",
                "X-Key", "Bearer s3cret-0123");
        Hiding hiding = Hiding
                .of(secret("https://u.example.net/hook/Qx7ZZ0123/{container}?token=ab%2Fcdefg&id={id}", headers));
        for (String answer : List.of("no https://u.example.net/hook/Qx7ZZ0123/web?token=ab%2Fcdefg",
                "path: /hook/Qx7ZZ0123/web",
                "unknown key cdefg", "user admin with hunter2", "Basic YWRtaW46aHVudGVyMg==",
                "session abcd1234 is over",
                "{\"path\":\"\\/hook\\/Qx7ZZ0123\"}", "token s3cret-0123 is not known")) {
            assertThat(hiding.in(answer)).as(answer)
                    .contains("[redacted]")
                    .doesNotContain("Qx7ZZ0123", "cdefg", "hunter2", "YWRtaW46", "abcd1234", "s3cret");
        }
        String plain = "no backend web: Bearer expected, id unknown";
        assertThat(hiding.in(plain)).as("who is meant is no secret").isEqualTo(plain);
        assertThat(Hiding.of(CALL).in("no Bearer s3cret-0123")).as("what stands in the file")
                .isEqualTo("no Bearer s3cret-0123");
    }
}
