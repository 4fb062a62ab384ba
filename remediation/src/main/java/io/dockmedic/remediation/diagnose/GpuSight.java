package io.dockmedic.remediation.diagnose;

import io.dockmedic.collectors.event.ContainerReading.GpuReached;
import io.dockmedic.collectors.event.GpuEvent.Fault;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is seen of GPUs. May be asked from any thread.
 *
 * @param latest each as it was last read, and who has it
 * @param faults the last ones of the GPU at a place on the bus, oldest first
 * @param access what a container said last of whether it reaches its own, by its id; empty where it was not asked
 */
public record GpuSight(Supplier<GpuSamples> latest, Function<String, List<Fault>> faults,
        Function<String, Optional<GpuReached>> access) {}
