package io.dockmedic.api.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dockmedic advise}: limits from what the running instance measured. */
@Command(name = "advise", mixinStandardHelpOptions = true, description = "Advise limits from what was measured in the last seven days.")
public final class AdviseCommand implements Callable<Integer> {
    @Mixin
    private final Instance instance = new Instance();

    @Parameters(paramLabel = "SERVICE", description = "Only these: project/service/number, a service's or a container's name, or a project.")
    private List<String> services = List.of();

    @Option(names = "--format", defaultValue = "text", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private AdviceFormat format = AdviceFormat.text;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return instance.ask(control -> advise(control.data("/api/v1/advice")));
    }

    private int advise(JsonObject data) {
        List<JsonObject> all = data.getJsonArray("services").stream().map(JsonObject.class::cast).toList();
        List<String> unknown = services.stream()
                .filter(wanted -> all.stream().noneMatch(one -> named(one, wanted)))
                .toList();
        if (!unknown.isEmpty()) {
            instance.err().println("nothing was measured of " + String.join(", ", unknown));
            return 1;
        }
        print(all.stream()
                .filter(one -> services.isEmpty() || services.stream().anyMatch(wanted -> named(one, wanted)))
                .toList());
        return 0;
    }

    private void print(List<JsonObject> chosen) {
        PrintWriter out = instance.out();
        switch (format) {
            case json -> out.println(new JsonArray(chosen).encodePrettily());
            case compose -> out.print(ComposeLimits.of(chosen));
            case text -> {
                out.print(AdviceText.of(chosen));
                String snippet = ComposeLimits.of(chosen);
                out.print(snippet.isEmpty() ? "" : "\n" + snippet);
            }
        }
    }

    private static boolean named(JsonObject service, String wanted) {
        return List.of(service.getString("service"), service.getString("name"), service.getString("project"))
                .contains(wanted);
    }
}
