package io.dockmedic.remediation.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.decide.Touches;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whose doing a stop was is in doubt where the engine was gone right after it, and only there. */
class ServicesTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private final Services services = new Services();

    private Touches seen(ContainerEvent event) {
        services.seen(event);
        return services.touches(event.subject(), NOW.minusSeconds(60));
    }

    private Touches lostAfter(ContainerEvent event, int seconds) {
        seen(event);
        services.lost(NOW.plusSeconds(seconds));
        return services.touches(event.subject(), NOW.minusSeconds(60));
    }

    @Test
    void aStopRightBeforeTheEngineWasGoneIsInDoubt() {
        Touches touches = lostAfter(Samples.touched(NOW, "stop"), 5);
        assertThat(touches.takeover()).isPresent();
        assertThat(touches.takeoverForSure()).isEmpty();
        assertThat(seen(Samples.touched(NOW.plusSeconds(20), "stop")).takeoverForSure()).as("one after that")
                .isPresent();
    }

    @Test
    void aStopLongBeforeIsNot() {
        assertThat(lostAfter(Samples.touched(NOW, "stop"), 9).takeoverForSure()).isPresent();
    }

    @Test
    void whatTheEngineDoesNotDoAtItsEndIsNot() {
        assertThat(lostAfter(Samples.touched(NOW, "update"), 1).takeoverForSure()).isPresent();
    }
}
