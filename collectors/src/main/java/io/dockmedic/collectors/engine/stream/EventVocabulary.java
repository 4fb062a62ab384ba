package io.dockmedic.collectors.engine.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The types and actions we ask for, and one spelling for all engines. What is not listed never comes: no exec events,
 * whose actions carry whole command lines.
 */
final class EventVocabulary {
    static final List<String> TYPES = List.of("container", "network", "daemon");
    /** With Podman's words for {@code die} and {@code destroy}. */
    static final List<String> ACTIONS = List.of("create", "start", "restart", "stop", "die", "kill", "oom", "destroy",
            "rename", "update", "pause", "unpause", "health_status", "connect", "disconnect", "reload", "died",
            "remove");

    private static final Set<String> TYPE_SET = Set.copyOf(TYPES);
    private static final Set<String> ACTION_SET = Set.copyOf(ACTIONS);
    private static final Map<String, String> DOCKER_WORD = Map.of("died", "die", "remove", "destroy");

    private EventVocabulary() {}

    static boolean has(String type, String action) {
        int colon = action.indexOf(':');
        return TYPE_SET.contains(type) && ACTION_SET.contains(colon < 0 ? action : action.substring(0, colon));
    }

    /** Docker's word; Podman has the health in a field of its own. */
    static String action(String action, JsonNode event) {
        String health = event.path("HealthStatus").asText("");
        if (action.equals("health_status") && !health.isEmpty()) {
            return "health_status: " + health;
        }
        return DOCKER_WORD.getOrDefault(action, action);
    }
}
