package io.dockmedic.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run of {@code deploy/chaos}, short; every promise is judged. */
class ChaosTest {
    private static final long SEED = 4711;

    @Test
    void nothingIsLostDoubledAgainstAPersonOverBudgetOrUnexplained(@TempDir Path home) {
        Verdict verdict = new Run(home, SEED, new Goal(40, 20, 8, 3, Duration.ofMinutes(4)), 10).verdict();
        System.out.print(verdict.text());
        assertThat(verdict.findings()).as("%s", verdict.text()).isEmpty();
        assertThat(verdict.faults()).isGreaterThanOrEqualTo(40);
        assertThat(verdict.acts()).isGreaterThanOrEqualTo(20);
        assertThat(verdict.kills()).isGreaterThanOrEqualTo(8);
        assertThat(verdict.engineFaults()).isGreaterThanOrEqualTo(3);
    }

    @Test
    @Tag("long")
    void norInAnHour(@TempDir Path home) {
        Verdict verdict = new Run(home, SEED + 1, Main.LONG, 12).verdict();
        System.out.print(verdict.text());
        assertThat(verdict.findings()).as("%s", verdict.text()).isEmpty();
    }
}
