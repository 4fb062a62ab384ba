package io.dockmedic.collectors.alert.named;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BridgesTest {
    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private List<Bridges.Network> there = List.of(new Bridges.Network(0xac120001, 16));
    private int asked;
    private boolean broken;
    private final Bridges bridges = new Bridges(time, () -> {
        asked++;
        if (broken) {
            throw new SocketException("out of descriptors");
        }
        return there;
    });

    @Test
    void anAddressIsOfABridgeByItsPrefix() {
        assertThat(bridges.have("172.18.200.9")).isTrue();
        assertThat(bridges.have("172.19.0.1")).isFalse();
        there = List.of(new Bridges.Network(0xac120001, 32));
        time.advance(Duration.ofMinutes(1));
        assertThat(bridges.have("172.18.0.1")).isTrue();
        assertThat(bridges.have("172.18.0.2")).isFalse();
    }

    @Test
    void aStormOfAlertsAsksTheKernelOnceAMinute() {
        for (int alert = 0; alert < 1_000; alert++) {
            bridges.have("10.0.0." + alert % 256);
        }
        assertThat(asked).isEqualTo(1);
        time.advance(Duration.ofMinutes(1));
        bridges.have("10.0.0.1");
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void whatWasSeenIsKeptWhereTheKernelDoesNotSay() {
        assertThat(bridges.have("172.18.0.5")).isTrue();
        broken = true;
        time.advance(Duration.ofMinutes(1));
        assertThat(bridges.have("172.18.0.5")).isTrue();
    }
}
