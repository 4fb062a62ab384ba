package io.dockmedic.api.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The GPUs of a diagnosis, for a terminal; no line where there are none. */
final class DiagnosedGpus {
    private static final long MEBI = 1 << 20;
    private static final int THOUSAND = 1_000;

    private DiagnosedGpus() {}

    static List<String> lines(JsonObject found) {
        List<String> lines = new ArrayList<>();
        objects(found, "gpus").forEach(gpu -> lines.addAll(gpu(gpu)));
        objects(found, "gpuDrivers").forEach(driver -> lines.add("driver " + driver.getString("vendor") + " "
                + (driver.getString("version").isEmpty() ? "" : driver.getString("version") + ", ")
                + driver.getString("state")
                + before(": ", driver.getString("why"))));
        JsonObject access = found.getJsonObject("gpuAccess");
        if (access != null) {
            lines.add("asked from inside at " + access.getString("at") + " whether it reaches them: "
                    + access.getString("access") + before(", ", access.getString("why")));
        } else if (!lines.isEmpty()) {
            lines.add("whether it reaches them was not asked from inside (gpu.probe)");
        }
        return lines;
    }

    private static List<String> gpu(JsonObject gpu) {
        List<String> lines = new ArrayList<>();
        List<String> others = gpu.getJsonArray("others").stream().map(String::valueOf).toList();
        lines.add(gpu.getInteger("index") + " " + gpu.getString("model") + " " + gpu.getString("uuid") + " at "
                + gpu.getString("pci") + (gpu.getBoolean("used") ? ", in use by it" : ", given to it")
                + (others.isEmpty() ? "" : "; others on it: " + String.join(", ", others)));
        lines.add("  " + gpu.getString("state") + before(", needs ", "none".equals(gpu.getString("cure"))
                ? ""
                : gpu.getString("cure")) + before(": ", gpu.getString("why")) + readings(gpu));
        objects(gpu, "faults").forEach(fault -> lines.add("  " + fault.getString("at") + " fault "
                + fault.getInteger("code") + " (" + fault.getString("meaning") + ")"
                + before(": ", fault.getString("text"))));
        return lines;
    }

    private static String readings(JsonObject gpu) {
        Long used = gpu.getLong("memoryBytes");
        Long total = gpu.getLong("memoryTotalBytes");
        Long power = gpu.getLong("milliwatts");
        String text = Stream.of(
                told(gpu.getLong("utilizationPercent"), " % busy"),
                used == null ? "" : used / MEBI + (total == null ? "" : " of " + total / MEBI) + " MiB",
                told(gpu.getLong("temperature"), " °C"),
                power == null ? "" : power / THOUSAND + " W",
                before("slowed down by ", gpu.getJsonArray("slowdown", new JsonArray())
                        .stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(" "))))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return before("; ", text);
    }

    private static String told(@Nullable Long number, String unit) {
        return number == null ? "" : number + unit;
    }

    private static String before(String words, String text) {
        return text.isEmpty() ? "" : words + text;
    }

    private static Stream<JsonObject> objects(JsonObject found, String name) {
        return found.getJsonArray(name, new JsonArray()).stream().map(JsonObject.class::cast);
    }
}
