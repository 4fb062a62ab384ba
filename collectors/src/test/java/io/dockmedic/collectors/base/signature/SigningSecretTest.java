package io.dockmedic.collectors.base.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningSecretTest {
    private static final String TEXT = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** The example that implementations of Standard Webhooks are tested with. */
    @Test
    void itSignsAsOthersDo() {
        assertThat(SigningSecret.parse(TEXT)
                .orElseThrow()
                .signature("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void itIsNotShown() {
        assertThat(SigningSecret.parse(TEXT).orElseThrow()).hasToString("(secret)")
                .isEqualTo(SigningSecret.parse(TEXT).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2", "whsec_c2hvcnQ=", "whsec_?", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void whatIsNoSecretIsNone(String text) {
        assertThat(SigningSecret.parse(text)).isEmpty();
    }
}
