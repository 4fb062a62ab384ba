package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ContainerReading.NetworkShared;
import io.dockmedic.collectors.event.SharedNetwork;
import java.time.Duration;
import java.util.List;

/** {@code container.shared_network}. */
final class SharedNetworkKind {
    static final Kind<NetworkShared> KIND = Kind.of(
            NetworkShared.KIND,
            NetworkShared.class,
            "a running container that shares the network of another one (`network_mode: service:vpn`) was compared with that"
                    + " one, every 10 s",
            ContainerFields.ALL,
            List.of(
                    Field.word("state",
                            "`ok`; `stale`, the other was started since, and what it had before reaches nothing; `down`, the"
                                    + " other does not run; `gone`, the engine has the other no more",
                            Kind.words(SharedNetwork.class), event -> event.state().word()),
                    Field.text("of", "the other's name; its id when the engine has it no more", NetworkShared::of)))
            .every(Duration.ofSeconds(10));

    private SharedNetworkKind() {}
}
