package io.dockmedic.remediation.action.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GripTest {
    private static final Instant AT = Instant.parse("2026-11-28T03:30:00Z");

    @Test
    void isReadAsItWasWrittenDown() {
        Grip grip = new Grip(Quiet.STOP, AT, "2026-11-27T00:00:00Z", Duration.ofSeconds(60), false);
        Map<String, String> notes = new HashMap<>(grip.notes());
        notes.put("part", "/kept/one");
        assertThat(Grip.of(notes, AT.plusSeconds(9))).contains(grip);
        assertThat(Grip.of(grip.certain().notes(), AT.plusSeconds(9))).contains(grip.certain());
        assertThat(Grip.of(notes, AT.minusSeconds(9))).as("our clock was ahead")
                .contains(grip.since(AT.minusSeconds(9)));
        assertThat(Grip.of(Map.of("part", "/kept/one"), AT)).isEmpty();
    }
}
