package io.dockmedic.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.dockmedic.rules.incident.Incident.State;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
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

    @Test
    void timesAreThoseOfAPersonsClock() {
        JsonObject plain = new IncidentJson(at -> at)
                .of(new IncidentEntry(Samples.incident("x", State.FIRING), null));
        JsonObject shown = new IncidentJson(at -> at.plusSeconds(3600))
                .of(new IncidentEntry(Samples.incident("x", State.FIRING), null));
        assertThat(shown.getInstant("activeAt")).isEqualTo(plain.getInstant("activeAt").plusSeconds(3600));
    }
}
