package io.dockmedic.api.config;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.gpu.nvml.LibraryFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How GPUs are watched.
 *
 * @param enabled  whether they are
 * @param library    NVIDIA's, where the system does not find it by itself; absolute
 * @param driverRoot below which NVIDIA's driver was installed; absolute
 * @param smi      {@code nvidia-smi}, by which one is reset; absolute
 * @param expected how many there should be; 0 when nobody said
 * @param probe    whether containers that were given one may be asked from inside whether they reach it
 * @param cures    what helps against some faults, by number, where the owner knows better
 */
public record Gpus(boolean enabled, Optional<Path> library, Path driverRoot, Path smi, int expected, boolean probe,
        Map<Integer, Cure> cures) {
    public Gpus {
        cures = Map.copyOf(cures);
    }

    /** Where NVIDIA's library is. */
    public LibraryFile file() {
        return new LibraryFile(library.map(Path::toString).orElse(""), driverRoot);
    }
}
