package io.dockmedic.collectors.gpu.nvml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where NVIDIA's library is. Reads files.
 *
 * @param named      its path, or its name, where the owner says it; empty where he does not
 * @param driverRoot below which the driver was installed; {@code /} for where the system finds it
 */
public record LibraryFile(String named, Path driverRoot) {
    /** The library, as the driver installs it. */
    public static final String NAME = "libnvidia-ml.so.1";

    /** Where the system finds it. */
    public static final LibraryFile USUAL = new LibraryFile("", Path.of("/"));

    /** Where NVIDIA's container toolkit looks below a driver's root ({@code pkg/lookup/library.go}), and Arch's folder. */
    private static final List<String> FOLDERS = List.of("usr/lib64", "usr/lib/x86_64-linux-gnu",
            "usr/lib/aarch64-linux-gnu", "usr/lib/x86_64-linux-gnu/nvidia/current",
            "usr/lib/aarch64-linux-gnu/nvidia/current", "lib64", "lib/x86_64-linux-gnu", "lib/aarch64-linux-gnu",
            "lib/x86_64-linux-gnu/nvidia/current", "lib/aarch64-linux-gnu/nvidia/current", "usr/lib", "");

    /** By its path, or its name. */
    public static LibraryFile at(String path) {
        return new LibraryFile(path, USUAL.driverRoot());
    }

    /** Whether the owner names it: then it is loaded whatever else there is. */
    public boolean isNamed() {
        return !named.isEmpty();
    }

    /**
     * What to load, as of now: a driver may be installed below its root later than we begin.
     *
     * @throws IOException where there is none below the driver's root
     */
    String find() throws IOException {
        if (isNamed()) {
            return named;
        }
        if (driverRoot.equals(USUAL.driverRoot())) {
            return NAME;
        }
        return below(driverRoot).stream()
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new IOException("there is no " + NAME + " below " + driverRoot
                        + " (gpu.driver_root), in " + String.join(", ", FOLDERS.subList(0, 3)) + " and the like"));
    }

    /** All that are below that folder, the first first; only the links, not what they lead to. */
    public static List<Path> below(Path root) {
        return FOLDERS.stream().map(folder -> root.resolve(folder).resolve(NAME)).filter(Files::exists).toList();
    }
}
