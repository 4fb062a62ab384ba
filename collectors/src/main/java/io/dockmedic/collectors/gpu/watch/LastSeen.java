package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.gpu.reading.KnownGpus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of the GPUs from the last rounds. To be changed on one context; may be asked from any thread. */
final class LastSeen {
    /** The driver is there, and says nothing of its GPUs. */
    private static final Set<GpuDriverState> SILENT = Set.of(GpuDriverState.STUCK, GpuDriverState.FAILED,
            GpuDriverState.REFUSED, GpuDriverState.MISMATCH);

    private volatile GpuSamples latest = GpuSamples.NONE;
    private volatile KnownGpus known = KnownGpus.NOT_YET;
    private volatile Instant began = Instant.EPOCH;
    /** As each vendor's driver said them last. */
    private final Map<String, List<Gpu>> said = new HashMap<>();
    private volatile boolean looked;

    /** What each GPU said last; none of what is released. */
    GpuSamples latest() {
        return latest;
    }

    /** When it was begun to read what was read last. Who asks for that first gets what was read then, or later. */
    Instant began() {
        return began;
    }

    /** Which there are; of a driver that says nothing, those that it had when it last did. */
    KnownGpus known() {
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
        return known.gpus().stream().filter(one -> one.pci().equals(pci)).findFirst();
    }

    /**
     * All were asked.
     *
     * @param expected whether there should be one
     * @param since    when that was begun
     */
    void read(GpuSamples samples, boolean expected, Instant since) {
        latest = samples;
        began = since;
        looked = true;
        if (samples.none() && !expected) {
            known = KnownGpus.NONE;
        } else if (!samples.gpus().isEmpty()) {
            List<Gpu> answer = samples.gpus().stream().map(sample -> sample.reading().gpu()).toList();
            said.putAll(answer.stream().collect(Collectors.groupingBy(Gpu::vendor)));
            List<String> silent = silent(samples);
            known = new KnownGpus(Stream.concat(answer.stream(),
                    silent.stream().flatMap(vendor -> said.getOrDefault(vendor, List.of()).stream())).toList(),
                    said.keySet().containsAll(silent));
        }
    }

    /** Vendors whose driver says nothing, so that its GPUs are among those that are missing. */
    private static List<String> silent(GpuSamples samples) {
        return samples.drivers()
                .stream()
                .filter(driver -> SILENT.contains(driver.state()) && samples.known(driver.vendor()) == 0)
                .map(DriverSample::vendor)
                .distinct()
                .toList();
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
