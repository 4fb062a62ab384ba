package io.dockmedic.remediation.escalate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.decide.brake.Groups;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageTest {
    private static final Instant AT = Instant.parse("2026-11-01T10:00:00Z");

    @Test
    void aLabelOrAnnotationThatIsNamedAsASecretIsNotSent() {
        Incident incident = new Incident("i1", "ServiceDown", "web", Incident.State.RESOLVED, AT, AT, AT.plusSeconds(9),
                "it runs", Map.of("severity", "warning", "token", "abcdef", "token_name", "ci"),
                Map.of("password", "hunter2", "note", "password=hunter2", "long", "x".repeat(4_000)),
                List.of(Samples.crash(AT)), 1);
        JsonObject sent = new Message("host", new Redactor(), Groups.NONE, id -> List.of(), at -> at)
                .resolved(incident, "i1/1", AT)
                .getJsonObject("incident");
        assertThat(sent.getJsonObject("labels").encode())
                .isEqualTo("{\"severity\":\"warning\",\"token\":\"[redacted]\",\"token_name\":\"ci\"}");
        assertThat(sent.getJsonObject("annotations").getString("password")).isEqualTo("[redacted]");
        assertThat(sent.getJsonObject("annotations").getString("note")).isEqualTo("password=[redacted]");
        assertThat(sent.getJsonObject("annotations").getString("long")).hasSize(501);
    }
}
