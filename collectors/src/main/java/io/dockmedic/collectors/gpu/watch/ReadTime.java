package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.PciAddress;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Measures how long it takes to read a GPU once, without what it waits for its turn. Safe for use by several threads. */
final class ReadTime {
    private final Clock clock;
    private final MeterRegistry meters;

    ReadTime(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
    }

    /** Reads. One that does not come back is not measured. */
    GpuReading of(Callable<GpuReading> read) throws Exception {
        long began = clock.nanos();
        GpuReading reading = read.call();
        Timer.builder("dockmedic.gpu.read.seconds")
                .description("Time of one reading of a GPU, all calls into its driver together")
                .tags("vendor", reading.gpu().vendor(), "pci_bus_id", PciAddress.longer(reading.gpu().pci()))
                .register(meters)
                .record(clock.nanos() - began, TimeUnit.NANOSECONDS);
        return reading;
    }
}
