package io.dockmedic.collectors.gpu.reading;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A part of a divided GPU that programs can use (a MIG device): a GPU instance, which has memory of its own, or a compute instance
 * of one.
 *
 * @param gpuInstance     its number on the GPU
 * @param computeInstance its number in that
 * @param uuid            {@code MIG-…}; empty when not told
 * @param profile         how large it is, {@code 1g.10gb}, or {@code 1c.2g.20gb} of one that has not all of its GPU instance; empty when
 *                        not told
 * @param values          what it told: memory, which all compute instances of a GPU instance share
 */
public record GpuInstance(
        int gpuInstance, int computeInstance, String uuid, String profile, Map<Quantity, Long> values) {
    private static final Pattern OF_COMPUTE = Pattern.compile("^\\d+c\\.");

    public GpuInstance {
        values = Map.copyOf(values);
    }

    /** How large the GPU instance is that it is in, {@code 2g.20gb}: what the compute instance has of it goes before. */
    public String gpuProfile() {
        return OF_COMPUTE.matcher(profile).replaceFirst("");
    }
}
