package io.dockmedic.collectors.gpu.reading;

/**
 * A process that uses a GPU.
 *
 * @param pid             on the host
 * @param memoryBytes     of the GPU's memory; -1 when not told
 * @param computing       percent of the GPU's computing that it took since the reading before; -1 when not told
 * @param memoryTraffic   the same of what is read from the GPU's memory and written to it
 * @param gpuInstance     which part of a divided GPU it uses; -1 of one that is not divided
 * @param computeInstance which part of that
 */
public record GpuProcess(
        int pid, long memoryBytes, int computing, int memoryTraffic, int gpuInstance, int computeInstance) {
    /** That it is not in any. */
    public static final int NONE = -1;

    private static final int NOT_TOLD = -1;

    /** One of a GPU that is not divided. */
    public GpuProcess(int pid, long memoryBytes, int computing, int memoryTraffic) {
        this(pid, memoryBytes, computing, memoryTraffic, NONE, NONE);
    }

    /** Of which only the memory that it has is told. */
    public GpuProcess(int pid, long memoryBytes) {
        this(pid, memoryBytes, NOT_TOLD, NOT_TOLD);
    }

    /** The same, which took so much of it. */
    public GpuProcess taking(int compute, int traffic) {
        return new GpuProcess(pid, memoryBytes, compute, traffic, gpuInstance, computeInstance);
    }

    /** The same, which uses that part. */
    public GpuProcess in(int gpuPart, int computePart) {
        return new GpuProcess(pid, memoryBytes, computing, memoryTraffic, gpuPart, computePart);
    }
}
