package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuState;
import java.util.ArrayList;
import java.util.List;

/** What the part says of itself: not how well GPUs are, but whether all that there are could be read. */
final class GpuHealth {
    private GpuHealth() {}

    static Health.Part of(GpuSamples samples, int expected, boolean flood) {
        List<String> missing = new ArrayList<>();
        if (samples.driver() != GpuDriverState.OK) {
            missing.add(samples.why());
        }
        samples.gpus()
                .stream()
                .map(GpuSample::reading)
                .filter(reading -> reading.state() != GpuState.OK)
                .forEach(reading -> missing.add(
                        reading.gpu().words() + " is " + reading.state().word() + ": " + reading.why()));
        int should = Math.max(expected, samples.onBus());
        if (samples.driver() == GpuDriverState.OK && samples.gpus().size() < should) {
            missing.add("the driver knows " + samples.gpus().size() + " GPUs of " + should);
        }
        if (flood) {
            missing.add("too many kinds of faults at once; not all are told");
        }
        return missing.isEmpty()
                ? new Health.Part(Health.Status.UP, samples.gpus().isEmpty() ? "none" : "")
                : new Health.Part(Health.Status.DEGRADED, String.join("; ", missing));
    }
}
