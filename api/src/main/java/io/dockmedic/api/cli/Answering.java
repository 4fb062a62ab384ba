package io.dockmedic.api.cli;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What approving and rejecting have in common. */
final class Answering {
    @Mixin
    private final Instance instance = new Instance();

    @Parameters(paramLabel = "ID", description = "As `dockmedic approvals` and the message show it.")
    private String id = "";

    @Option(names = "--reason", defaultValue = "", description = "Why, for whoever wonders.")
    private String reason = "";

    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    /** 0 when the answer was taken; 1 when there is nothing to answer, or what was approved was not done. */
    int answer(String word) throws IOException, InterruptedException {
        if (!id.matches("[0-9a-f]{8}")) {
            instance.err().println(Shown.plain(id) + " is no id; dockmedic approvals shows them");
            return 2;
        }
        return instance.ask(control -> {
            JsonObject one = control.change(HttpMethod.POST, "/api/v1/approvals/" + id, new JsonObject()
                    .put("answer", word)
                    .put("reason", reason)
                    .put("by", Instance.person()));
            instance.out().println(json ? one.encodePrettily() : ApprovalText.over(one));
            return 0;
        });
    }
}
