package io.dockmedic.remediation;

import io.dockmedic.collectors.gpu.watch.Resetting;
import java.nio.file.Path;

/**
 * With what a GPU is reset.
 *
 * @param resetting what is seen of them, and our own hold on them
 * @param smi       {@code nvidia-smi}, by its absolute path
 */
public record Gpus(Resetting resetting, Path smi) {}
