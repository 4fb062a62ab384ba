package io.dockmedic.collectors.engine.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLeaseTest {
    private final ManualTime time = new ManualTime(Instant.parse("2026-03-01T03:00:00Z"));
    private final Health health = new Health();
    private final List<Boolean> answers = new ArrayList<>();

    @TempDir
    Path shared;

    @Test
    void theFirstActsAndTheSecondObserves() {
        List<Boolean> first = new ArrayList<>();
        lease().ask("AAAA:BBBB", first::add);
        lease().ask("AAAA:BBBB", answers::add);

        assertThat(first).containsExactly(true);
        assertThat(answers).containsExactly(false);
    }

    @Test
    void theSecondTakesOverWhenTheFirstIsGone() {
        EngineLease first = lease();
        first.ask("AAAA", acting -> {});
        lease().ask("AAAA", answers::add);

        time.advance(EngineLease.RETRY);
        assertThat(answers).containsExactly(false);
        first.close();
        time.advance(EngineLease.RETRY);
        assertThat(answers).containsExactly(false, true);
    }

    @Test
    void twoEnginesHaveTwoLeases() {
        lease().ask("AAAA", acting -> {});
        lease().ask("BBBB", answers::add);

        assertThat(answers).containsExactly(true);
    }

    @Test
    void askingAgainForTheSameEngineKeepsTheLease() {
        EngineLease lease = lease();
        lease.ask("AAAA", answers::add);
        lease.ask("AAAA", answers::add);

        assertThat(answers).containsExactly(true, true);
    }

    @Test
    void whereNobodyCanTellWeActAndSayIt() throws IOException {
        Path notADirectory = Files.writeString(shared.resolve("file"), "");
        new EngineLease(notADirectory, time, health).ask("AAAA", answers::add);

        assertThat(answers).containsExactly(true);
        assertThat(health.parts().get("lease")).matches(part -> part.status() == Health.Status.DEGRADED
                && part.reason().contains(notADirectory.toString()));
    }

    private EngineLease lease() {
        return new EngineLease(shared, time, health);
    }
}
