package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.gpu.nvml.LibraryFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How GPUs are watched.
 *
 * @param enabled     whether they are
 * @param interval    between two rounds
 * @param again       between two looks at the bus, where there is none
 * @param deadline    for a GPU to answer all that it is asked
 * @param library     NVIDIA's; where the owner names it, it is loaded whatever the bus shows
 * @param expected    how many there should be; 0 when nobody said
 * @param cures       what helps against some faults, by number, in the owner's eyes
 * @param root        of the machine's files
 * @param released    the file that remembers who had us let go of them
 * @param subscribers of readings, by name
 */
public record GpuSettings(
        boolean enabled, Duration interval, Duration again, Duration deadline, LibraryFile library, int expected,
        Map<Integer, Cure> cures, Path root, Path released, List<String> subscribers) {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    public GpuSettings {
        cures = Map.copyOf(cures);
        subscribers = List.copyOf(subscribers);
    }

    /** Every 10 s, 5 s for an answer. */
    public static GpuSettings of(boolean enabled, LibraryFile library, int expected, Map<Integer, Cure> cures,
            Path root, Path dataDirectory, List<String> subscribers) {
        return new GpuSettings(enabled, INTERVAL, Duration.ofMinutes(1), DEADLINE, library, expected, cures,
                root, ReleaseFile.in(dataDirectory), subscribers);
    }

    /** A file of that name beside it. */
    Path beside(String name) {
        return released.resolveSibling(name);
    }
}
