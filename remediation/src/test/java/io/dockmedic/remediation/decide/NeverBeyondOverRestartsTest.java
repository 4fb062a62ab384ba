package io.dockmedic.remediation.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same as {@link NeverBeyondTest}, of the whole stage and a journal on disk that is closed and opened again and again: no act
 * is beyond a budget or the cooldown, none is begun in a maintenance window or a pause. Among them are acts about no container
 * (room on the disk, GPUs), commands on the host and calls over HTTP, and backups that are due. What is put back later takes no
 * budget; it is held up as any act is. {@link Lives} draws what happens; {@link Tally} counts what the journal has of it.
 */
class NeverBeyondOverRestartsTest {
    /** In which everything comes up. */
    private static final List<Long> SEEDS = List.of(5L, 6L, 8L);
    private static final int STEPS = 250;

    @TempDir
    Path dir;

    @Test
    void noSequenceOfEventsClockStepsAndRestartsLeadsBeyondALimit() throws IOException {
        Map<String, Integer> acts = new TreeMap<>();
        for (long seed : SEEDS) {
            try (Lives lives = new Lives(seed, Files.createDirectory(dir.resolve("seed" + seed)))) {
                for (int step = 0; step < STEPS; step++) {
                    lives.step();
                }
                assertThat(lives.broken()).as("seed %d: %s", seed, lives.told()).isEmpty();
                assertThat(lives.lives()).as("lives").isGreaterThan(5);
                lives.acts().forEach((action, count) -> acts.merge(action, count, Integer::sum));
            }
        }
        assertThat(acts).as("acts, and what was put back")
                .containsKeys("restart", "end-loop", "limits", "host-command", "http", "prune", "backup-volume",
                        "gpu-power-limit", "reset-gpu", "back from end-loop", "back from limits",
                        "back from gpu-power-limit");
    }
}
