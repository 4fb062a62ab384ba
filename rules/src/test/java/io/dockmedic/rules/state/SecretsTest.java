package io.dockmedic.rules.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretsTest {
    private final Secrets secrets = new Secrets();

    @Test
    void whatIsHarmlessIsRememberedAndASecretIsNot() {
        assertThat(secrets.isIn("tier=front")).isFalse();
        assertThat(secrets.remembers("tier=front")).isTrue();
        for (int twice = 0; twice < 2; twice++) {
            assertThat(secrets.isIn("app.password=hunter2")).isTrue();
            assertThat(secrets.remembers("app.password=hunter2")).isFalse();
        }
        for (int i = 0; i < 10_000; i++) {
            assertThat(secrets.isIn("number=" + i)).isFalse();
        }
        assertThat(secrets.remembers("tier=front")).as("no more are remembered than there is room for").isFalse();
    }

    @Test
    void allOfATextButItsSecretsStays() {
        assertThat(secrets.without("web:1")).isEqualTo("web:1");
        assertThat(secrets.without("login at https://ann:hunter2@shop failed"))
                .isEqualTo("login at https://ann:[redacted]@shop failed");
        assertThat(secrets.without("key:\n-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----\nend"))
                .startsWith("key:\n[redacted]")
                .endsWith("end")
                .doesNotContain("MIIabc");
        for (int before : new int[]{480, 490, 501, 3_970}) {
            assertThat(secrets.without("x".repeat(before) + " password=hunter2")).as("%d", before)
                    .doesNotContain("hunter2");
            assertThat(secrets.isIn("note=" + "x".repeat(before) + " password=hunter2")).as("%d", before).isTrue();
        }
        assertThat(secrets.without("x".repeat(10_000) + " password=hunter2")).doesNotContain("hunter2");
    }
}
