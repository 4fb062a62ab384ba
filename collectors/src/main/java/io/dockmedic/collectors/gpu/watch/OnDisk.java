package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.gpu.nvml.Nvml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    /** Where distributions and NVIDIA's installer put it: Debian and Ubuntu, Fedora and SUSE, Arch. */
    private static final List<String> FOLDERS = List.of("usr/lib/x86_64-linux-gnu", "usr/lib/aarch64-linux-gnu",
            "usr/lib64", "usr/lib");

    private final Path root;

    /** @param root of the machine's files */
    OnDisk(Path root) {
        this.root = root;
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
        return FOLDERS.stream().map(folder -> root.resolve(folder).resolve(Nvml.LIBRARY)).flatMap(link -> {
            try {
                String file = String.valueOf(link.toRealPath().getFileName());
                String version = file.substring(file.indexOf(".so.") + ".so.".length());
                return version.contains(".") ? Optional.of(version).stream() : Optional.<String>empty().stream();
            } catch (IOException none) {
                return Optional.<String>empty().stream();
            }
        }).findFirst();
    }
}
