package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.schema.Documented;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What {@code dockmedic diagnose} says; as JSON it has to be as it is documented. */
final class Diagnosed {
    /** For a person. */
    String text(Path home, String container) {
        return run(home, List.of(container));
    }

    /** For a machine. */
    JsonObject json(Path home, String container) {
        JsonObject found = new JsonObject(run(home, List.of("--json", container)));
        JsonObject answer = new JsonObject().put("status", "success").put("data", found);
        assertThat(Documented.SHIPPED.answer("GET", "/api/v1/diagnosis", 200, "application/json", answer.encode()))
                .as(answer.encodePrettily())
                .isEmpty();
        return found;
    }

    private static String run(Path home, List<String> arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commands().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        List<String> all = new ArrayList<>(
                List.of("diagnose", "--config", home.resolve("dockmedic.yml").toString()));
        all.addAll(arguments);
        assertThat(line.execute(all.toArray(String[]::new))).as("%s", out).isZero();
        return out.toString();
    }
}
