package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuEvent.DriverSampled;
import io.dockmedic.collectors.event.GpuEvent.Quiet;
import io.dockmedic.collectors.event.GpuEvent.Sampled;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.gpu.reading.ClockReason;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.reading.Slowdown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes events of readings. */
final class GpuEvents {
    private static final int THOUSAND = 1_000;
    private static final Long NOT_TOLD = -1L;

    private GpuEvents() {}

    /**
     * One of each vendor's driver, and one of each GPU.
     *
     * @param booting whether the machine started only just now
     */
    static List<Event> of(GpuSamples samples, Expected expected, boolean booting, Instant now, String host) {
        List<Event> events = new ArrayList<>();
        expected.drivers(samples)
                .forEach(driver -> events.add(new DriverSampled(now, host, Origin.DOCKMEDIC, driver.vendor(),
                        driver.state(), driver.why(), samples.known(driver.vendor()), driver.onBus(),
                        expected.of(driver.vendor(), samples), booting)));
        samples.gpus().forEach(sample -> events.add(event(sample, now, host)));
        return events;
    }

    /** Of whose drivers they tell. */
    static Set<String> vendors(List<Event> events) {
        return events.stream()
                .filter(DriverSampled.class::isInstance)
                .map(one -> ((DriverSampled) one).vendor())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** That there is nothing more to say of a vendor's driver, and nothing amiss with it. */
    static Event over(String vendor, Instant now, String host) {
        return new DriverSampled(now, host, Origin.DOCKMEDIC, vendor, GpuDriverState.OK, "", 0, 0, 0, false);
    }

    /** That there is nothing more to say of one of which only its number was known: it is known which one it is, or it is gone. */
    static Event over(Gpu numbered, Instant now, String host) {
        GpuReading nothing = GpuReading.silent(numbered, "", GpuState.OK, Cure.NONE, "");
        return event(new GpuSample(nothing, List.of(), 0, true), now, host);
    }

    /** That it is gone, so that nothing is told of it any more. It may be so because it is broken: nobody says that it is well. */
    static Event gone(Gpu gpu, Instant now, String host) {
        return new Quiet(now, host, Origin.DOCKMEDIC, gpu, Quiet.GONE);
    }

    private static Sampled event(GpuSample sample, Instant now, String host) {
        GpuReading reading = sample.reading();
        return new Sampled(now, host, Origin.DOCKMEDIC, reading.gpu(), reading.state(), reading.cure(), reading.why(),
                (int) reading.value(Quantity.UTILIZATION), reading.value(Quantity.MEMORY_USED),
                reading.value(Quantity.MEMORY_TOTAL), (int) reading.value(Quantity.TEMPERATURE),
                (int) (reading.value(Quantity.POWER) / THOUSAND),
                reading.slowdown().stream().map(Slowdown::word).sorted().collect(Collectors.joining(" ")),
                sample.services(), (int) (reading.value(Quantity.POWER_LIMIT) / THOUSAND),
                reading.values().getOrDefault(Quantity.ECC_CORRECTED_VOLATILE, NOT_TOLD),
                String.join(" ", sample.idle()), (int) reading.value(Quantity.TEMPERATURE_LIMIT),
                ClockReason.in(reading.value(Quantity.CLOCK_REASONS))
                        .stream()
                        .map(ClockReason::word)
                        .collect(Collectors.joining(" ")),
                free(reading), MemoryShares.of(sample.uses()), sample.unknown());
    }

    /**
     * What is neither used nor the driver's own; AMD's says only how much is used. Not of one that is divided, whose parts have
     * each their own, nor of one in a processor, that takes of the machine's memory what it needs.
     */
    private static long free(GpuReading reading) {
        if (reading.value(Quantity.INTEGRATED) > 0 || !reading.instances().isEmpty()) {
            return NOT_TOLD;
        }
        if (reading.values().containsKey(Quantity.MEMORY_USED) && reading.value(Quantity.MEMORY_TOTAL) > 0) {
            return reading.values()
                    .getOrDefault(Quantity.MEMORY_FREE,
                            reading.value(Quantity.MEMORY_TOTAL) - reading.value(Quantity.MEMORY_USED));
        }
        return NOT_TOLD;
    }
}
