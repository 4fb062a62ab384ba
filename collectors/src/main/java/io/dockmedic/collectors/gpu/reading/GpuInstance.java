package io.dockmedic.collectors.gpu.reading;

import java.util.Map;

/**
 * A part of a divided GPU that programs can use (a MIG device): a GPU instance, which has memory of its own, or a compute instance
 * of one.
 *
 * @param gpuInstance     its number on the GPU
 * @param computeInstance its number in that
 * @param uuid            {@code MIG-…}; empty when not told
 * @param profile         how large it is, {@code 1g.10gb}; empty when not told
 * @param values          what it told: memory, which all compute instances of a GPU instance share
 */
public record GpuInstance(
        int gpuInstance, int computeInstance, String uuid, String profile, Map<Quantity, Long> values) {
    public GpuInstance {
        values = Map.copyOf(values);
    }
}
