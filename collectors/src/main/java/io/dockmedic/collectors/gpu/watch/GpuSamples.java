package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.gpu.reading.Quantity;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of all GPUs.
 *
 * @param drivers of the vendors that the machine has GPUs of, each once
 * @param gpus    that the drivers know, as they were last read
 */
public record GpuSamples(List<DriverSample> drivers, List<GpuSample> gpus) {
    /** No GPU. */
    public static final GpuSamples NONE = new GpuSamples(List.of(), List.of());

    public GpuSamples {
        drivers = List.copyOf(drivers);
        gpus = List.copyOf(gpus);
    }

    /** Of one vendor. */
    public static GpuSamples of(DriverSample driver, List<GpuSample> gpus) {
        return new GpuSamples(List.of(driver), gpus);
    }

    /** Those of all vendors together. */
    static GpuSamples together(List<GpuSamples> vendors) {
        return new GpuSamples(vendors.stream().flatMap(one -> one.drivers().stream()).toList(),
                vendors.stream().flatMap(one -> one.gpus().stream()).toList());
    }

    /** Of the same vendors, while nothing is asked; of NVIDIA's where there was none. */
    static GpuSamples released(GpuSamples before, String why) {
        List<DriverSample> drivers = before.drivers()
                .stream()
                .filter(one -> !one.idle())
                .map(one -> new DriverSample(one.vendor(), GpuDriverState.RELEASED, why, "", one.onBus()))
                .toList();
        return new GpuSamples(drivers.isEmpty()
                ? List.of(new DriverSample(Gpu.NVIDIA, GpuDriverState.RELEASED, why, "", 0))
                : drivers, List.of());
    }

    /** Whether there is nothing to read. */
    public boolean none() {
        return drivers.isEmpty() && gpus.isEmpty();
    }

    /** How many of the vendor's GPUs are known to its driver. A lost one is among them: it was there. */
    int known(String vendor) {
        return (int) of(vendor).count();
    }

    /** The version of the vendor's driver; empty when it does not answer. */
    public String version(String vendor) {
        return drivers.stream()
                .filter(one -> one.vendor().equals(vendor))
                .map(DriverSample::version)
                .findFirst()
                .orElse("");
    }

    /** How many of them are part of a processor, which nobody counts who says how many there should be. */
    int within() {
        return (int) gpus.stream().filter(one -> one.reading().value(Quantity.INTEGRATED) > 0).count();
    }

    private Stream<GpuSample> of(String vendor) {
        return gpus.stream().filter(one -> one.reading().gpu().vendor().equals(vendor));
    }
}
