package io.dockmedic.remediation.action.mark;

import io.dockmedic.collectors.gpu.mark.GpuMarks;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import java.util.function.Supplier;

/**
 * With what GPUs are marked.
 *
 * @param marks where the marks are
 * @param gpus  as they were last read
 */
public record Marking(GpuMarks marks, Supplier<GpuSamples> gpus) {}
