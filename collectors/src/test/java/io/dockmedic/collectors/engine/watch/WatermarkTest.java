package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.stream.EngineMessage;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatermarkTest {
    private final Watermark watermark = new Watermark();

    @Test
    void reachesOnlyThatFarThatNothingBeforeIsOpen() {
        EngineMessage first = message(1);
        EngineMessage second = message(2);
        Runnable firstDone = watermark.opened(first);
        Runnable secondDone = watermark.opened(second);

        secondDone.run();
        assertThat(watermark.reached()).isEmpty();
        firstDone.run();
        assertThat(watermark.reached()).contains(second);
    }

    private static EngineMessage message(int second) {
        return new EngineMessage("container", "die", "c", Map.of(), Instant.ofEpochSecond(second),
                Instant.ofEpochSecond(second), false);
    }
}
