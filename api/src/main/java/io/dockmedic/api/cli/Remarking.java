package io.dockmedic.api.cli;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What acknowledging and noting have in common. */
final class Remarking {
    @Mixin
    private final Instance instance = new Instance();

    @Parameters(index = "0", paramLabel = "ID", description = "As `dockmedic incidents` and the message show it; a beginning or an end of it will do, as will the name of the container.")
    private String id = "";

    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    /** 0 when it was written down; 1 when it was not, or there is no such incident, or it is over. */
    int say(String what, String note) throws IOException, InterruptedException {
        if (!IncidentId.could(id)) {
            instance.err()
                    .println(Shown.plain(id)
                            + " is neither an id nor a container's name; dockmedic incidents shows them");
            return 2;
        }
        return instance.ask(control -> {
            JsonObject said = control.change(HttpMethod.POST, "/api/v1/incidents/" + id + "/" + what,
                    new JsonObject().put("note", note).put("by", Instance.person()));
            instance.out().println(json ? said.encodePrettily() : words(said, what) + which(control, said));
            return 0;
        });
    }

    /** What it is about, for it may have been named by its container; nothing where that cannot be read. */
    private static String which(Control control, JsonObject said) {
        JsonObject incident;
        try {
            incident = control.get("/api/v1/incidents/" + said.getString("incident", ""))
                    .getJsonObject("data", new JsonObject());
        } catch (IOException e) {
            return "";
        }
        String rule = incident.getString("rule", "");
        String summary = incident.getJsonObject("annotations", new JsonObject()).getString("summary", "");
        return rule.isEmpty() ? "" : Shown.plain("\n" + rule + (summary.isEmpty() ? "" : ": " + summary));
    }

    private static String words(JsonObject said, String what) {
        return Shown.plain(said.getString("incident", "") + (what.equals("ack") ? ": acknowledged by " : ": noted by ")
                + said.getString("by", "") + " at " + said.getString("at", "") + ".");
    }
}
