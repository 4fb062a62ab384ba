package io.dockmedic.remediation.decide.storm;

import io.dockmedic.collectors.event.ContainerReading.GpuReached;
import io.dockmedic.collectors.event.ContainerReading.NetworkSeen;
import io.dockmedic.collectors.event.ContainerReading.NetworkShared;
import io.dockmedic.collectors.event.GpuAccess;
import io.dockmedic.collectors.event.OwnNetwork;
import io.dockmedic.collectors.event.SharedNetwork;
import io.dockmedic.rules.incident.Incident;
import java.util.Set;

/**
 * What is known to have made an incident, where that makes many of its kind at once and each is cured by itself: they are healed
 * one after the other, each with its proof, and a storm does not hold them up, until that does not help one of them.
 */
public final class KnownCause {
    private static final String LOST_GPU = "lost GPU";
    private static final Set<SharedNetwork> CUT_OFF = Set.of(SharedNetwork.STALE, SharedNetwork.GONE);

    private KnownCause() {}

    /** Empty as a rule. */
    public static String of(Incident incident) {
        return switch (incident.latest()) {
            case GpuReached reached when reached.access() == GpuAccess.LOST -> LOST_GPU;
            case NetworkShared shared when CUT_OFF.contains(shared.state()) -> "network of " + shared.of();
            case NetworkSeen seen when seen.state() == OwnNetwork.OFF -> "on network " + seen.networks();
            default -> "";
        };
    }
}
