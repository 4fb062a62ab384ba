package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.ContainerState;
import java.util.LinkedHashMap;
import java.util.Map;

/** How far a container must have come before what depends on it may go on; the later ones ask for more. */
public enum Need {
    /** It runs. */
    STARTED("until it runs"),
    /** It runs, and its health check, where it has one, says that it is healthy. */
    HEALTHY("until it is healthy"),
    /** It has done what it is for, and ended with 0. */
    COMPLETED("until it has completed");

    private static final String DEPENDS_ON = "com.docker.compose.depends_on";

    private final String words;

    Need(String words) {
        this.words = words;
    }

    /** How long it is waited for, for a person. */
    public String words() {
        return words;
    }

    /**
     * What a container depends on, as Compose wrote it in its label: {@code db:service_healthy:true,cache:service_started:false}.
     * An older Compose wrote services alone. Whether Compose would restart it with them does not matter: the order is good in
     * any case.
     *
     * @return by the names of services, as they stand there
     */
    public static Map<String, Need> of(Map<String, String> labels) {
        Map<String, Need> needs = new LinkedHashMap<>();
        for (String one : labels.getOrDefault(DEPENDS_ON, "").split(",", -1)) {
            String[] parts = one.strip().split(":", -1);
            if (!parts[0].isEmpty()) {
                needs.merge(parts[0], parts.length > 1 ? of(parts[1]) : STARTED, Need::more);
            }
        }
        return needs;
    }

    private static Need of(String condition) {
        return switch (condition) {
            case "service_healthy", "service_running_or_healthy" -> HEALTHY;
            case "service_completed_successfully" -> COMPLETED;
            default -> STARTED;
        };
    }

    /** The one that asks for more. */
    public Need more(Need other) {
        return compareTo(other) < 0 ? other : this;
    }

    /** Whether a container that is so has come so far, and stays so by all that is known. */
    public boolean met(ContainerState state) {
        boolean runs = state.running() && !state.restarting() && !state.paused();
        return switch (this) {
            case STARTED -> runs;
            case HEALTHY -> runs && (state.health() == null || state.health().status().equals("healthy"));
            case COMPLETED -> !state.running() && state.startedAt() != null && state.exitCode() == 0;
        };
    }

    /** Why it has not, for a person. */
    public String missing(ContainerState state) {
        if (state.paused()) {
            return "is paused";
        }
        if (state.restarting()) {
            return "does not keep running";
        }
        if (this == COMPLETED) {
            return state.running() ? "has not completed" : "has ended with " + state.exitCode();
        }
        return state.running() && state.health() != null
                ? "is " + state.health().status()
                : "does not run (exit code " + state.exitCode() + ")";
    }
}
