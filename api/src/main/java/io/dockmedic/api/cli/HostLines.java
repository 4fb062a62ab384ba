package io.dockmedic.api.cli;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** How the host is in a diagnosis, and how it was when the service last ran well. */
final class HostLines {
    private HostLines() {}

    static List<String> of(JsonObject host) {
        if (host.isEmpty()) {
            return List.of();
        }
        JsonObject then = host.getJsonObject("then");
        String now = line(host.getJsonObject("now"));
        return then == null ? List.of(now) : List.of("now: " + now, "then: " + line(then));
    }

    private static String line(JsonObject host) {
        List<String> parts = new ArrayList<>();
        for (String name : List.of("kernel", "engine", "dockmedic", "cgroup")) {
            if (!host.getString(name).isEmpty()) {
                parts.add(name.replace("dockmedic", "Dockmedic") + " " + host.getString(name));
            }
        }
        free(parts, "memory", host.getLong("freeMemoryBytes"));
        free(parts, "on the engine's disk", host.getLong("freeDiskBytes"));
        return String.join(", ", parts);
    }

    private static void free(List<String> parts, String where, long bytes) {
        if (bytes > 0) {
            parts.add("free " + (where.startsWith("on") ? where : "of " + where) + " " + (bytes >> 20) + " MiB");
        }
    }
}
