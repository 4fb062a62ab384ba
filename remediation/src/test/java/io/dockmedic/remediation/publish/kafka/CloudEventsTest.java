package io.dockmedic.remediation.publish.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CloudEventsTest {
    private static final Instant AT = Instant.parse("2026-11-01T10:00:00Z");

    private record Says(JsonObject data) implements Wording {
        @Override
        public JsonObject incident(Incident incident) {
            return data;
        }

        @Override
        public JsonObject remedy(RemedyChange change) {
            return data;
        }

        @Override
        public JsonObject event(Event event) {
            return data;
        }
    }

    private static JsonObject published(String data) {
        Message message = new CloudEvents("h1", new Says(new JsonObject(data)), new Redactor(), new ManualTime(AT))
                .event(Samples.crash(AT));
        return new JsonObject(message.body()).getJsonObject("data");
    }

    @Test
    void aBareValueUnderASecretsNameIsNotPublished() {
        JsonObject data = published("""
                {"data": {"password": "hunter2", "db.password": "hunter2", "state": "down"},
                 "evidence": [{"labels": {"token": "abcdef", "job": "web"},
                   "annotations": {"note": "password=hunter2"}}]}""");
        assertThat(data.encode()).isEqualTo(new JsonObject("""
                {"data": {"password": "[redacted]", "db.password": "[redacted]", "state": "down"},
                 "evidence": [{"labels": {"token": "[redacted]", "job": "web"},
                   "annotations": {"note": "password=[redacted]"}}]}""").encode());
    }

    @Test
    void whatIsOursIsPublishedAsItIs() {
        String data = """
                {"id": "0a", "rule": "TokenExpired", "key": "shop/web/1", "verdict": "defer", "count": 3,
                 "healed": false, "inhibitedBy": null, "labels": {"token_name": "ci", "keyspace": "users"}}""";
        assertThat(published(data).encode()).isEqualTo(new JsonObject(data).encode());
    }

    @Test
    void aTextIsCut() {
        assertThat(published("{\"note\": \"" + "x".repeat(4_000) + "\"}").getString("note")).hasSize(501);
    }
}
