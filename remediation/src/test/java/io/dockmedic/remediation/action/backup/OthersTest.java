package io.dockmedic.remediation.action.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.view.Bystanders;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OthersTest {
    private final ManualTime time = new ManualTime(Instant.parse("2026-11-28T03:30:00Z"));
    private final Bystanders bystanders = new Bystanders(time);
    private final Grip stopped = new Grip(Quiet.STOP, time.now(), "", Duration.ofSeconds(60), true);
    private final Grip paused = new Grip(Quiet.PAUSE, time.now(), "", Duration.ZERO, true);

    @Test
    void whoDeploysHasTheRightOfWay() {
        String old = "b".repeat(64);
        bystanders.watch("a1", "web", old);
        Others others = new Others(bystanders, "a1", old);
        assertThat(others.deploys(stopped, time.now())).isFalse();
        bystanders.event(Samples.touched(time.now(), "create"));
        assertThat(others.deploys(stopped, time.now())).isTrue();
        assertThat(others.deploys(paused, time.now())).isFalse();
        assertThat(others.has(stopped)).isEmpty();
        time.advance(Duration.ofSeconds(31));
        assertThat(others.deploys(stopped, time.now())).isFalse();
    }

    @Test
    void whatSomebodyHasDoneToItIsTheirs() {
        bystanders.watch("a1", "web", Samples.ID);
        Others others = new Others(bystanders, "a1", Samples.ID);
        assertThat(others.has(stopped)).isEmpty();
        bystanders.event(Samples.touched(time.now(), "pause"));
        assertThat(others.has(paused)).contains("somebody has paused it meanwhile");
        assertThat(others.has(stopped)).isEmpty();
        bystanders.event(Samples.touched(time.now(), "rename"));
        assertThat(others.replaced()).hasValueSatisfying(why -> assertThat(why).contains("renamed"));
    }

    @Test
    void anotherInItsPlaceIsKnownWhateverWasDoneSince() {
        bystanders.watch("a1", "web", Samples.ID);
        Others others = new Others(bystanders, "a1", Samples.ID);
        bystanders.event(Samples.touched(time.now(), "create"));
        bystanders.event(Samples.touched(time.now(), "start"));
        assertThat(others.replaced()).as("its own start").isEmpty();
        assertThat(others.deploys(stopped, time.now())).as("whatever came after").isTrue();
        bystanders.event(Samples.touched(time.now(), "rename"));
        bystanders.event(Samples.touched(time.now(), "start"));
        assertThat(others.replaced()).hasValueSatisfying(why -> assertThat(why).contains("renamed"));

        bystanders.watch("a2", "web", "b".repeat(64));
        Others beside = new Others(bystanders, "a2", "b".repeat(64));
        bystanders.event(Samples.touched(time.now(), "start"));
        bystanders.event(Samples.touched(time.now(), "update"));
        assertThat(beside.replaced()).contains("somebody has started another container in its place meanwhile");
    }
}
