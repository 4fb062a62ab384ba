package io.dockmedic.collectors.gpu.reading;

/**
 * Which part of a divided GPU (MIG) something is told of, by its numbers.
 *
 * @param gpuInstance     {@link GpuProcess#NONE} where no part is named
 * @param computeInstance that in it; {@link GpuProcess#NONE} where only the GPU instance is named
 */
public record GpuPart(int gpuInstance, int computeInstance) {
    /** No part is named: it is told of the GPU. */
    public static final GpuPart NONE = new GpuPart(GpuProcess.NONE, GpuProcess.NONE);

    /** Whether one is named. */
    public boolean named() {
        return gpuInstance != GpuProcess.NONE;
    }

    /** Whether it may be that which a process uses: of some processes it is not told which they use. */
    public boolean mayHave(GpuProcess process) {
        return mayBe(new GpuPart(process.gpuInstance(), process.computeInstance()));
    }

    /** Whether it may be the same as another one, as far as both are named. */
    public boolean mayBe(GpuPart other) {
        return same(gpuInstance, other.gpuInstance) && same(computeInstance, other.computeInstance);
    }

    private static boolean same(int one, int other) {
        return one == other || one == GpuProcess.NONE || other == GpuProcess.NONE;
    }
}
