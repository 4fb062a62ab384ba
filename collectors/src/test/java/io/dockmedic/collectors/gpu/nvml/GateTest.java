package io.dockmedic.collectors.gpu.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GateTest {
    @Test
    void whatIsStillBeingClosedIsToldFromWhatIsShut() throws Exception {
        Gate gate = new Gate();
        gate.shut();
        assertThat(gate.stillCloses()).isFalse();
        assertThat(gate.awaitEmpty()).isTrue();
        gate.open();
        assertThat(gate.enter("all")).isFalse();
        assertThat(gate.stillCloses()).isTrue();
        gate.closed();
        assertThat(gate.stillCloses()).isFalse();
        assertThat(gate.enter("all")).isTrue();
    }
}
