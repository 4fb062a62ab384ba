package io.dockmedic.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.ScheduleEvent;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecordJsonTest {
    /** Where the wall clock was set since our start, a time of a schedule is not moved once more. */
    @Test
    void whatIsByTheWallClockIsShownAsItIs() {
        Instant own = Instant.parse("2026-11-01T02:00:00Z");
        Instant slot = Instant.parse("2026-11-01T03:00:00Z");
        RecordJson json = new RecordJson(at -> at.plusSeconds(3600));
        JsonObject due = json.of(
                new ScheduleEvent.Due(own, "host", Origin.DOCKMEDIC, "0 3 * * * UTC", slot, "3:00"));
        assertThat(due.getString("at")).isEqualTo("2026-11-01T03:00:00Z");
        assertThat(due.getString("slot")).isEqualTo("2026-11-01T03:00:00Z");
    }
}
