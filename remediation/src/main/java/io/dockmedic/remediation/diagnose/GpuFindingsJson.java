package io.dockmedic.remediation.diagnose;

import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuEvent.Fault;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.reading.Slowdown;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** GPUs of a container as a diagnosis has them. */
final class GpuFindingsJson {
    private final UnaryOperator<Instant> shown;

    /** @param shown a time of ours as the clock on the wall shows it */
    GpuFindingsJson(UnaryOperator<Instant> shown) {
        this.shown = shown;
    }

    /** The diagnosis with them; without a word of GPUs where it has nothing to do with any. */
    JsonObject in(JsonObject json, GpuFindings found) {
        if (found.equals(GpuFindings.NONE)) {
            return json;
        }
        json.put("gpuDrivers", new JsonArray(found.drivers()
                .stream()
                .map(driver -> new JsonObject().put("vendor", driver.vendor())
                        .put("version", driver.version())
                        .put("state", driver.state().word())
                        .put("why", driver.why()))
                .toList()))
                .put("gpus", new JsonArray(found.gpus().stream().map(this::one).toList()));
        return found.access() == null
                ? json
                : json.put("gpuAccess", new JsonObject().put("at", at(found.access().at()))
                        .put("access", found.access().access().word())
                        .put("why", found.access().why()));
    }

    private JsonObject one(GpuFindings.One one) {
        GpuReading reading = one.sample().reading();
        Gpu gpu = reading.gpu();
        return new JsonObject().put("index", gpu.index())
                .put("vendor", gpu.vendor())
                .put("model", gpu.model())
                .put("uuid", gpu.uuid())
                .put("pci", gpu.pci())
                .put("state", reading.state().word())
                .put("cure", reading.cure().word())
                .put("why", reading.why())
                .put("used", one.used())
                .put("utilizationPercent", reading.values().get(Quantity.UTILIZATION))
                .put("memoryBytes", reading.values().get(Quantity.MEMORY_USED))
                .put("memoryTotalBytes", reading.values().get(Quantity.MEMORY_TOTAL))
                .put("temperature", reading.values().get(Quantity.TEMPERATURE))
                .put("milliwatts", reading.values().get(Quantity.POWER))
                .put("slowdown", new JsonArray(reading.slowdown().stream().map(Slowdown::word).sorted().toList()))
                .put("faults", new JsonArray(one.faults().stream().map(this::fault).toList()))
                .put("others", new JsonArray(one.others()));
    }

    private JsonObject fault(Fault fault) {
        return new JsonObject().put("at", at(fault.at()))
                .put("code", fault.code())
                .put("name", fault.name())
                .put("meaning", fault.meaning())
                .put("text", fault.text())
                .put("count", fault.count());
    }

    private String at(Instant at) {
        return shown.apply(at).toString();
    }
}
