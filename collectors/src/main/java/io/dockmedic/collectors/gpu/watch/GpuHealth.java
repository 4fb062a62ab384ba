package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the part says of itself: not how well GPUs are, but whether all that there are could be read. */
final class GpuHealth {
    private GpuHealth() {}

    /** @param booting whether the machine started only just now: then what is not there is late, and no fault */
    static Health.Part of(GpuSamples samples, Expected expected, boolean flood, boolean booting) {
        List<String> late = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (DriverSample driver : samples.drivers()) {
            if (driver.state() != GpuDriverState.OK && !driver.idle()) {
                (booting && driver.state() != GpuDriverState.MISMATCH ? late : missing).add(driver.why());
            } else if (!driver.why().isEmpty()) {
                notes.add(driver.why());
            }
        }
        samples.gpus()
                .stream()
                .map(GpuSample::reading)
                .filter(reading -> reading.state() != GpuState.OK && reading.state() != GpuState.ASLEEP)
                .forEach(reading -> missing.add(
                        reading.gpu().words() + " is " + reading.state().word() + ": " + reading.why()));
        expected.drivers(samples)
                .stream()
                .filter(driver -> driver.state() == GpuDriverState.OK || driver.idle())
                .forEach(driver -> fewer(driver, samples, expected, booting ? late : missing));
        untold(samples).ifPresent(notes::add);
        if (flood) {
            missing.add("too many kinds of faults at once; not all are told");
        }
        if (!late.isEmpty()) {
            notes.add("late, the machine has just started: " + String.join("; ", late));
        }
        if (samples.gpus().isEmpty() && notes.isEmpty()) {
            notes.add("none");
        }
        return missing.isEmpty()
                ? new Health.Part(Health.Status.UP, String.join("; ", notes))
                : new Health.Part(Health.Status.DEGRADED, String.join("; ", missing));
    }

    /** That a person wants nothing seen is no fault; that something is open all the same is one. */
    static Health.Part released(Release release, String open) {
        return open.isEmpty()
                ? new Health.Part(Health.Status.UP, release.words())
                : new Health.Part(Health.Status.DEGRADED, release.words() + "; not all is closed: " + open);
    }

    /** Those of which the driver's library tells nothing when it happens: then the kernel's log alone does, where that can be read. */
    private static Optional<String> untold(GpuSamples samples) {
        List<GpuReading> untold = samples.gpus()
                .stream()
                .map(GpuSample::reading)
                .filter(reading -> reading.telling().asked() && !reading.telling().ofFaults())
                .toList();
        return untold.isEmpty()
                ? Optional.empty()
                : Optional.of("told nothing by the library of faults of "
                        + untold.stream().map(reading -> reading.gpu().words()).collect(Collectors.joining(", "))
                        + " (" + untold.getFirst().telling().why() + "): the kernel's log alone tells of them");
    }

    private static void fewer(DriverSample driver, GpuSamples samples, Expected expected, List<String> missing) {
        int known = samples.known(driver.vendor());
        int should = Math.max(expected.of(driver.vendor(), samples), driver.onBus());
        if (known < should) {
            missing.add(samples.none()
                    ? "there are 0 GPUs of " + should
                    : "the driver of " + driver.vendor() + " knows " + known + " GPUs of " + should);
        }
    }
}
