package io.dockmedic.remediation.decide.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerReading.NetworkSeen;
import io.dockmedic.collectors.event.ContainerReading.NetworkShared;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.OwnNetwork;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.event.SharedNetwork;
import io.dockmedic.remediation.Samples;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownCauseTest {
    private static final Container TORRENT = new Container("a".repeat(64), "torrent", "torrent:1", Map.of(),
            new Service("", "torrent", ""), false);

    private static String of(SharedNetwork state) {
        return KnownCause.of(Samples.incident("i1", "r", new NetworkShared(Instant.EPOCH, "host", Origin.DOCKMEDIC,
                TORRENT, "vpn", state)));
    }

    private static String of(OwnNetwork state) {
        return KnownCause.of(Samples.incident("i1", "r", new NetworkSeen(Instant.EPOCH, "host", Origin.DOCKMEDIC,
                TORRENT, state, "shop_default", "its bridge was made anew")));
    }

    /** Nothing is done about a network that is broken. */
    @Test
    void whatIsOffOneNetworkHasOneCause() {
        assertThat(of(OwnNetwork.OFF)).isEqualTo("on network shop_default");
        assertThat(of(OwnNetwork.BROKEN)).isEmpty();
        assertThat(of(OwnNetwork.ON)).isEmpty();
    }

    /** They are healed one after the other. */
    @Test
    void whatIsCutOffFromOneNetworkHasOneCause() {
        assertThat(of(SharedNetwork.GONE)).isEqualTo("network of vpn").isEqualTo(of(SharedNetwork.STALE));
        assertThat(of(SharedNetwork.DOWN)).isEmpty();
        assertThat(of(SharedNetwork.OK)).isEmpty();
    }
}
