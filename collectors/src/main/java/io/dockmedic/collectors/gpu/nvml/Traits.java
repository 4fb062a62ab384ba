package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.gpu.reading.GpuTraits;
import io.dockmedic.collectors.gpu.reading.PciAddress;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** Asks what is asked only before a GPU is reset: how it is built, shown on and wired. */
final class Traits {
    private static final int MOST_LINKS = 36;
    private static final long PCI_INFO_SIZE = 68;
    private static final long PCI_BUS_ID = 36;

    private Traits() {}

    /** What is not told counts as what stands against a reset. */
    static GpuTraits read(Asking gpu, long handle, Arena memory) {
        MemorySegment number = memory.allocate(ValueLayout.JAVA_INT);
        int architecture = gpu.call(NvmlFunction.ARCHITECTURE, handle, number) == Returned.SUCCESS
                ? number.get(ValueLayout.JAVA_INT, 0)
                : -1;
        Returned shown = gpu.call(NvmlFunction.DISPLAY_ACTIVE, handle, number);
        boolean none = shown.sort() == Returned.Sort.ABSENT
                || (shown == Returned.SUCCESS && number.get(ValueLayout.JAVA_INT, 0) == 0);
        Set<String> links = new TreeSet<>();
        boolean all = links(gpu, handle, memory, links);
        return new GpuTraits(architecture, !none, links, all);
    }

    /** @return whether all of them are known */
    private static boolean links(Asking gpu, long handle, Arena memory, Set<String> links) {
        MemorySegment active = memory.allocate(ValueLayout.JAVA_INT);
        MemorySegment pci = memory.allocate(PCI_INFO_SIZE, Integer.BYTES);
        for (int link = 0; link < MOST_LINKS; link++) {
            Returned state = gpu.call(NvmlFunction.NVLINK_STATE, handle, link, active);
            if (state.sort() == Returned.Sort.ABSENT || state == Returned.INVALID_ARGUMENT) {
                // It has no more.
                return true;
            }
            if (state != Returned.SUCCESS) {
                return false;
            }
            boolean there = gpu.call(NvmlFunction.NVLINK_REMOTE, handle, link, pci) == Returned.SUCCESS;
            String bus = there ? PciAddress.normal(pci.getString(PCI_BUS_ID, StandardCharsets.US_ASCII)) : "";
            if (!bus.isEmpty()) {
                links.add(bus);
            } else if (active.get(ValueLayout.JAVA_INT, 0) != 0) {
                return false;
            }
        }
        return true;
    }
}
