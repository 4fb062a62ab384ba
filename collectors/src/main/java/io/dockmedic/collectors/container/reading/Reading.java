package io.dockmedic.collectors.container.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One container at one moment. What the kernel does not offer for it is null or missing, never zero.
 *
 * @param pressure null where the kernel keeps none for a group (cgroup v1, or switched off)
 * @param networks empty where the container has no network of its own
 */
public record Reading(
        @Nullable Cpu cpu,
        @Nullable Memory memory,
        @Nullable Tasks tasks,
        @Nullable Processes processes,
        @Nullable Pressure pressure,
        List<DiskIo> disks,
        List<Network> networks) {
    public Reading {
        disks = List.copyOf(disks);
        networks = List.copyOf(networks);
    }
}
