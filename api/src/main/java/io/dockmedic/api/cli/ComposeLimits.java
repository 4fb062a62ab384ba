package io.dockmedic.api.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The limits that are to be written, as Compose takes them: a document a project. Of a service with several containers what
 * suits the neediest; what is not of Compose, as a command.
 */
final class ComposeLimits {
    private static final long MIB = 1 << 20;
    private static final Set<String> CHANGES = Set.of("set", "raise", "lower");
    /** What YAML would take for something else than a text. */
    private static final String PLAIN = "(?!(?i:y|n|yes|no|on|off|true|false|null)$)[A-Za-z_][A-Za-z0-9_-]*";

    private ComposeLimits() {}

    /** Empty when nothing is to be written. */
    static String of(List<JsonObject> services) {
        SortedMap<String, SortedMap<String, SortedMap<String, Double>>> projects = new TreeMap<>();
        for (JsonObject service : services) {
            SortedMap<String, Double> limits = limits(service);
            if (!limits.isEmpty()) {
                projects.computeIfAbsent(service.getString("project"), key -> new TreeMap<>())
                        .merge(service.getString("name"), limits, ComposeLimits::neediest);
            }
        }
        SortedMap<String, SortedMap<String, Double>> without = projects.remove("");
        String documents = projects.entrySet()
                .stream()
                .map(project -> document(project.getKey(), project.getValue()))
                .collect(Collectors.joining("---\n"));
        return documents + (without == null ? "" : commands(without));
    }

    /** By what is limited; those that change. */
    private static SortedMap<String, Double> limits(JsonObject service) {
        SortedMap<String, Double> limits = new TreeMap<>();
        for (String what : List.of("memory", "processors", "threads")) {
            JsonObject advice = service.getJsonObject(what);
            if (CHANGES.contains(advice.getString("verdict"))) {
                limits.put(what, advice.getDouble("advised"));
            }
        }
        return limits;
    }

    private static SortedMap<String, Double> neediest(SortedMap<String, Double> one, SortedMap<String, Double> other) {
        other.forEach((what, limit) -> one.merge(what, limit, Math::max));
        return one;
    }

    private static String document(String project, Map<String, SortedMap<String, Double>> services) {
        StringBuilder text = new StringBuilder("# project ").append(Shown.plain(project)).append("\nservices:\n");
        services.forEach((name, limits) -> {
            text.append("  ").append(name.matches(PLAIN) ? name : Shown.quoted(name)).append(":\n");
            limits.forEach((what, limit) -> text.append("    ").append(line(what, limit)).append('\n'));
        });
        return text.toString();
    }

    private static String line(String what, double limit) {
        return switch (what) {
            case "memory" -> "mem_limit: " + memory(limit);
            case "processors" -> "cpus: " + limit;
            default -> "pids_limit: " + (long) limit;
        };
    }

    private static String commands(Map<String, SortedMap<String, Double>> containers) {
        StringBuilder text = new StringBuilder("# not of Compose, until they are made anew:\n");
        containers.forEach((name, limits) -> {
            text.append("# docker update");
            limits.forEach((what, limit) -> text.append(switch (what) {
                case "memory" -> " --memory " + memory(limit) + " --memory-swap " + memory(limit);
                case "processors" -> " --cpus " + limit;
                default -> " --pids-limit " + limit.longValue();
            }));
            text.append(' ').append(Shown.plain(name)).append('\n');
        });
        return text.toString();
    }

    private static String memory(double bytes) {
        long mebibytes = Math.round(bytes / MIB);
        return mebibytes % 1024 == 0 ? mebibytes / 1024 + "g" : mebibytes + "m";
    }
}
