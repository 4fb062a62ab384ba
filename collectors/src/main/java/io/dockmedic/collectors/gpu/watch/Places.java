package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.PciAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where those sit that were never reached, and so do not say it. The driver's numbers do not tell: they need not be in the order of
 * the bus, nor the same after another start.
 */
final class Places {
    private Places() {}

    /**
     * The readings of a round, each with a place: where one alone has none, one place on the bus is no other one's, and there are as many
     * as on the bus, it is that; else its number stands for it.
     */
    static List<GpuReading> of(List<GpuReading> round, List<String> onBus) {
        Set<String> taken = round.stream().map(reading -> reading.gpu().pci()).collect(Collectors.toSet());
        List<String> free = new ArrayList<>(onBus);
        free.removeAll(taken);
        long unknown = round.stream().filter(reading -> reading.gpu().pci().isEmpty()).count();
        boolean all = onBus.size() == round.size();
        String only = all && unknown == 1 && free.size() == 1 ? free.getFirst() : "";
        return round.stream().map(reading -> placed(reading, only)).toList();
    }

    private static GpuReading placed(GpuReading reading, String only) {
        Gpu gpu = reading.gpu();
        if (!gpu.pci().isEmpty()) {
            return reading;
        }
        String pci = only.isEmpty() ? PciAddress.unknown(gpu.index()) : only;
        return GpuReading.silent(new Gpu(gpu.index(), gpu.vendor(), pci, gpu.uuid(), gpu.model()), reading.device(),
                reading.state(), reading.cure(), reading.why());
    }
}
