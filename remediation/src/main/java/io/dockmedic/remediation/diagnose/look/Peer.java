package io.dockmedic.remediation.diagnose.look;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.engine.detail.Details.Network;
import io.dockmedic.rules.exit.ExitCodes;
import java.util.List;
import java.util.Set;

/** Another container, as somebody on its networks sees it. */
record Peer(Sighting sighting, Details details) {
    private static final int SHORT_ID = 12;
    /** On these the engine answers for no names. */
    private static final Set<String> NAMELESS = Set.of("bridge", "host", "none");

    String name() {
        return sighting.container().name();
    }

    /** The networks on which the engine answers for it when it is asked for that name. */
    List<Network> under(String host) {
        return named(details).stream()
                .filter(network -> host.equalsIgnoreCase(name())
                        || (sighting.container().id().startsWith(host) && host.length() == SHORT_ID)
                        || network.aliases().stream().anyMatch(host::equalsIgnoreCase))
                .toList();
    }

    /** Those of a container on which the engine answers for names. */
    static List<Network> named(Details details) {
        return details.networks().stream().filter(network -> !NAMELESS.contains(network.name())).toList();
    }

    /** Whether the engine gives its address: of one that does not run it has none. */
    boolean isUp() {
        return sighting.ran();
    }

    /** {@code exited with 1 (…)}. */
    String state() {
        var state = sighting.state();
        if (state.paused()) {
            return "is paused";
        }
        if (isUp()) {
            return "runs" + (state.health() == null ? "" : ", and its health check says " + state.health().status());
        }
        return state.restarting()
                ? "is about to be started again, ended with " + state.exitCode()
                : state.startedAt() == null
                        ? "was never started"
                        : "ended with exit code " + state.exitCode() + " (" + ExitCodes.meaning(state.exitCode()) + ")";
    }
}
