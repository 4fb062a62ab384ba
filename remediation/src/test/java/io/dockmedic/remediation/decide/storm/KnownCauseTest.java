package io.dockmedic.remediation.decide.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent.NetworkShared;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.event.SharedNetwork;
import io.dockmedic.remediation.Samples;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownCauseTest {
    private static String of(SharedNetwork state) {
        Container container = new Container("a".repeat(64), "torrent", "torrent:1", Map.of(),
                new Service("", "torrent", ""), false);
        return KnownCause.of(Samples.incident("i1", "r", new NetworkShared(Instant.EPOCH, "host", Origin.DOCKMEDIC,
                container, "vpn", state)));
    }

    /** They are healed one after the other. */
    @Test
    void whatIsCutOffFromOneNetworkHasOneCause() {
        assertThat(of(SharedNetwork.GONE)).isEqualTo("network of vpn").isEqualTo(of(SharedNetwork.STALE));
        assertThat(of(SharedNetwork.DOWN)).isEmpty();
        assertThat(of(SharedNetwork.OK)).isEmpty();
    }
}
