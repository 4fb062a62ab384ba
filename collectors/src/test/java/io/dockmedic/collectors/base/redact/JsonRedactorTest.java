package io.dockmedic.collectors.base.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonRedactorTest {
    private final JsonRedactor redactor = JsonRedactor.WHOLE;

    private static String same(String json) {
        return new JsonObject(json).encode();
    }

    @Test
    void whatIsUnderASecretsNameIsReplacedHoweverDeepItIs() {
        JsonObject sent = new JsonObject("""
                {"password": "hunter2", "token": "abc", "pin_token": 4711, "db.password": "hunter2",
                 "login": {"apiKey": "hunter2", "user": "ann"},
                 "credentials": {"user": "ann", "all": ["hunter2", {"more": "hunter2"}], "set": true, "none": null},
                 "hosts": [{"secret": "hunter2"}, "https://ann:hunter2@db", 7]}""");
        String before = sent.encode();
        assertThat(redactor.of(sent).encode()).isEqualTo(same("""
                {"password": "[redacted]", "token": "[redacted]", "pin_token": "[redacted]",
                 "db.password": "[redacted]", "login": {"apiKey": "[redacted]", "user": "ann"},
                 "credentials": {"user": "[redacted]", "all": ["[redacted]", {"more": "[redacted]"}], "set": true,
                  "none": null},
                 "hosts": [{"secret": "[redacted]"}, "https://ann:[redacted]@db", 7]}"""));
        assertThat(sent.encode()).as("what is given").isEqualTo(before);
    }

    @Test
    void allElseStaysAsItIs() {
        JsonObject sent = new JsonObject("""
                {"id": "0a", "key": "shop/web/1", "keyspace": "users", "token_name": "ci", "author": "ann",
                 "rule": "PasswordRotation", "alertname": "TokenExpired", "password": "", "count": 3, "firing": true,
                 "none": null, "lines": ["one\\ntwo", 2], "service": {"name": "web"}}""");
        assertThat(redactor.of(sent).encode()).isEqualTo(sent.encode());
    }

    @Test
    void nothingThatIsRememberedLetsASecretThrough() {
        assertThat(redactor.of("password")).isEqualTo("password");
        assertThat(redactor.of("password=")).isEqualTo("password=");
        for (int twice = 0; twice < 2; twice++) {
            JsonObject sent = new JsonObject().put("password", "hunter2").put("note", "password=hunter2");
            assertThat(redactor.of(sent).encode())
                    .isEqualTo("{\"password\":\"[redacted]\",\"note\":\"password=[redacted]\"}");
        }
        for (int i = 0; i < 5_000; i++) {
            JsonObject harmless = new JsonObject().put("name" + i, "number " + i);
            assertThat(redactor.of(harmless)).isEqualTo(harmless);
        }
    }

    @Test
    void aLongTextIsLookedAtOnceForAsLongAsItIsKept() {
        List<String> looked = new ArrayList<>();
        Redactor plain = new Redactor();
        JsonRedactor counting = new JsonRedactor(text -> {
            looked.add(text);
            return plain.text(text);
        });
        String harmless = "x".repeat(1_000);
        String secret = harmless + " password=hunter2";
        for (int time = 0; time < 3; time++) {
            assertThat(counting.of(harmless)).isSameAs(harmless);
            assertThat(counting.of(secret)).isEqualTo(harmless + " password=[redacted]");
        }
        assertThat(looked).containsExactly(harmless, secret);
    }

    @Test
    void textsAreCutWhereThatIsAskedFor() {
        JsonObject sent = new JsonObject().put("note", "x".repeat(10_000));
        assertThat(redactor.of(sent).getString("note")).hasSize(10_000);
        assertThat(new JsonRedactor(new Redactor()::line).of(sent).getString("note")).hasSize(501);
    }
}
