package io.dockmedic.collectors.audit.setup;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Takes what is a Traefik's from labels and options, and leaves secrets behind. */
public final class ProxyLabels {
    private static final String PREFIX = "traefik.";
    private static final String MIDDLEWARES = ".middlewares.";
    /** Of these the checks need the value. */
    private static final List<String> VALUES = List.of("enable", "network", "rule", "middlewares", "port");
    private static final Set<String> TRUE = Set.of("true", "1", "t");

    private ProxyLabels() {}

    /** Labels of Traefik; the value stays only where a check reads it, and never that of a middleware. */
    public static Map<String, String> of(Map<String, String> labels) {
        Map<String, String> kept = new HashMap<>();
        labels.forEach((label, value) -> {
            String name = label.toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX)) {
                boolean needed = VALUES.contains(name.substring(name.lastIndexOf('.') + 1))
                        && !name.contains(MIDDLEWARES);
                kept.put(name, needed ? value : "");
            }
        });
        return kept;
    }

    /**
     * The options that open something.
     *
     * @param words       of entrypoint and command
     * @param environment variables with values
     */
    public static Set<String> options(List<String> words, Map<String, String> environment) {
        Set<String> open = new HashSet<>();
        for (String word : words) {
            String option = word.toLowerCase(Locale.ROOT);
            boolean set = option.startsWith("--api.insecure=")
                    && TRUE.contains(option.substring("--api.insecure=".length()));
            if (set || option.equals("--api.insecure")) {
                open.add("--api.insecure=true");
            }
        }
        if (TRUE.contains(environment.getOrDefault("TRAEFIK_API_INSECURE", "").toLowerCase(Locale.ROOT))) {
            open.add("--api.insecure=true");
        }
        return open;
    }
}
