package io.dockmedic.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.chaos.Disaster.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run of {@code deploy/chaos}, short; every promise is judged. */
class ChaosTest {
    private static final long SEED = 4711;
    private static final Goal GOAL = new Goal(25, 12,
            Map.of(Kind.KILL, 6, Kind.ENGINE, 2, Kind.HOST, 2, Kind.OTHERS, 2), Duration.ofMinutes(12));

    @Test
    void nothingIsLostDoubledAgainstAPersonOverBudgetOrUnexplained(@TempDir Path home) {
        Verdict verdict = new Run(home, SEED, GOAL, 10, false).verdict();
        System.out.print(verdict.text());
        assertThat(verdict.findings()).as("%s", verdict.text()).isEmpty();
        assertThat(GOAL.met(verdict.faults(), verdict.acts(), verdict.kinds())).as("%s", verdict.text()).isTrue();
    }

    @Test
    @Tag("long")
    void norInAnHour(@TempDir Path home) {
        Verdict verdict = new Run(home, SEED + 1, Main.LONG, 12, true).verdict();
        System.out.print(verdict.text());
        assertThat(verdict.findings()).as("%s", verdict.text()).isEmpty();
    }
}
