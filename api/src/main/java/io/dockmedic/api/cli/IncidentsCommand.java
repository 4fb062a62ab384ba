package io.dockmedic.api.cli;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.ConfigFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dockmedic incidents}: what is wrong now, or was lately. */
@Command(name = "incidents", mixinStandardHelpOptions = true, description = "List incidents, newest first.")
public final class IncidentsCommand implements Callable<Integer> {
    private static final String OPEN = "&state=pending&state=firing&state=acknowledged";

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--all", description = "Also those that are resolved.")
    private boolean all;

    @Option(names = "--json", description = "As JSON, with evidence and remedies.")
    private boolean json;

    @Option(names = "--limit", defaultValue = "100", paramLabel = "N", description = "At most so many, up to 1000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return switch (config.readWithoutSecrets()) {
            case ConfigFile.Good good -> list(good.config());
            case ConfigFile.Bad bad -> {
                bad.problems().forEach(Objects.requireNonNull(spec).commandLine().getErr()::println);
                yield 1;
            }
        };
    }

    private int list(Config settings) throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        JsonObject answer = new Control(settings.controlSocket())
                .get("/api/v1/incidents?limit=" + limit + (all ? "" : OPEN));
        JsonObject data = answer.getJsonObject("data");
        JsonArray incidents = data.getJsonArray("incidents");
        if (json) {
            out.println(incidents.encodePrettily());
        } else if (incidents.isEmpty()) {
            out.println(all ? "No incidents." : "No open incidents.");
        } else {
            out.print(IncidentTable.of(incidents));
            int older = data.getInteger("total", incidents.size()) - incidents.size();
            if (older > 0) {
                out.println("and " + older + " older: --limit shows more");
            }
        }
        out.flush();
        return 0;
    }
}
