package io.dockmedic.api.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dockmedic incidents}: what is wrong now, or was lately. */
@Command(name = "incidents", mixinStandardHelpOptions = true, description = "List incidents, newest first.")
public final class IncidentsCommand implements Callable<Integer> {
    private static final String OPEN = "&state=pending&state=firing&state=acknowledged";

    @Mixin
    private final Instance instance = new Instance();

    @Option(names = "--all", description = "Also those that are resolved.")
    private boolean all;

    @Option(names = "--json", description = "As JSON, with evidence and remedies.")
    private boolean json;

    @Option(names = "--limit", defaultValue = "100", paramLabel = "N", description = "At most so many of each host, up to 1000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--rule", paramLabel = "RULE", description = "Only of that rule.")
    private @Nullable String rule;

    @Option(names = "--service", paramLabel = "SERVICE", description = "Only about these services: project/service/number, project/service, project or a container's name, * for any text.")
    private @Nullable String service;

    @Option(names = "--since", paramLabel = "WHEN", description = "Only what began since: so long ago, 90s, 2h, 7d, or a time, 2026-11-01T10:00:00Z.")
    private @Nullable String since;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String path = "/api/v1/incidents?limit=" + limit + (all ? "" : OPEN) + picked("rule", rule)
                + picked("service", service) + picked("since", since);
        return instance.share(peers -> {
            show(instance.each(peers, control -> control.data(path)));
            return 0;
        });
    }

    private static String picked(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private void show(List<Instance.Answered<JsonObject>> answers) {
        JsonArray incidents = new JsonArray(answers.stream()
                .flatMap(one -> Several.of(one.host(), one.answer().getJsonArray("incidents")))
                .sorted(Comparator.comparing((JsonObject one) -> one.getString("activeAt", "")).reversed())
                .toList());
        int total = answers.stream()
                .mapToInt(one -> one.answer()
                        .getInteger("total", one.answer().getJsonArray("incidents").size()))
                .sum();
        if (json) {
            instance.out().println(incidents.encodePrettily());
        } else if (!incidents.isEmpty()) {
            instance.out().print(IncidentTable.of(incidents));
            int older = total - incidents.size();
            if (older > 0) {
                instance.out().println("and " + older + " older: --limit shows more");
            }
        } else if (!answers.isEmpty()) {
            instance.out().println(all ? "No incidents." : "No open incidents.");
        }
    }
}
