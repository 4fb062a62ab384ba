package io.dockmedic.api.cli;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dockmedic pause}: nothing is changed any more; people are told instead. */
@Command(name = "pause", mixinStandardHelpOptions = true, description = "Change nothing until resumed; people are still told of what is wrong.")
public final class PauseCommand implements Callable<Integer> {
    @Mixin
    private final Instance instance = new Instance();

    @Option(names = "--for", paramLabel = "DURATION", description = "For so long, 90s, 2h or 1d; without it until `dockmedic resume`.")
    private @Nullable String length;

    @Option(names = "--reason", defaultValue = "", description = "Why, for whoever wonders.")
    private String reason = "";

    @Option(names = "--dry-run", description = "Tell nobody either: only say, in log and API, what would be done.")
    private boolean dryRun;

    @Option(names = "--json", description = "Say what was set as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return instance.ask(control -> {
            JsonObject body = new JsonObject().put("reason", reason)
                    .put("by", Instance.person())
                    .put("dry_run", dryRun);
            if (length != null) {
                body.put("for", length);
            }
            JsonObject set = control.change(HttpMethod.POST, "/api/v1/pause", body);
            if (json) {
                instance.out().println(set.encodePrettily());
                return 0;
            }
            instance.out()
                    .println((dryRun ? "Dry-run" : "Paused")
                            + (set.getString("until") == null ? "" : " until " + set.getString("until"))
                            + "; dockmedic resume ends it.");
            return 0;
        });
    }
}
