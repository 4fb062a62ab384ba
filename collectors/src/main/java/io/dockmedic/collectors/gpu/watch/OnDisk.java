package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.gpu.nvml.LibraryFile;
import io.dockmedic.collectors.gpu.nvml.Nvml;
import io.dockmedic.collectors.gpu.watch.LibraryHome.Whose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The library that a program started now would load, beside the driver in the kernel. An upgrade of packages replaces the first,
 * and the second stays until the machine starts anew: who has the driver open, as we do, notices nothing of it. Reads files.
 */
final class OnDisk {
    /** {@code NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.90.07  …}, or {@code … Open Kernel Module for x86_64  …}. */
    private static final Pattern LOADED = Pattern.compile("Kernel Module(?: for \\S+)?\\s+(\\d+(?:\\.\\d+)+)");

    private final Path root;
    private final Path installed;
    private final LibraryHome home;

    /**
     * @param root    of the machine's files
     * @param library which is loaded
     */
    OnDisk(Path root, LibraryFile library) {
        this.root = root;
        this.installed = library.driverRoot().equals(LibraryFile.USUAL.driverRoot()) ? root : library.driverRoot();
        this.home = new LibraryHome(root);
    }

    /**
     * What the driver said, where the library may not be the machine's: that ours does not fit the loaded driver says nothing of the
     * machine's then, and is no mismatch there.
     */
    Nvml.Look judged(Nvml.Look look) {
        Whose whose = look.state() == GpuDriverState.MISMATCH ? home.of(look.library()) : Whose.HOST;
        return whose == Whose.HOST
                ? look
                : new Nvml.Look(GpuDriverState.NO_LIBRARY, look.library() + " does not fit the loaded driver"
                        + loaded().map(version -> ", " + version).orElse("") + ": " + (whose == Whose.IMAGE
                                ? "it is of Dockmedic's own image, and not the host's; start its container with the host's"
                                        + " (--gpus all), or set gpu.driver_root"
                                : "the host has another one since Dockmedic's container began; start that anew"),
                        look.gpus(), look.version(), look.library());
    }

    /** How the two differ, for a person; empty where they do not, or one of them cannot be seen. */
    String differs() {
        Optional<String> loaded = loaded();
        Optional<String> library = loaded.flatMap(any -> library());
        return library.isEmpty() || library.equals(loaded)
                ? ""
                : "the library on disk is of version " + library.get() + ", the loaded driver of "
                        + loaded.orElseThrow();
    }

    private Optional<String> loaded() {
        try {
            Matcher version = LOADED.matcher(Files.readString(root.resolve("proc/driver/nvidia/version")));
            return version.find() ? Optional.of(version.group(1)) : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private Optional<String> library() {
        return LibraryFile.below(installed).stream().flatMap(link -> version(link).stream()).findFirst();
    }

    /** None of what came with our own image: no other program loads it. */
    private Optional<String> version(Path link) {
        try {
            Path file = link.toRealPath();
            String name = String.valueOf(file.getFileName());
            String version = name.substring(name.indexOf(".so.") + ".so.".length());
            return version.contains(".") && home.of(file.toString()) != Whose.IMAGE
                    ? Optional.of(version)
                    : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
