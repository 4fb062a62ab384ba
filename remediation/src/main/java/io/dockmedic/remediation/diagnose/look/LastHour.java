package io.dockmedic.remediation.diagnose.look;

import io.dockmedic.collectors.event.Usage;
import io.vertx.core.json.JsonArray;

/**
 * What a container used in the last sixty minutes: of each the most, the oldest first and the minute that goes on last, null
 * where nothing was read.
 *
 * @param last       the last reading, which may be the last one before its end
 * @param cpuPercent of one processor
 * @param memoryKiB  working set
 */
public record LastHour(Usage last, JsonArray cpuPercent, JsonArray memoryKiB) {
    public LastHour {
        cpuPercent = cpuPercent.copy();
        memoryKiB = memoryKiB.copy();
    }

    @Override
    public JsonArray cpuPercent() {
        return cpuPercent.copy();
    }

    @Override
    public JsonArray memoryKiB() {
        return memoryKiB.copy();
    }
}
