package io.dockmedic.api.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a container used, in the last minutes in which something was read of it. */
final class UsageLines {
    private static final int MINUTES = 15;

    private UsageLines() {}

    static List<String> of(JsonObject usage) {
        if (usage.isEmpty()) {
            return List.of();
        }
        return List.of("when it was read last: " + usage.getString("last"),
                "processor, % of one: " + minutes(usage.getJsonArray("cpuPercent"), String::valueOf)
                        + (usage.getInteger("cpuLimitPercent") > 0
                                ? " (may use " + usage.getInteger("cpuLimitPercent") + ")"
                                : ""),
                "memory, MiB: " + minutes(usage.getJsonArray("memoryKiB"), kib -> String.valueOf(kib >> 10)));
    }

    /** The last one with a reading is the last that is shown; one without is a dash. */
    private static String minutes(JsonArray all, LongFunction<String> shown) {
        int last = IntStream.range(0, all.size()).filter(i -> all.getValue(i) != null).max().orElse(-1);
        return IntStream.rangeClosed(Math.max(0, last - MINUTES + 1), last)
                .mapToObj(i -> all.getValue(i) == null ? "-" : shown.apply(all.getLong(i)))
                .dropWhile("-"::equals)
                .collect(Collectors.joining(" "));
    }
}
