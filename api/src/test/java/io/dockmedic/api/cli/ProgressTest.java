package io.dockmedic.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final String AWAY = "\r\u001b[2K";

    private final StringWriter terminal = new StringWriter();
    private final ManualTime time = new ManualTime(Instant.EPOCH);

    private String said() {
        String text = terminal.toString();
        terminal.getBuffer().setLength(0);
        return text;
    }

    @Test
    void whoHasWaitedIsToldNowAndThenAndInTheEndNothingOfItStays() {
        try (Progress progress = new Progress(new PrintWriter(terminal), time, true)) {
            progress.done(1, 500, "containers");
            time.advance(Duration.ofMillis(499));
            progress.done(2, 500, "containers");
            assertThat(said()).as("what takes no time has no progress").isEmpty();
            time.advance(Duration.ofMillis(1));
            progress.done(3, 500, "containers");
            assertThat(said()).isEqualTo(AWAY + "3 of 500 containers");
            progress.done(4, 500, "containers");
            assertThat(said()).as("not for each").isEmpty();
            time.advance(Duration.ofMillis(200));
            progress.done(5, 0, "of\nline\u001b[31m" + "x".repeat(90));
            assertThat(said()).startsWith(AWAY + "5 of\\u000aline\\u001b[31m").hasSize(AWAY.length() + 70);
        }
        assertThat(said()).isEqualTo(AWAY);
    }

    @Test
    void toAFileItSaysNothing() {
        try (Progress progress = new Progress(new PrintWriter(terminal), time, false)) {
            time.advance(Duration.ofHours(1));
            progress.done(3, 500, "containers");
        }
        assertThat(said()).isEmpty();
    }
}
