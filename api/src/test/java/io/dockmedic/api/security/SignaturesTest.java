package io.dockmedic.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockmedic.collectors.base.signature.Signatures;
import io.dockmedic.collectors.base.signature.Signatures.Shown;
import io.dockmedic.collectors.base.time.ManualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By the example that implementations of Standard Webhooks are tested with. */
class SignaturesTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIME = "1614265330";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime(Instant.ofEpochSecond(1614265330));

    private Signatures with(String secrets) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), secrets);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new Signatures(SigningFile.read(file), time);
    }

    @Test
    void whoKnowsASecretSignsWhatIsSent() throws IOException {
        Signatures signatures = with("whsec_" + "A".repeat(32) + "\n" + SECRET + "\n");
        assertThat(signatures.holds(new Shown(ID, TIME, SIGNATURE), BODY)).isTrue();
        assertThat(signatures.holds(new Shown(ID, TIME, "v1a,x v1,AAAA v1,? " + SIGNATURE), BODY)).isTrue();
        assertThat(signatures.holds(new Shown(ID, TIME, SIGNATURE), "{}".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(signatures.holds(new Shown("other", TIME, SIGNATURE), BODY)).isFalse();
        assertThat(signatures.holds(new Shown(ID, "1614265331", SIGNATURE), BODY)).isFalse();
        assertThat(signatures.holds(new Shown(ID, "soon", SIGNATURE), BODY)).isFalse();
        assertThat(signatures.holds(new Shown(ID, TIME, ""), BODY)).isFalse();
        assertThat(with("whsec_" + "A".repeat(32)).holds(new Shown(ID, TIME, SIGNATURE), BODY)).isFalse();
    }

    @Test
    void anOldSignatureHoldsNoMore() throws IOException {
        Signatures signatures = with(SECRET);
        time.advance(Duration.ofMinutes(5));
        assertThat(signatures.holds(new Shown(ID, TIME, SIGNATURE), BODY)).isTrue();
        time.advance(Duration.ofSeconds(1));
        assertThat(signatures.holds(new Shown(ID, TIME, SIGNATURE), BODY)).isFalse();
    }

    @Test
    void whatMayWaitMayBeOlderButNotFromTheFuture() throws IOException {
        Signatures signatures = with(SECRET).waiting(Duration.ofDays(5));
        time.advance(Duration.ofDays(5));
        assertThat(signatures.holds(new Shown(ID, TIME, SIGNATURE), BODY)).isTrue();
        time.advance(Duration.ofSeconds(1));
        assertThat(signatures.holds(new Shown(ID, TIME, SIGNATURE), BODY)).isFalse();
        time.setWall(Instant.ofEpochSecond(1614265330).minus(Duration.ofMinutes(6)));
        assertThat(signatures.holds(new Shown(ID, TIME, SIGNATURE), BODY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2", "whsec_c2hvcnQ=", "whsec_?"})
    void whatIsNoSecretIsRefusedAndNotShown(String text) {
        assertThatThrownBy(() -> with(text)).isInstanceOf(IOException.class)
                .hasMessageContaining("echo whsec_$(openssl rand -base64 32)")
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("c2hvcnQ");
    }
}
