package io.dockmedic.collectors.base.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private final Redactor redactor = new Redactor();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "connect to postgres://app:s3cret@db:5432/x | connect to postgres://app:[redacted]@db:5432/x",
            "redis://:s3cret@cache | redis://:[redacted]@cache",
            "Authorization: Basic czNjcmV0 | Authorization: [redacted]",
            "curl -H 'authorization: token s3cret' | curl -H 'authorization: [redacted]",
            "using bearer abc.s3cret-1 now | using bearer [redacted] now",
            "DB_PASSWORD=s3cret next | DB_PASSWORD=[redacted] next",
            "password: \"s3cret with spaces\", user | password: [redacted], user",
            "{\"api_key\":\"s3cret\",\"a\":1} | {\"api_key\":[redacted],\"a\":1}",
            "token = s3cret | token = [redacted]",
            "mysqld --root-password s3cret -v | mysqld --root-password [redacted] -v",
            "'--password s3cret' | '--password [redacted]",
            "serve --token s3cret | serve --token [redacted]",
            "AWS_SECRET_ACCESS_KEY=s3cret/x | AWS_SECRET_ACCESS_KEY=[redacted]",
            "id AKIAIOSFODNN7EXAMPLE used | id [redacted] used",
            "got eyJhbGciOi.eyJzdWIi.s3cretsig here | got [redacted] here",
            "push ghp_s3crets3crets3cret failed | push [redacted] failed"})
    void secretsAreReplaced(String line, String expected) {
        assertThat(redactor.line(line)).isEqualTo(expected).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "listening on http://0.0.0.0:8080/health", "exit code: 127", "GET /a?b=c 200",
            "token_name=ci", "{\"secretName\": \"db\"}", "author: ann", "keyspace=users",
            "panic: runtime error: index out of range", "2026-11-01T10:00:00Z user@example.org logged in"})
    void otherLinesStayAsTheyAre(String line) {
        assertThat(redactor.line(line)).isEqualTo(line);
    }

    @Test
    void aPrivateKeyBlockBecomesOneWord() {
        assertThat(redactor.lines(List.of(
                "before", "-----BEGIN RSA PRIVATE KEY-----", "MIIEs3cret", "abc", "-----END RSA PRIVATE KEY-----",
                "after"))).containsExactly("before", "[redacted]", "after");
    }

    @Test
    void ofATextOfSeveralLinesAllButItsSecretsIsKept() {
        String block = "-----BEGIN RSA PRIVATE KEY-----\nMIIEs3cret\nabc\n-----END RSA PRIVATE KEY-----";
        assertThat(redactor.text("before\n" + block + "\nafter")).isEqualTo("before\n[redacted]\nafter");
        assertThat(redactor.line("key: " + block.substring(0, 45))).as("cut").isEqualTo("key: [redacted]");
        assertThat(redactor.text("password:\n  s3cret\nend")).isEqualTo("password:\n  [redacted]\nend");
        String longer = "x".repeat(10_000);
        assertThat(redactor.text(longer + " password=s3cret")).isEqualTo(longer + " password=[redacted]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "DB_PASSWORD", "db.password", "password.current", "passwords", "pwd", "token",
            "access_token", "client_secret", "apiKey", "x-api-key", "api.key", "private_key", "credentials",
            "Authorization", "headers.authorization", "credentials.user_name", "secret.db.name", "password/current",
            "credentials.production.eu-west-1.database.value"})
    void aNameSaysThatItIsOfASecret(String name) {
        assertThat(redactor.isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "key", "keyspace", "monkey", "token_name", "tokenName", "token.name", "secretName",
            "author", "compass", "alertname", "severity", "instance", "service.name"})
    void otherNamesDoNot(String name) {
        assertThat(redactor.isSecret(name)).isFalse();
    }

    @Test
    void longLinesAreCut() {
        assertThat(redactor.line("x".repeat(10_000))).hasSize(501).endsWith("…");
    }

    @Test
    void aSecretThatReachesOverTheCutIsReplacedWhole() {
        assertThat(redactor.line("y".repeat(490) + " token=" + "s3cret".repeat(50))).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "://a:", "eyJaaaaa", "authorization: ", "token\"  ", "bearer ", "--a-", "-",
            "--token ", "-----BEGIN ", "-----BEGIN PRIVATE KEY-----"})
    void noLineTakesLong(String seed) {
        String hostile = seed.repeat(200_000 / seed.length());
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> redactor.line(hostile));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> redactor.text(hostile));
    }
}
