package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import java.util.ArrayList;
import java.util.List;

/**
 * How many GPUs there should be, of all vendors together, as the owner says, and what that asks of each vendor. Those that are
 * part of a processor are not counted. What is short is one vendor's, so that it is told once: that of which fewer are known than
 * are on the bus, else NVIDIA's where there ever was one or none that counts is there, else that of which there are any.
 *
 * @param inAll  0 when the owner does not say
 * @param nvidia whether there was one of NVIDIA's since our start
 */
record Expected(int inAll, boolean nvidia) {
    /** Of each vendor's driver there is something to say of: also of one whose GPUs are all gone and should not be. */
    List<DriverSample> drivers(GpuSamples samples) {
        boolean gone = samples.none() || (inAll > 0 && (nvidia || samples.gpus().size() == samples.within()));
        if (!gone || samples.drivers().stream().anyMatch(one -> one.vendor().equals(Gpu.NVIDIA))) {
            return samples.drivers();
        }
        List<DriverSample> all = new ArrayList<>();
        all.add(new DriverSample(Gpu.NVIDIA, GpuDriverState.OK, "", "", 0));
        all.addAll(samples.drivers());
        return all;
    }

    /** How many the vendor's driver should know, those in processors among them; 0 when nobody says. */
    int of(String vendor, GpuSamples samples) {
        if (inAll == 0) {
            return 0;
        }
        int known = samples.known(vendor);
        int others = samples.gpus().size() - known;
        // What those of others that count do not make up, and its own that do not count.
        int should = Math.max(0, inAll - others + samples.within());
        return shortOf(samples).equals(vendor) ? should : Math.min(should, known);
    }

    private String shortOf(GpuSamples samples) {
        List<DriverSample> all = drivers(samples);
        return all.stream()
                .filter(one -> samples.known(one.vendor()) < one.onBus())
                .map(DriverSample::vendor)
                .findFirst()
                .orElseGet(() -> all.stream()
                        .map(DriverSample::vendor)
                        .filter(Gpu.NVIDIA::equals)
                        .findFirst()
                        .orElseGet(() -> all.isEmpty() ? "" : all.getFirst().vendor()));
    }
}
