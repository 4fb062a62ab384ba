package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuEvent.Sampled;
import io.dockmedic.collectors.gpu.reading.PciAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * GPUs of which a round could say no more than their number: what was told of such a one is over once it is known which one that is,
 * or no GPU has that number any more. Not while none of that vendor is told of. For one context.
 */
final class Numbered {
    private Map<String, Gpu> told = Map.of();

    /** Those of the rounds before that are over with this one. */
    List<Gpu> over(List<Event> round) {
        List<Gpu> now = round.stream().filter(Sampled.class::isInstance).map(one -> ((Sampled) one).gpu()).toList();
        Map<String, Gpu> still = now.stream()
                .filter(gpu -> PciAddress.isUnknown(gpu.pci()))
                .collect(Collectors.toMap(Gpu::pci, gpu -> gpu, (one, other) -> one, HashMap::new));
        List<Gpu> over = told.values()
                .stream()
                .filter(gpu -> !still.containsKey(gpu.pci()))
                .filter(gpu -> now.stream().anyMatch(other -> other.vendor().equals(gpu.vendor())))
                .toList();
        told.values().stream().filter(gpu -> !over.contains(gpu)).forEach(gpu -> still.putIfAbsent(gpu.pci(), gpu));
        told = still;
        return over;
    }
}
