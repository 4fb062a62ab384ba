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
        samples.drivers()
                .stream()
                .filter(driver -> driver.state() != GpuDriverState.OK)
                .forEach(driver -> missing.add(driver.why()));
        samples.gpus()
                .stream()
                .map(GpuSample::reading)
                .filter(reading -> reading.state() != GpuState.OK && reading.state() != GpuState.ASLEEP)
                .forEach(reading -> missing.add(
                        reading.gpu().words() + " is " + reading.state().word() + ": " + reading.why()));
        samples.drivers()
                .stream()
                .filter(driver -> driver.state() == GpuDriverState.OK)
                .forEach(driver -> fewer(driver, samples, expected, missing));
        if (samples.none() && expected > 0) {
            missing.add("there are 0 GPUs of " + expected);
        }
        if (flood) {
            missing.add("too many kinds of faults at once; not all are told");
        }
        return missing.isEmpty()
                ? new Health.Part(Health.Status.UP, samples.gpus().isEmpty() ? "none" : "")
                : new Health.Part(Health.Status.DEGRADED, String.join("; ", missing));
    }

    private static void fewer(DriverSample driver, GpuSamples samples, int expected, List<String> missing) {
        int known = samples.known(driver.vendor());
        int should = Math.max(samples.expected(driver.vendor(), expected), driver.onBus());
        if (known < should) {
            missing.add("the driver of " + driver.vendor() + " knows " + known + " GPUs of " + should);
        }
    }
}
