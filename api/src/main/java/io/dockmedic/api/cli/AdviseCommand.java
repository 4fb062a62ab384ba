package io.dockmedic.api.cli;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.ConfigFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockmedic advise}: limits from what the running instance measured. */
@Command(name = "advise", mixinStandardHelpOptions = true, description = "Advise limits from what was measured in the last seven days.")
public final class AdviseCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "SERVICE", description = "Only these: project/service/number, a service's or a container's name, or a project.")
    private List<String> services = List.of();

    @Option(names = "--format", defaultValue = "text", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private AdviceFormat format = AdviceFormat.text;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return switch (config.readWithoutSecrets()) {
            case ConfigFile.Good good -> advise(good.config());
            case ConfigFile.Bad bad -> {
                bad.problems().forEach(err()::println);
                yield 1;
            }
        };
    }

    private int advise(Config settings) throws IOException {
        JsonObject answer = new Control(settings.controlSocket()).get("/api/v1/advice");
        JsonObject data = answer.getJsonObject("data");
        if (data == null) {
            err().println(answer.getString("detail", "no answer"));
            return 1;
        }
        List<JsonObject> all = data.getJsonArray("services").stream().map(JsonObject.class::cast).toList();
        List<String> unknown = services.stream()
                .filter(wanted -> all.stream().noneMatch(one -> named(one, wanted)))
                .toList();
        if (!unknown.isEmpty()) {
            err().println("nothing was measured of " + String.join(", ", unknown));
            return 1;
        }
        print(all.stream()
                .filter(one -> services.isEmpty() || services.stream().anyMatch(wanted -> named(one, wanted)))
                .toList());
        return 0;
    }

    private void print(List<JsonObject> chosen) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        switch (format) {
            case json -> out.println(new JsonArray(chosen).encodePrettily());
            case compose -> out.print(ComposeLimits.of(chosen));
            case text -> {
                out.print(AdviceText.of(chosen));
                String snippet = ComposeLimits.of(chosen);
                out.print(snippet.isEmpty() ? "" : "\n" + snippet);
            }
        }
        out.flush();
    }

    private static boolean named(JsonObject service, String wanted) {
        return List.of(service.getString("service"), service.getString("name"), service.getString("project"))
                .contains(wanted);
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
