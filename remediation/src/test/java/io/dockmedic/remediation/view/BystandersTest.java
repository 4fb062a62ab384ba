package io.dockmedic.remediation.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.remediation.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BystandersTest {
    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T00:00:00Z"));
    private final Bystanders bystanders = new Bystanders(time);

    private void engineGone() {
        bystanders.event(new EngineEvent.Disconnected(time.now(), "host", Origin.DOCKMEDIC, "stream_ended"));
    }

    @Test
    void whatOthersDoToTheServiceIsKnownFromTheBeginningToTheEndOfTheAct() {
        bystanders.event(Samples.touched(time.now(), "stop"));
        assertThat(bystanders.last("a1")).isEmpty();

        bystanders.watch("a1", "other-service", Samples.ID);
        bystanders.watch("a2", "web", "another");
        bystanders.event(Samples.touched(time.now(), "rename"));
        assertThat(bystanders.last("a1")).map(Bystanders.Deed::what).contains("rename");
        assertThat(bystanders.last("a2")).as("by its service").isPresent();
        bystanders.forget("a1");
        assertThat(bystanders.last("a1")).isEmpty();
    }

    @Test
    void theLastWordSaysWhetherItIsToBeDown() {
        bystanders.watch("a1", "web", Samples.ID);
        assertThat(bystanders.down("a1")).isFalse();
        bystanders.event(Samples.died(time.now(), Samples.CONSENT, Intent.ASKED));
        assertThat(bystanders.down("a1")).isTrue();
        bystanders.event(Samples.touched(time.now(), "start"));
        assertThat(bystanders.down("a1")).isFalse();
        bystanders.event(Samples.crash(time.now()));
        assertThat(bystanders.down("a1")).as("nobody asked").isFalse();
    }

    @Test
    void whatWeEndIsOursWhereItIsFoundAfterwardsAndNoOtherRun() {
        for (String ended : List.of("r1", "")) {
            String act = "a" + ended;
            bystanders.watch(act, "web", Samples.ID);
            bystanders.event(died(true, "r1"));
            assertThat(bystanders.down(act, Samples.ID)).as("who else").isTrue();
            bystanders.ends(act, Samples.ID, ended);
            assertThat(bystanders.down(act, Samples.ID)).isFalse();
            assertThat(bystanders.lastTakeover(act)).isEmpty();
            bystanders.event(died(false, "r1"));
            assertThat(bystanders.down(act, Samples.ID)).as("it was heard").isTrue();
            bystanders.event(Samples.touched(time.now(), "start"));
            bystanders.event(died(true, "r2"));
            assertThat(bystanders.down(act, Samples.ID)).isEqualTo(ended.equals("r1"));
        }
    }

    @Test
    void whatIsFoundOfAnotherContainerIsNotOurs() {
        bystanders.watch("a2", "web", Samples.ID);
        bystanders.ends("a2", "b".repeat(64), "r1");
        bystanders.ends("gone", Samples.ID, "r1");
        bystanders.event(died(true, "r1"));
        assertThat(bystanders.down("a2", Samples.ID)).isTrue();
    }

    private ContainerEvent.Died died(boolean gap, String run) {
        return new ContainerEvent.Died(time.now(), "host", Origin.RECONCILE, Samples.container(Samples.CONSENT), 143,
                false, new Judgement(Intent.ASKED, false, List.of("a test")), false, 0, Duration.ofSeconds(9), gap,
                run);
    }

    @Test
    void aPauseIsOfOneContainerAndLastsUntilItGoesOn() {
        bystanders.watch("a1", "web", Samples.ID);
        assertThat(bystanders.paused("a1", Samples.ID)).isFalse();
        bystanders.event(Samples.touched(time.now(), "pause"));
        bystanders.event(Samples.touched(time.now(), "rename"));
        assertThat(bystanders.paused("a1", Samples.ID)).isTrue();
        assertThat(bystanders.paused("a1", "another")).isFalse();
        bystanders.event(Samples.touched(time.now(), "unpause"));
        assertThat(bystanders.paused("a1", Samples.ID)).isFalse();
    }

    @Test
    void anEngineThatEndsIsNobodysStop() {
        bystanders.watch("a1", "web", Samples.ID);
        bystanders.event(Samples.touched(time.now(), "rename"));
        time.advance(Duration.ofSeconds(20));
        bystanders.event(Samples.touched(time.now(), "stop"));
        time.advance(Duration.ofSeconds(2));
        engineGone();
        assertThat(bystanders.down("a1")).isFalse();
        assertThat(bystanders.last("a1")).map(Bystanders.Deed::what).contains("rename");
    }
}
