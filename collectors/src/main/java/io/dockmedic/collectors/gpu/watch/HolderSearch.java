package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.container.view.Owners;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Looks through all processes of the machine for those that have a GPU's device open: monitors and desktops are among them, which
 * NVIDIA's library does not name. Reads files, and may block where a disk does. To be used once, on one thread.
 */
final class HolderSearch {
    /** Of a file that is not there any more. */
    private static final String DELETED = " (deleted)";

    private final Path proc;
    private final Owners owners;
    private final Set<String> devices;
    private final List<String> lacks = new ArrayList<>();
    private final NavigableSet<Integer> hidden = new TreeSet<>();

    /**
     * @param root    of the machine's files
     * @param devices names of their files
     */
    HolderSearch(Path root, Owners owners, Set<String> devices) {
        this.proc = root.resolve("proc");
        this.owners = owners;
        this.devices = devices;
    }

    /**
     * Looks.
     *
     * @param told numbers of processes that use them by the library's word
     */
    Holders look(Collection<Integer> told) {
        if (!root()) {
            lacks.add("Dockmedic is not root, which that takes");
        }
        if (!new PidNamespace(proc).isMachines()) {
            lacks.add("Dockmedic sees some of the machine's processes only: in a container that takes --pid host");
        }
        NavigableMap<Integer, Set<String>> found = new TreeMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc,
                one -> String.valueOf(one.getFileName()).matches("[0-9]{1,9}"))) {
            for (Path one : all) {
                Set<String> has = open(one);
                if (!has.isEmpty()) {
                    found.put(pid(one), has);
                }
            }
        } catch (IOException | DirectoryIteratorException notSeen) {
            lacks.add("the machine's processes cannot be listed: " + notSeen);
        }
        told.stream()
                .filter(pid -> Files.exists(proc.resolve(Integer.toString(pid))))
                .forEach(pid -> found.putIfAbsent(pid, Set.of()));
        found.remove((int) ProcessHandle.current().pid());
        return new Holders(found.entrySet().stream().map(one -> holder(one.getKey(), one.getValue())).toList(),
                new Unseen(lacks, hidden.stream().map(pid -> holder(pid, Set.of()).words()).toList()));
    }

    private Holders.Holder holder(int pid, Set<String> has) {
        return new Holders.Holder(pid, owners.name(pid), owners.ofProcess(pid).orElse(null), has);
    }

    /** Others see what is open of their own processes only, or lack what a reset takes. */
    private boolean root() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(proc.resolve("self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException notTold) {
            return false;
        }
    }

    /** Which of them it has. */
    private Set<String> open(Path process) {
        Set<String> found = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path one : all) {
                device(target(process, one)).ifPresent(found::add);
            }
        } catch (NoSuchFileException ended) {
            // What it had open does not matter any more.
        } catch (IOException | DirectoryIteratorException notSeen) {
            missed(process);
        }
        return found;
    }

    private Optional<String> device(String target) {
        String path = target.endsWith(DELETED) ? target.substring(0, target.length() - DELETED.length()) : target;
        int slash = path.lastIndexOf('/');
        return slash >= 0 && path.startsWith("dev", slash - 3)
                ? Optional.of(path.substring(slash + 1)).filter(devices::contains)
                : Optional.empty();
    }

    private String target(Path process, Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closed) {
            return "";
        } catch (IOException notSeen) {
            missed(process);
            return "";
        }
    }

    private void missed(Path process) {
        if (Files.exists(process)) {
            hidden.add(pid(process));
        }
    }

    private static int pid(Path process) {
        return Integer.parseInt(String.valueOf(process.getFileName()));
    }
}
