package io.dockmedic.api.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
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
        return instance.share(peers -> {
            show(instance.each(peers, control -> control.data("/api/v1/approvals")));
            return 0;
        });
    }

    private void show(List<Instance.Answered<JsonObject>> answers) {
        JsonArray shown = new JsonArray(answers.stream()
                .flatMap(one -> Several.of(one.host(), one.answer().getJsonArray("approvals")))
                .filter(one -> all || one.getString("state").equals("pending"))
                .toList());
        if (json) {
            instance.out().println(shown.encodePrettily());
        } else if (!shown.isEmpty()) {
            ApprovalText.lines(shown).forEach(instance.out()::println);
        } else if (!answers.isEmpty()) {
            instance.out().println("Nothing waits for approval.");
        }
    }
}
