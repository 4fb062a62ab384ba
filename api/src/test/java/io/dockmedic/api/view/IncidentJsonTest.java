package io.dockmedic.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.dockmedic.collectors.event.ExternalEvent.Alert;
import io.dockmedic.collectors.event.ExternalEvent.Occurred;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Scope;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Incident.State;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentJsonTest {
    private record Attempt(int number, Optional<String> verdict, Optional<String> none) {}

    @Test
    void carriesEvidenceAndRemedy() {
        Attempt attempt = new Attempt(1, Optional.of("proven"), Optional.empty());

        JsonObject json = new IncidentJson(at -> at)
                .of(new IncidentEntry(Samples.incident("x", State.FIRING), attempt));

        assertThat(json.getString("state")).isEqualTo("firing");
        assertThat(json.getString("activeAt")).isEqualTo("2026-11-01T10:00:00.500Z");
        assertThat(json.containsKey("resolvedAt")).isFalse();
        JsonObject died = json.getJsonArray("evidence").getJsonObject(0);
        assertThat(died.getString("kind")).isEqualTo("container.died");
        assertThat(died.getString("subject")).isEqualTo("shop/web/1");
        assertThat(died.getDouble("ranFor")).isEqualTo(1.5);
        assertThat(died.getJsonObject("judgement").getString("intent")).isEqualTo("not_asked");
        assertThat(died.getJsonObject("judgement").getJsonArray("evidence")).containsExactly("no kill before it");
        assertThat(died.getJsonObject("container").getJsonObject("service").getString("project")).isEqualTo("shop");
        assertThat(json.getJsonObject("remedy"))
                .isEqualTo(new JsonObject().put("number", 1).put("verdict", "proven"));
    }

    @Test
    void readingsAroundTheFaultAreThereInNumbersAndInWords() {
        JsonArray readings = new IncidentJson(at -> at)
                .of(new IncidentEntry(Samples.incident("x", State.FIRING), null))
                .getJsonArray("readings");
        assertThat(readings).hasSize(1);
        JsonObject one = readings.getJsonObject(0);
        assertThat(one.getString("at")).isEqualTo("2026-11-01T09:59:56.500Z");
        assertThat(one.getString("used")).isEqualTo("memory 480 MiB of 512 MiB, processor 97 %");
        assertThat(one.getJsonObject("usage").getLong("memoryBytes")).isEqualTo(480 << 20);
    }

    /** A list of them has a thousand, and is asked for every few seconds. What of a class is looked up is not looked up each time. */
    @Test
    void oneOfManyTakesLittleToWrite() {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        IncidentEntry entry = new IncidentEntry(Samples.incident("x", State.RESOLVED), null);
        IncidentJson json = new IncidentJson(at -> at);
        json.of(entry);
        long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            json.of(entry);
        }
        assertThat((thread.getCurrentThreadAllocatedBytes() - before) / 100).as("bytes")
                .isLessThan(60_000);
    }

    @Test
    void labelsOfContainersDoNotLeave() {
        JsonObject json = new IncidentJson(at -> at).of(new IncidentEntry(Samples.incident("x", State.FIRING), null));

        assertThat(json.encode()).doesNotContain("basicauth").doesNotContain("admin:hash");
        assertThat(json.getJsonObject("labels").getString("severity")).isEqualTo("warning");
    }

    /** What others told, with a secret wherever there is room for one. */
    private static Incident told() {
        Alert alert = Alert.unplaced(Samples.THEN, "host1", "f1", "Down", Alert.FIRING, "",
                Map.of("token", "hunter2", "job", "web"),
                Map.of("password", "hunter2", "note", "see https://ann:hunter2@wiki", "long", "x".repeat(3_000)));
        Occurred occurred = new Occurred(Samples.THEN, "host1", Origin.EXTERNAL, "https://ci:hunter2@ci", "1",
                "com.example.failed", "web", "", Map.of("password", "hunter2", "db.password", "hunter2",
                        "password.current", "hunter2", "token_name", "deploy", "keyspace", "users"),
                Scope.NONE, null, null, "");
        return new Incident("i1", "ServiceDown", "token=web", State.RESOLVED, Samples.THEN, Samples.THEN,
                Samples.THEN.plusSeconds(9), "https://ci:hunter2@ci tells com.example.works",
                Map.of("severity", "warning", "api_key", "hunter2"), Map.of("password", "hunter2", "author", "ann"),
                List.of(alert, occurred), 2);
    }

    @Test
    void whatLooksLikeASecretInWhatOthersToldDoesNotLeave() {
        IncidentEntry entry = new IncidentEntry(told(), new RemedyChange(Samples.THEN, "i1", "ServiceDown", "web",
                "deferred", "paused by ann: password=hunter2", List.of(), false, false));
        IncidentJson json = new IncidentJson(at -> at);
        assertThat(json.of(entry).encode()).doesNotContain("hunter2");
        assertThat(json.brief(entry).encode()).doesNotContain("hunter2").contains("\"api_key\":\"[redacted]\"");
    }

    @Test
    void whatIsNoSecretStaysAndSoDoesWhatIsOurs() {
        JsonObject json = new IncidentJson(at -> at).of(new IncidentEntry(told(), null));
        assertThat(json.getString("key")).isEqualTo("token=web");
        assertThat(json.getJsonObject("labels"))
                .isEqualTo(new JsonObject().put("severity", "warning").put("api_key", "[redacted]"));
        assertThat(json.getJsonObject("annotations").getString("author")).isEqualTo("ann");
        JsonObject alert = json.getJsonArray("evidence").getJsonObject(0);
        assertThat(alert.getJsonObject("labels").getString("job")).isEqualTo("web");
        assertThat(alert.getJsonObject("annotations").getString("note")).isEqualTo("see https://ann:[redacted]@wiki");
        assertThat(alert.getJsonObject("annotations").getString("long")).as("nothing is cut").hasSize(3_000);
        JsonObject occurred = json.getJsonArray("evidence").getJsonObject(1);
        assertThat(occurred.getString("subject")).isEqualTo("https://ci:[redacted]@ci web");
        assertThat(occurred.getJsonObject("data").getString("token_name")).isEqualTo("deploy");
        assertThat(occurred.getJsonObject("data").getString("keyspace")).isEqualTo("users");
    }

    @Test
    void timesAreThoseOfAPersonsClock() {
        JsonObject plain = new IncidentJson(at -> at)
                .of(new IncidentEntry(Samples.incident("x", State.FIRING), null));
        JsonObject shown = new IncidentJson(at -> at.plusSeconds(3600))
                .of(new IncidentEntry(Samples.incident("x", State.FIRING), null));
        assertThat(shown.getInstant("activeAt")).isEqualTo(plain.getInstant("activeAt").plusSeconds(3600));
    }
}
