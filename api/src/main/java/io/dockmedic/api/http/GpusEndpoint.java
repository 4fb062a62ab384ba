package io.dockmedic.api.http;

import io.dockmedic.api.trend.Trends;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.gpu.mark.GpuMark;
import io.dockmedic.collectors.gpu.reading.Capabilities;
import io.dockmedic.collectors.gpu.reading.GpuInstance;
import io.dockmedic.collectors.gpu.reading.GpuProcess;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.reading.Slowdown;
import io.dockmedic.collectors.gpu.reading.Telling;
import io.dockmedic.collectors.gpu.watch.GpuSample;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/gpus}: all GPUs, how they are, who uses them or was given them, and their last hour's use. */
public final class GpusEndpoint implements Endpoint {
    private final Supplier<GpuSamples> latest;
    private final Function<Gpu, Optional<GpuMark>> marks;
    private final Trends trends;
    private final Clock clock;

    /** @param marks what keeps new work off a GPU */
    public GpusEndpoint(Supplier<GpuSamples> latest, Function<Gpu, Optional<GpuMark>> marks, Trends trends,
            Clock clock) {
        this.latest = latest;
        this.marks = marks;
        this.trends = trends;
        this.clock = clock;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/gpus").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        if (!context.queryParams().isEmpty()) {
            Answer.problem(context, 400, "bad data", "there are no parameters");
            return;
        }
        GpuSamples all = latest.get();
        Answer.data(context, new JsonObject()
                .put("drivers", new JsonArray(all.drivers()
                        .stream()
                        .filter(one -> !one.idle())
                        .map(one -> new JsonObject().put("vendor", one.vendor())
                                .put("state", one.state().word())
                                .put("why", one.why())
                                .put("version", one.version()))
                        .toList()))
                .put("gpus", new JsonArray(all.gpus().stream().map(this::json).toList())));
    }

    private JsonObject json(GpuSample sample) {
        GpuReading reading = sample.reading();
        Gpu gpu = reading.gpu();
        List<String> services = sample.containers()
                .stream()
                .map(one -> one.service().key())
                .distinct()
                .sorted()
                .toList();
        JsonObject json = new JsonObject()
                .put("index", gpu.index())
                .put("vendor", gpu.vendor())
                .put("model", gpu.model())
                .put("integrated", reading.value(Quantity.INTEGRATED) > 0)
                .put("pci", gpu.pci())
                .put("uuid", gpu.uuid())
                .put("state", reading.state().word())
                .put("cure", reading.cure().word())
                .put("why", reading.why())
                .put("utilizationPercent", told(reading, Quantity.UTILIZATION))
                .put("memoryBytes", told(reading, Quantity.MEMORY_USED))
                .put("memoryTotalBytes", told(reading, Quantity.MEMORY_TOTAL))
                .put("temperature", told(reading, Quantity.TEMPERATURE))
                .put("milliwatts", told(reading, Quantity.POWER))
                .put("recoveryAction", told(reading, Quantity.RECOVERY_ACTION))
                .put("persistence", yes(reading, Quantity.PERSISTENCE))
                .put("mig", yes(reading, Quantity.DIVIDED))
                .put("instances", new JsonArray(reading.instances().stream().map(GpusEndpoint::part).toList()))
                .put("events", events(reading.telling()))
                .put("capabilities", capabilities(reading.can()))
                .put("processes", new JsonArray(sample.uses().stream().map(GpusEndpoint::process).toList()))
                .put("slowdown", new JsonArray(reading.slowdown().stream().map(Slowdown::word).sorted().toList()))
                .put("services", new JsonArray(services))
                .put("usersUnknown", sample.unknown())
                .put("given", new JsonArray(sample.idle()))
                .put("lastFault", sample.lastFault())
                .put("mark", marks.apply(gpu).map(GpusEndpoint::said).orElse(null));
        trends.gpu(gpu.pci())
                .ifPresent(trend -> json.put("utilization", trend.first(clock.now()))
                        .put("memory", trend.second(clock.now())));
        return json;
    }

    private static @Nullable JsonObject events(Telling telling) {
        return telling.asked()
                ? new JsonObject().put("registered", telling.ofFaults())
                        .put("kinds", new JsonArray(telling.kinds()))
                        .put("why", telling.why())
                : null;
    }

    private static @Nullable JsonObject capabilities(Capabilities can) {
        if (can.equals(Capabilities.NONE)) {
            return null;
        }
        JsonObject refused = new JsonObject();
        can.refused().forEach(refused::put);
        return new JsonObject().put("supported", new JsonArray(can.supported()))
                .put("refused", refused)
                .put("lacking", new JsonArray(can.lacking()));
    }

    private static JsonObject part(GpuInstance part) {
        return new JsonObject().put("gpuInstance", part.gpuInstance())
                .put("computeInstance", part.computeInstance())
                .put("uuid", part.uuid())
                .put("profile", part.profile())
                .put("memoryBytes", part.values().get(Quantity.MEMORY_USED))
                .put("memoryTotalBytes", part.values().get(Quantity.MEMORY_TOTAL));
    }

    private static JsonObject process(GpuSample.Use use) {
        GpuProcess process = use.process();
        return new JsonObject().put("pid", Integer.toUnsignedLong(process.pid()))
                .put("memoryBytes", told(process.memoryBytes()))
                .put("utilizationPercent", told(process.computing()))
                .put("memoryUtilizationPercent", told(process.memoryTraffic()))
                .put("gpuInstance", told(process.gpuInstance()))
                .put("computeInstance", told(process.computeInstance()))
                .put("container", use.container() == null ? null : use.container().name());
    }

    private static JsonObject said(GpuMark mark) {
        return new JsonObject().put("name", mark.name())
                .put("ours", mark.ours())
                .put("by", mark.by())
                .put("since", mark.since())
                .put("why", mark.why())
                .put("rules", new JsonArray(mark.rules()))
                .put("incidents", new JsonArray(mark.incidents()));
    }

    private static @Nullable Long told(long number) {
        return number < 0 ? null : number;
    }

    private static @Nullable Boolean yes(GpuReading reading, Quantity quantity) {
        Long told = told(reading, quantity);
        return told == null ? null : told != 0;
    }

    private static @Nullable Long told(GpuReading reading, Quantity quantity) {
        return reading.values().get(quantity);
    }
}
