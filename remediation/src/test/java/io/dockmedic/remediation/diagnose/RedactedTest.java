package io.dockmedic.remediation.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.redact.Redactor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A corpus of secrets as they stand in logs, errors and probes: none gets through, wherever it stands in a document. */
class RedactedTest {
    private static final String SECRET = "Zx9QvT7mK2pLw8Rn";

    static Stream<String> corpus() {
        return Stream.of(
                "postgres://app:" + SECRET + "@db:5432/app",
                "redis://:" + SECRET + "@cache/0",
                "curl -H 'Authorization: Bearer " + SECRET + "' http://x",
                "PASSWORD=" + SECRET,
                "db_password: \"" + SECRET + "\"",
                "{\"api_key\": \"" + SECRET + "\"}",
                "serve --token " + SECRET,
                "--db-password=" + SECRET,
                "AWS_SECRET_ACCESS_KEY=" + SECRET,
                "ghp_" + SECRET + SECRET,
                "token ghs_" + SECRET + SECRET,
                "sk-" + SECRET + SECRET,
                "glpat-" + SECRET,
                "xoxb-" + SECRET,
                "eyJhbGciOiJI." + SECRET + "." + SECRET,
                "client_secret=" + SECRET + "&x=1",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIE" + SECRET + "\n" + SECRET + "\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN OPENSSH PRIVATE KEY-----\n" + SECRET,
                "admin:$2y$05$" + SECRET + SECRET);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void noSecretGetsThroughWhereverItStands(String text) {
        JsonObject document = new JsonObject()
                .put("error", "it failed: " + text)
                .put("health",
                        new JsonObject().put("probes", new JsonArray().add(new JsonObject().put("output", text))))
                .put("conclusions", new JsonArray().add("the last one said: " + text))
                .put("count", 3);
        JsonObject redacted = Redacted.all(document, new Redactor());
        assertThat(redacted.encode()).doesNotContain(SECRET).contains(Redactor.REDACTED);
        assertThat(redacted.getInteger("count")).isEqualTo(3);
    }
}
