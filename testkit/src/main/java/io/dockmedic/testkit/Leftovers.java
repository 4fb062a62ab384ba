package io.dockmedic.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What an engine that ended, well or badly, may leave on the host: processes, mounts, cgroups, files. */
final class Leftovers {
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

    private final Path directory;
    private final String cgroup;

    Leftovers(Path directory, String cgroup) {
        this.directory = directory;
        this.cgroup = cgroup;
    }

    /** Processes started with our directory on their command line: the engine, its containerd, its shims. */
    List<ProcessHandle> processes() {
        String mark = directory + "/";
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> commandLine(process).contains(mark))
                .toList();
    }

    /** Mount points in our directory, the deepest first. */
    List<String> mounts() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.map(line -> line.split(" ", 6)[4])
                    .filter(point -> point.startsWith(directory + "/"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Our cgroups, in every hierarchy, the deepest first. */
    List<Path> cgroups() {
        List<Path> roots = Stream.concat(Stream.of(CGROUPS), children(CGROUPS).stream())
                .map(hierarchy -> hierarchy.resolve(cgroup))
                .filter(Files::isDirectory)
                .toList();
        return roots.stream().flatMap(root -> tree(root).stream().filter(Files::isDirectory)).toList();
    }

    /** Removes all of it. */
    void remove() {
        List<ProcessHandle> parents = processes();
        // What runs in containers are the shims' children: look before the shims are gone.
        List<ProcessHandle> all = parents.stream()
                .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
                .distinct()
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join());
        mounts().forEach(point -> Command.run(Map.of(), List.of("umount", "-l", point)));
        cgroups().forEach(Leftovers::delete);
        // The engine itself links nothing to the outside, so deleting by the tree is safe once nothing is mounted.
        if (mounts().isEmpty()) {
            tree(directory).forEach(Leftovers::delete);
        }
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline")).replace('\0', ' ');
        } catch (IOException | UncheckedIOException gone) {
            return "";
        }
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> tree(Path root) {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.walk(root)) {
            return entries.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<IOException> delete(Path path) {
        try {
            Files.deleteIfExists(path);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }
}
