package io.dockmedic.api.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dockmedic diagnose}: what is wrong with a container, as far as can be found out. */
@Command(name = "diagnose", mixinStandardHelpOptions = true, description = "Tell what is wrong with a container. Changes nothing.")
public final class DiagnoseCommand implements Callable<Integer> {
    @Mixin
    private final Instance instance = new Instance();

    @Parameters(paramLabel = "CONTAINER", description = "Its name, its service (project/service/number or project/service) or the beginning of its id.")
    private String container = "";

    @Option(names = "--json", description = "As JSON, with everything that was found.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return instance.ask(control -> {
            JsonObject answer = control.get("/api/v1/diagnosis?container="
                    + URLEncoder.encode(container, StandardCharsets.UTF_8));
            JsonObject data = answer.getJsonObject("data");
            if (data == null) {
                instance.err().println(Shown.plain(container + ": " + answer.getString("detail", "no answer")));
                return 1;
            }
            if (json) {
                instance.out().println(data.encodePrettily());
            } else {
                DiagnosisText.of(data).forEach(instance.out()::println);
            }
            return 0;
        });
    }
}
