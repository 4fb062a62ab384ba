package io.dockmedic.api.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dockmedic show}: the whole story of one incident. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Show one incident: what happened, what was decided and why, what was done, what people said.")
public final class ShowCommand implements Callable<Integer> {
    @Mixin
    private final Instance instance = new Instance();

    @Parameters(paramLabel = "ID", description = "As `dockmedic incidents` and the message show it; a beginning or an end of it will do, as will the name of the container.")
    private String id = "";

    @Option(names = "--markdown", description = "As Markdown, for a ticket or the report of the morning.")
    private boolean markdown;

    @Option(names = "--json", description = "As JSON, with all of its evidence.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!IncidentId.could(id)) {
            instance.err()
                    .println(Shown.plain(id)
                            + " is neither an id nor a container's name; dockmedic incidents shows them");
            return 2;
        }
        return instance.ask(control -> {
            JsonObject answer = control.get("/api/v1/incidents/" + id);
            JsonObject incident = answer.getJsonObject("data");
            if (incident == null) {
                instance.err().println(id + ": " + Shown.plain(answer.getString("detail", "no answer")));
                return 1;
            }
            JsonObject looked = looked(control, incident);
            if (json) {
                instance.out().println(incident.put("diagnosis", looked.getJsonObject("diagnosis")).encodePrettily());
                return 0;
            }
            IncidentReport report = IncidentReport.of(incident, approvals(control), ends(control, incident), looked);
            (markdown ? ReportMarkdown.lines(report) : ReportText.lines(report)).forEach(instance.out()::println);
            return 0;
        });
    }

    /** Nothing, where it cannot be read, or not with this token. */
    private static JsonObject looked(Control control, JsonObject incident) {
        return beside(control, "/api/v1/incidents/" + incident.getString("id", "") + "/diagnosis");
    }

    /** None, where they cannot be read, or not with this token. */
    private static JsonArray ends(Control control, JsonObject incident) {
        return beside(control, "/api/v1/incidents/" + incident.getString("id", "") + "/logs")
                .getJsonArray("ends", new JsonArray());
    }

    /** None, where they cannot be read. */
    private static JsonArray approvals(Control control) {
        return beside(control, "/api/v1/approvals").getJsonArray("approvals", new JsonArray());
    }

    /** The incident is what was asked for, and is shown without it. */
    private static JsonObject beside(Control control, String path) {
        try {
            return control.get(path).getJsonObject("data", new JsonObject());
        } catch (IOException unread) {
            return new JsonObject();
        }
    }
}
