package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ContainerReading.NetworkSeen;
import io.dockmedic.collectors.event.OwnNetwork;
import java.time.Duration;
import java.util.List;

/** {@code container.network}. */
final class NetworkKind {
    static final Kind<NetworkSeen> KIND = Kind.of(
            NetworkSeen.KIND,
            NetworkSeen.class,
            "a running container with networks of its own was looked at, and the kernel's word of them compared with the"
                    + " engine's, every 10 s",
            ContainerFields.ALL,
            List.of(
                    Field.word("state",
                            "`on`; `off`, it is off a network that the engine says it is on, whose bridge is there, so that"
                                    + " a restart puts it back; `broken`, the same, and the bridge is gone too, or is not"
                                    + " known, so that a restart may end it for good",
                            Kind.words(OwnNetwork.class), event -> event.state().word()),
                    Field.text("networks", "the names of those that it is off, with a comma between; empty when `on`",
                            NetworkSeen::networks),
                    Field.text("reason", "what shows that; empty when `on`", NetworkSeen::reason)))
            .every(Duration.ofSeconds(10));

    private NetworkKind() {}
}
