package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known of the GPUs from the last rounds. To be changed on one context; may be asked from any thread. */
final class LastSeen {
    /** The driver is there, and says nothing of its GPUs. */
    private static final Set<GpuDriverState> SILENT = Set.of(GpuDriverState.STUCK, GpuDriverState.FAILED,
            GpuDriverState.REFUSED, GpuDriverState.MISMATCH);

    private volatile GpuSamples latest = GpuSamples.NONE;
    private volatile Optional<List<Gpu>> known = Optional.empty();
    private volatile boolean looked;

    /** What each GPU said last; none of what is released. */
    GpuSamples latest() {
        return latest;
    }

    /** Which there are, or were when all of them could last be asked; empty while that is not known. */
    Optional<List<Gpu>> known() {
        return known;
    }

    /** Whether they have been looked for. */
    boolean looked() {
        return looked;
    }

    /** The GPU at that place. */
    Optional<GpuSample> at(String pci) {
        return latest.gpus().stream().filter(sample -> sample.reading().gpu().pci().equals(pci)).findFirst();
    }

    /** The GPU at that place, as it was when it could be asked. */
    Optional<Gpu> knownAt(String pci) {
        return known.stream().flatMap(List::stream).filter(one -> one.pci().equals(pci)).findFirst();
    }

    /**
     * All were asked.
     *
     * @param expected whether there should be one
     */
    void read(GpuSamples samples, boolean expected) {
        latest = samples;
        looked = true;
        if (samples.none() && !expected) {
            known = Optional.of(List.of());
        } else if (!samples.gpus().isEmpty() && !silent(samples)) {
            known = Optional.of(samples.gpus().stream().map(sample -> sample.reading().gpu()).toList());
        }
    }

    /** Whether a driver says nothing, so that its GPUs are among those that are missing. */
    private static boolean silent(GpuSamples samples) {
        return samples.drivers()
                .stream()
                .anyMatch(driver -> SILENT.contains(driver.state()) && samples.known(driver.vendor()) == 0);
    }

    /** A person has them, and none is asked. */
    void released(String why) {
        latest = GpuSamples.released(latest, why);
    }

    /** None was asked, for a person has them. */
    void leftAlone(String why) {
        released(why);
        looked = true;
    }
}
