package io.dockmedic.remediation.action.network;

import java.util.List;
import java.util.stream.Collectors;

/** What came of it, in words. */
final class Came {
    private Came() {}

    /** With what undoes exactly that. */
    static String done(List<String> networks, String name) {
        return "connected to " + String.join(", ", networks) + "; undone by " + networks.stream()
                .map(network -> "docker network disconnect " + network + " " + name)
                .collect(Collectors.joining("; "));
    }
}
