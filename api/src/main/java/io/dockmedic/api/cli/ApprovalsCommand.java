package io.dockmedic.api.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dockmedic approvals}: what waits for a person's answer. */
@Command(name = "approvals", mixinStandardHelpOptions = true, description = "Show what waits for a person's approval.")
public final class ApprovalsCommand implements Callable<Integer> {
    @Mixin
    private final Instance instance = new Instance();

    @Option(names = "--all", description = "Also those that were answered lately, and what came of it.")
    private boolean all;

    @Option(names = "--json", description = "As JSON, with everything that is known.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return instance.ask(control -> {
            JsonObject answer = control.get("/api/v1/approvals");
            JsonObject data = answer.getJsonObject("data");
            if (data == null) {
                instance.err().println(answer.getString("detail", "no answer"));
                return 1;
            }
            JsonArray shown = new JsonArray(data.getJsonArray("approvals")
                    .stream()
                    .filter(one -> all || ((JsonObject) one).getString("state").equals("pending"))
                    .toList());
            if (json) {
                instance.out().println(shown.encodePrettily());
            } else if (shown.isEmpty()) {
                instance.out().println("Nothing waits for approval.");
            } else {
                ApprovalText.lines(shown).forEach(instance.out()::println);
            }
            return 0;
        });
    }
}
