package io.dockmedic.api.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What holds up acts, in lines for a terminal. */
final class BrakeText {
    private BrakeText() {}

    /** Something that a person set. */
    static String line(JsonObject one) {
        String until = one.getString("until");
        String reason = one.getString("reason", "");
        String by = one.getString("by", "");
        return one.getString("id") + "  " + one.getString("kind") + " of " + Shown.plain(one.getString("services"))
                + (until == null ? ", until resumed" : ", until " + until)
                + (by.isEmpty() ? "" : ", by " + Shown.plain(by))
                + (reason.isEmpty() ? "" : ": " + Shown.plain(reason));
    }

    /** All of it; empty when nothing holds anything up. */
    static List<String> lines(JsonObject standing) {
        List<String> lines = new ArrayList<>();
        standing.getJsonArray("switches").forEach(one -> lines.add(line((JsonObject) one)));
        standing.getJsonArray("storms")
                .forEach(one -> lines.add("storm brake: " + Shown.plain(((JsonObject) one).getString("why"))));
        standing.getJsonArray("maintenance").forEach(one -> lines.add(Shown.plain(String.valueOf(one))));
        if (standing.getString("pauseFile") != null) {
            lines.add(Shown.plain(standing.getString("pauseFile")));
        }
        if (standing.getBoolean("dryRun")) {
            lines.add("dry_run is set in the configuration");
        }
        return lines;
    }

    /** Maintenance windows that are going to open. */
    static List<String> upcoming(JsonObject standing) {
        return standing.getJsonArray("upcoming", new JsonArray())
                .stream()
                .map(JsonObject.class::cast)
                .map(one -> "Next: maintenance window " + Shown.plain(one.getString("name")) + " of "
                        + Shown.plain(one.getJsonArray("services")
                                .stream()
                                .map(String::valueOf)
                                .collect(
                                        Collectors.joining(", ")))
                        + ", from " + one.getString("from") + " until " + one.getString("to"))
                .toList();
    }
}
