package io.dockmedic.collectors.container.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.container.reading.Network;
import io.dockmedic.collectors.container.reading.Network.Direction;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NetDevTest {
    @Test
    void everyInterfaceButLoopback() throws Exception {
        String text = Files.readString(
                Path.of("src/test/resources/cgroup2/limited-busy-throttled/proc_pid_net_dev"));
        assertThat(NetDev.read(text)).containsExactly(
                new Network("eth0", new Direction(1182, 13, 0, 0), new Direction(0, 0, 0, 0)));
    }

    @Test
    void whoMakesInterfacesByTheThousandGetsSixtyFour() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            text.append("dummy").append(i).append(": 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n");
        }
        assertThat(NetDev.read(text.toString())).hasSize(64)
                .first()
                .extracting(Network::name)
                .isEqualTo("dummy0");
    }

    @Test
    void anAliasKeepsItsColonAndSentIsNotReceived() {
        assertThat(NetDev.read("eth0:1: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\neth1: 1 2\neth2: a b\n"))
                .containsExactly(new Network("eth0:1", new Direction(1, 2, 3, 4), new Direction(9, 10, 11, 12)));
    }
}
