package io.dockmedic.collectors.gpu.reading;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuState;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a GPU said.
 *
 * @param device    the name of its file, {@code nvidia0}; empty when not known
 * @param cure      what its driver, or its memory's repairs, say it needs
 * @param why       for a person: what is wrong, or what speaks for the cure; empty when nothing is
 * @param values    what it told; what is missing it does not tell
 * @param processes that use it, as far as it told
 * @param usersTold whether it told of all of them: a driver may refuse to, and then that there are none says nothing
 * @param telling   whether its driver tells of what happens to it
 * @param can       what its driver can say of it
 * @param instances into which it is divided; none where it is not, or does not say
 */
public record GpuReading(
        Gpu gpu, String device, GpuState state, Cure cure, String why, Map<Quantity, Long> values,
        Set<Slowdown> slowdown, List<GpuProcess> processes, boolean usersTold, Telling telling,
        Capabilities can, List<GpuInstance> instances) {
    public GpuReading {
        values = Map.copyOf(values);
        slowdown = Set.copyOf(slowdown);
        processes = List.copyOf(processes);
        instances = List.copyOf(instances);
    }

    /** One that told of all processes. */
    public GpuReading(Gpu gpu, String device, GpuState state, Cure cure, String why, Map<Quantity, Long> values,
            Set<Slowdown> slowdown, List<GpuProcess> processes, Telling telling, Capabilities can,
            List<GpuInstance> instances) {
        this(gpu, device, state, cure, why, values, slowdown, processes, true, telling, can, instances);
    }

    /** One that is not divided. */
    public GpuReading(Gpu gpu, String device, GpuState state, Cure cure, String why, Map<Quantity, Long> values,
            Set<Slowdown> slowdown, List<GpuProcess> processes, Telling telling, Capabilities can) {
        this(gpu, device, state, cure, why, values, slowdown, processes, telling, can, List.of());
    }

    /** One of which it is not known what its driver can say. */
    public GpuReading(Gpu gpu, String device, GpuState state, Cure cure, String why, Map<Quantity, Long> values,
            Set<Slowdown> slowdown, List<GpuProcess> processes, Telling telling) {
        this(gpu, device, state, cure, why, values, slowdown, processes, telling, Capabilities.NONE);
    }

    /** One whose driver was not asked to tell of what happens to it. */
    public GpuReading(Gpu gpu, String device, GpuState state, Cure cure, String why, Map<Quantity, Long> values,
            Set<Slowdown> slowdown, List<GpuProcess> processes) {
        this(gpu, device, state, cure, why, values, slowdown, processes, Telling.NOT_ASKED);
    }

    /** The same, which needs that. */
    public GpuReading needing(Cure another, String reason) {
        return new GpuReading(gpu, device, state, another, reason, values, slowdown, processes, usersTold, telling, can,
                instances);
    }

    /** One that told nothing. */
    public static GpuReading silent(Gpu gpu, String device, GpuState state, Cure cure, String why) {
        return new GpuReading(gpu, device, state, cure, why, Map.of(), Set.of(), List.of(), false,
                Telling.NOT_ASKED, Capabilities.NONE, List.of());
    }

    /** 0 when it does not tell. */
    public long value(Quantity quantity) {
        return values.getOrDefault(quantity, 0L);
    }
}
