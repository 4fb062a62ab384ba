package io.dockmedic.remediation.action.recreate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.remediation.view.Bystanders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long it is waited, after our restart, for what a call of before may still bring about. */
class ResumptionTest {
    private static final Instant CUT = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant BACK = CUT.plusSeconds(5);
    private static final Instant HEARD = BACK.plus(Bystanders.SHUTDOWN);

    private static World world(@Nullable ContainerState made) {
        return new World(state("o", "web", true), made, "o");
    }

    private static ContainerState state(String id, String name, boolean running) {
        return new ContainerState(id, name, "web:1", "sha256:1", Map.of(), "running", running, false, false, 0, 0,
                false,
                "", null, CUT, null, 0, null, new RestartPolicy("always", 0), "SIGTERM", Duration.ofSeconds(1), false,
                List.of(), false, List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE);
    }

    private static Resumption after(String step, String of) {
        Resumption resumption = Resumption.of(
                Map.of(Calling.STEP, step, Calling.OF, of, Calling.AT, Long.toString(CUT.toEpochMilli())));
        assertThat(resumption.waits(world(null), BACK)).as("what others did is heard first").isTrue();
        return resumption;
    }

    @Test
    void whatWasBeingMadeMayBeThereAWhileAfterItWasAskedFor() {
        assertThat(after("create", "web.dockmedic-new").waits(world(null), CUT.plusSeconds(89))).isTrue();
        assertThat(after("create", "web.dockmedic-new").waits(world(null), CUT.plusSeconds(90))).isFalse();
    }

    @Test
    void aClockThatWasSetBackMakesNoWaitLonger() {
        Instant earlier = CUT.minusSeconds(86_400);
        Resumption resumption = Resumption.of(
                Map.of(Calling.STEP, "create", Calling.OF, "x", Calling.AT, Long.toString(CUT.toEpochMilli())));
        assertThat(resumption.waits(world(null), earlier)).isTrue();
        assertThat(resumption.waits(world(null), earlier.plusSeconds(89))).isTrue();
        assertThat(resumption.waits(world(null), earlier.plusSeconds(90))).isFalse();
    }

    @Test
    void whatIsThereIsNotWaitedFor() {
        assertThat(after("create", "web.dockmedic-new").waits(world(state("n", "web.dockmedic-new", false)), HEARD))
                .isFalse();
    }

    @Test
    void whatIsBeingStoppedHasItsTime() {
        assertThat(after("stop", "o").waits(world(null), HEARD)).isTrue();
        assertThat(after("stop", "o").waits(world(null), CUT.plusSeconds(21))).isFalse();
        assertThat(after("rename", "o").waits(world(null), HEARD)).isFalse();
    }
}
