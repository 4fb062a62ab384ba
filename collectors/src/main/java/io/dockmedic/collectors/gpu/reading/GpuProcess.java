package io.dockmedic.collectors.gpu.reading;

/**
 * A process that uses a GPU.
 *
 * @param pid         on the host
 * @param memoryBytes of the GPU's memory; -1 when not told
 */
public record GpuProcess(int pid, long memoryBytes) {}
