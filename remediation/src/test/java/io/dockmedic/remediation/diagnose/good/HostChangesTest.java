package io.dockmedic.remediation.diagnose.good;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.host.view.HostState;
import org.junit.jupiter.api.Test;

class HostChangesTest {
    private static final long GIB = 1L << 30;
    private static final HostState THEN = new HostState("6.1", "28.0.0", "1", "b1", "v2", 8 * GIB, 100 * GIB);

    @Test
    void eachDifferenceIsALine() {
        assertThat(HostChanges.since(THEN, new HostState("6.12", "29.1.0", "2", "b2", "v1", GIB, 10 * GIB)))
                .containsExactly("the machine was started anew", "kernel: 6.1 -> 6.12", "engine: 28.0.0 -> 29.1.0",
                        "Dockmedic: 1 -> 2", "cgroup: v2 -> v1", "free memory: 8.0 GiB -> 1.0 GiB",
                        "free on the engine's disk: 100.0 GiB -> 10.0 GiB");
    }

    @Test
    void whatIsNotKnownOrAboutTheSameIsNone() {
        assertThat(HostChanges.since(THEN, HostState.UNKNOWN)).isEmpty();
        assertThat(HostChanges.since(HostState.UNKNOWN, THEN)).isEmpty();
        assertThat(HostChanges.since(THEN, new HostState("6.1", "28.0.0", "1", "b1", "v2", 5 * GIB, 60 * GIB)))
                .isEmpty();
    }
}
