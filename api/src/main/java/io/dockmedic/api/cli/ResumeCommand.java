package io.dockmedic.api.cli;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dockmedic resume}: ends a pause, a dry-run and what the storm brake holds up. */
@Command(name = "resume", mixinStandardHelpOptions = true, description = "Act again: ends a pause, a dry-run and the storm brake.")
public final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private final Instance instance = new Instance();

    @Option(names = "--json", description = "Say what was ended as JSON, and under pauseFile what still pauses.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return instance.ask(control -> {
            JsonObject ended = control.change(HttpMethod.POST, "/api/v1/resume",
                    new JsonObject().put("by", Instance.person()));
            JsonObject left = control.data("/api/v1/brakes");
            if (json) {
                instance.out().println(ended.put("pauseFile", left.getString("pauseFile")).encodePrettily());
                return left.getString("pauseFile") == null ? 0 : 1;
            }
            ended.getJsonArray("switches")
                    .forEach(one -> instance.out().println("Ended: " + BrakeText.line((JsonObject) one)));
            ended.getJsonArray("storms")
                    .forEach(one -> instance.out()
                            .println("Storm brake released: "
                                    + Shown.plain(((JsonObject) one).getString("why"))
                                    + ". What it held up is not acted on; see dockmedic incidents."));
            if (left.getString("pauseFile") != null) {
                instance.err().println("Still " + Shown.plain(left.getString("pauseFile")) + "; remove the file.");
                return 1;
            }
            if (ended.getJsonArray("switches").isEmpty() && ended.getJsonArray("storms").isEmpty()) {
                instance.out().println("Nothing was paused.");
            }
            return 0;
        });
    }
}
