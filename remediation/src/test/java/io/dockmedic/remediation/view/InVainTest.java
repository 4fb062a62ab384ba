package io.dockmedic.remediation.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class InVainTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private final InVain inVain = new InVain();

    private String against(String cause, String asker, int minutes) {
        return inVain.against(cause, asker, START.plusSeconds(60L * minutes));
    }

    @Test
    void whatDidNotHelpOneIsNotDoneToOthersOfTheSameCause() {
        assertThat(against("lost GPU", "i2", 0)).isEmpty();
        inVain.failed("lost GPU", "i1", START);
        assertThat(against("lost GPU", "i2", 0))
                .isEqualTo("it did not help i1, which the same cause made: the next step is taken");
        assertThat(against("lost GPU", "i1", 0)).as("its own attempts").isEmpty();
        assertThat(against("another", "i2", 0)).isEmpty();
    }

    @Test
    void itCountsWhileThatFiresAndForAnHourAtLeast() {
        inVain.failed("lost GPU", "i1", START);
        assertThat(against("lost GPU", "i2", 600)).as("it fires").isNotEmpty();
        inVain.over("i1");
        assertThat(against("lost GPU", "i2", 59)).isNotEmpty();
        assertThat(against("lost GPU", "i2", 60)).isEmpty();
        inVain.failed("lost GPU", "i3", START.plusSeconds(7200));
        assertThat(against("lost GPU", "i2", 121)).contains("i3").doesNotContain("i1");
    }

    @Test
    void thatOneIsOverMeansNothingForWhatHelped() {
        inVain.over("i1");
        assertThat(against("lost GPU", "i2", 0)).isEmpty();
    }
}
