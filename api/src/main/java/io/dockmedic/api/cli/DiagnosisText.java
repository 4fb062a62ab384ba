package io.dockmedic.api.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A diagnosis for a terminal: what it comes to first, then what it is drawn from. */
final class DiagnosisText {
    private static final int SHOWN_LINES = 20;

    private final List<String> lines = new ArrayList<>();

    private DiagnosisText() {}

    static List<String> of(JsonObject found) {
        DiagnosisText text = new DiagnosisText();
        JsonObject container = found.getJsonObject("container", new JsonObject());
        text.line(found.getString("service") + "  " + container.getString("image", "")
                + "  " + container.getString("status", "not seen"));
        text.section("What it looks like", strings(found, "conclusions"));
        text.section("Run", run(found, container));
        text.section("Changed since it last ran well"
                + (found.getString("lastGood") == null ? "" : " (" + found.getString("lastGood") + ")"),
                found.getString("lastGood") == null
                        ? List.of("not known: it was never seen to run well for a minute")
                        : or(strings(found, "changes"), "nothing"));
        text.section("GPUs", DiagnosedGpus.lines(found));
        text.section("Host", HostLines.of(found.getJsonObject("host", new JsonObject())));
        text.section("Used in the last hour, of each minute the most",
                UsageLines.of(found.getJsonObject("usage", new JsonObject())));
        text.section("Health check", health(found.getJsonObject("health", new JsonObject())));
        text.section("Mounts", objects(found, "mounts", MountLine::of));
        text.section("Networks", NetworkLines.of(found));
        text.section("Whom it is set up to reach, by the engine's and the kernel's word (nothing was run in it)",
                objects(found, "needs", NetworkLines::need));
        text.section("Ports", objects(found, "ports", one -> one.getString("address") + ":" + one.getInteger("host")
                + " -> " + one.getString("inside")));
        List<String> log = strings(found, "log");
        text.section("Log, last " + Math.min(SHOWN_LINES, log.size()) + " of " + log.size() + " lines of this run",
                log.subList(Math.max(0, log.size() - SHOWN_LINES), log.size()));
        text.section("Could not be found out", strings(found, "missing"));
        return text.lines;
    }

    private static List<String> run(JsonObject found, JsonObject container) {
        if (container.isEmpty()) {
            return List.of();
        }
        JsonObject memory = found.getJsonObject("memory", new JsonObject());
        return Stream.of(
                "started " + container.getString("startedAt", "never")
                        + ("running".equals(container.getString("status"))
                                ? ""
                                : ", ended " + container.getString("finishedAt", "never") + " with "
                                        + container.getInteger("exitCode") + " (" + container.getString("meaning")
                                        + ")"),
                "restart policy " + container.getString("restartPolicy") + ", restarted by it "
                        + container.getInteger("restartCount") + " times",
                "memory " + mebi(memory.getLong("usedBytes", 0L)) + " of "
                        + (memory.getLong("limitBytes", 0L) == 0 ? "no limit" : mebi(memory.getLong("limitBytes")))
                        + (memory.getBoolean("oomKilled", false) ? ", the kernel killed for want of it" : ""),
                user(found.getJsonObject("user", new JsonObject())),
                "image " + (Boolean.FALSE.equals(found.getBoolean("imageThere")) ? "is gone: " : "")
                        + container.getString("imageId"),
                container.getString("gpus", "").isEmpty() ? "" : "asks for " + container.getString("gpus"))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String user(JsonObject user) {
        return user.isEmpty()
                ? ""
                : "as " + user.getLong("uid") + ":" + user.getLong("gid")
                        + (user.getString("from").equals("process") ? "" : ", by its image");
    }

    private static List<String> health(JsonObject health) {
        if (health.isEmpty()) {
            return List.of();
        }
        List<String> all = new ArrayList<>();
        all.add(health.getString("status") + ", " + health.getInteger("failingStreak") + " failures in a row, may take "
                + health.getLong("timeoutMillis", 0L) + " ms");
        health.getJsonArray("probes").forEach(one -> {
            JsonObject probe = (JsonObject) one;
            all.add(probe.getString("at") + " took " + probe.getLong("tookMillis") + " ms, exit code "
                    + probe.getInteger("exitCode") + ": " + probe.getString("output").replace('\n', ' ').strip());
        });
        return all;
    }

    private void section(String title, List<String> content) {
        if (!content.isEmpty()) {
            line("");
            line(title + ":");
            content.forEach(one -> line("  " + one));
        }
    }

    /** What a container printed must not steer the terminal. */
    private void line(String text) {
        lines.add(Shown.plain(text));
    }

    private static String mebi(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    private static List<String> or(List<String> all, String none) {
        return all.isEmpty() ? List.of(none) : all;
    }

    private static List<String> strings(JsonObject in, String name) {
        return in.getJsonArray(name, new JsonArray()).stream().map(String::valueOf).toList();
    }

    private static List<String> objects(JsonObject in, String name, Function<JsonObject, String> line) {
        return in.getJsonArray(name, new JsonArray()).stream().map(one -> line.apply((JsonObject) one)).toList();
    }
}
