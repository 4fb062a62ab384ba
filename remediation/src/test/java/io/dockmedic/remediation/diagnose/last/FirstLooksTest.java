package io.dockmedic.remediation.diagnose.last;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.record.Found;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.IncidentChange.What;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The container of an incident is looked at when that fires, one after the other, and what was found is kept. */
class FirstLooksTest {
    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T00:00:00Z"));
    private final List<Promise<JsonObject>> looks = new ArrayList<>();
    private final Map<String, Found> kept = new LinkedHashMap<>();
    private boolean full;
    private final FirstLooks first = new FirstLooks(this::looked, this::keep, time);

    private Future<JsonObject> looked(Container container) {
        looks.add(Promise.promise());
        return looks.getLast().future();
    }

    private Future<Void> keep(String incident, Found found) {
        if (full) {
            return Future.failedFuture("no room");
        }
        kept.put(incident, found);
        return Future.succeededFuture();
    }

    private void changes(What what, String id) {
        first.incident(new IncidentChange(what, Samples.incident(id, "r", Samples.crash(time.now())), RemedyPlan.NONE));
    }

    private static JsonObject found(String log) {
        return new JsonObject().put("service", "web")
                .put("conclusions", new JsonArray().add("It does not run."))
                .put("log", new JsonArray().add(log))
                .put("settings", new JsonObject().put("memory", "1 MiB"))
                .put("missing", new JsonArray());
    }

    @Test
    void whatFiresIsLookedAtOnceAndKeptAsItWas() {
        changes(What.FIRED, "i1");
        changes(What.AGAIN, "i1");
        changes(What.RESTORED, "i2");
        assertThat(looks).hasSize(1);
        looks.getFirst().complete(found("FATAL"));
        assertThat(kept).containsOnlyKeys("i1");
        assertThat(kept.get("i1"))
                .isEqualTo(new Found(time.now(), Samples.crash(time.now()).container().name(), found("FATAL")));
    }

    @Test
    void oneIsLookedAtAfterTheOtherAndSoManyWait() {
        for (int i = 0; i < 60; i++) {
            changes(What.FIRED, "i" + i);
        }
        assertThat(looks).hasSize(1);
        while (kept.size() < looks.size()) {
            looks.getLast().complete(found(""));
        }
        assertThat(kept).hasSize(51);
    }

    @Test
    void whatCannotBeKeptHoldsUpNothing() {
        full = true;
        changes(What.FIRED, "i1");
        changes(What.FIRED, "i2");
        looks.getLast().complete(found(""));
        full = false;
        looks.getLast().complete(found(""));
        assertThat(kept).containsOnlyKeys("i2");
    }

    @Test
    void ofWhatIsTooLongWhatItComesToIsKept() {
        changes(What.FIRED, "i1");
        looks.getLast().complete(found("x".repeat(70_000)));
        JsonObject diagnosis = Objects.requireNonNull(kept.get("i1")).diagnosis();
        assertThat(diagnosis.getJsonArray("conclusions")).containsExactly("It does not run.");
        assertThat(diagnosis.getJsonArray("log")).isEmpty();
        assertThat(diagnosis.containsKey("settings")).isFalse();
        assertThat(diagnosis.getJsonArray("missing").toString()).contains("too long to be kept");
    }
}
