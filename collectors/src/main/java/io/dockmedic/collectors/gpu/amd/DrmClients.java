package io.dockmedic.collectors.gpu.amd;

import io.dockmedic.collectors.gpu.reading.GpuProcess;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Which processes have a GPU open, and how much of its memory they have: {@code /proc/PID/fdinfo}, where the kernel says it for
 * each client of the driver; before Linux 5.19 it does not, and the name of what is open has to do. Of descriptors only those
 * of GPUs are looked into. A client that several descriptors or processes share counts once, for the first of them. Where a
 * container has one open, others are looked at too: whether they have it. A look costs no more than a credit allows; one that
 * did not see all says so. Reading may hang where a GPU does. For one thread at a time.
 */
public final class DrmClients {
    private static final int MOST_PROCESSES = 8_192;
    private static final int MOST_DESCRIPTORS = 32_768;
    private static final int MOST_OF_ONE = 4_096;
    private static final String GPUS = "/dev/dri/";
    /** Of a file that is not there any more. */
    private static final String DELETED = " (deleted)";
    /** What programs compute through. It is open beside one of the above, and does not say on which GPU. */
    private static final String COMPUTE = "/dev/kfd";

    private final Path root;
    private final Path proc;
    private final SysFile files;
    private final IntPredicate wanted;
    private Map<String, String> nodes = Map.of();
    private int credit;
    private boolean complete;

    /**
     * What was seen.
     *
     * @param users    the processes that are asked for on each GPU, by its place
     * @param shared   places of GPUs that another process has open
     * @param complete whether there is nothing that could not be seen
     */
    public record Look(Map<String, List<GpuProcess>> users, Set<String> shared, boolean complete) {
        /** Nothing was. */
        public static final Look NONE = new Look(Map.of(), Set.of(), false);

        /** Whether its users are known to be all that has it open. */
        public boolean all(String pci) {
            return complete && !shared.contains(pci);
        }
    }

    /** @param wanted whether a process, by its number, is asked for: it is a container's */
    public DrmClients(Path root, SysFile files, IntPredicate wanted) {
        this.root = root;
        this.proc = root.resolve("proc");
        this.files = files;
        this.wanted = wanted;
    }

    /** Looks. */
    public Look look() {
        nodes = DrmNodes.look(root);
        credit = MOST_DESCRIPTORS;
        complete = true;
        Map<String, Map<Integer, Long>> found = new HashMap<>();
        Set<String> seen = new HashSet<>();
        List<Integer> others = new ArrayList<>();
        for (int pid : processes()) {
            if (wanted.test(pid)) {
                open(pid, client -> found.computeIfAbsent(client.pci(), gpu -> new TreeMap<>())
                        .merge(pid, first(client, seen) ? client.bytes() : 0, DrmClients::sum));
            } else {
                others.add(pid);
            }
        }
        Set<String> shared = new HashSet<>();
        if (!found.isEmpty()) {
            others.forEach(pid -> open(pid, client -> shared.add(client.pci())));
        }
        Map<String, List<GpuProcess>> all = new HashMap<>();
        found.forEach((pci, byPid) -> {
            List<GpuProcess> users = new ArrayList<>();
            byPid.forEach((pid, bytes) -> users.add(new GpuProcess(pid, bytes)));
            all.put(pci, users);
        });
        return new Look(all, shared, complete);
    }

    private List<Integer> processes() {
        List<Integer> pids = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc,
                one -> Character.isDigit(String.valueOf(one.getFileName()).charAt(0)))) {
            for (Path one : all) {
                if (pids.size() < MOST_PROCESSES) {
                    Told.number(String.valueOf(one.getFileName())).ifPresent(pid -> pids.add(pid.intValue()));
                } else {
                    complete = false;
                }
            }
        } catch (IOException | DirectoryIteratorException none) {
            complete = false;
        }
        pids.sort(Integer::compare);
        return pids;
    }

    private void open(int pid, Consumer<DrmClient> each) {
        Path process = proc.resolve(Integer.toString(pid));
        int left = MOST_OF_ONE;
        boolean gpu = false;
        boolean compute = false;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path one : all) {
                if (left-- <= 0 || credit-- <= 0) {
                    complete = false;
                    break;
                }
                String what = link(process, one);
                compute |= what.equals(COMPUTE);
                if (what.startsWith(GPUS)) {
                    gpu = true;
                    client(process, one, what.substring(GPUS.length()), each);
                }
            }
        } catch (IOException | DirectoryIteratorException notSeen) {
            missed(process);
        }
        if (compute && !gpu) {
            complete = false;
        }
    }

    /** Empty when it was closed meanwhile, or cannot be seen. */
    private String link(Path process, Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closed) {
            return "";
        } catch (IOException notSeen) {
            missed(process);
            return "";
        }
    }

    private void client(Path process, Path descriptor, String node, Consumer<DrmClient> each) {
        try {
            String info = files.read(process.resolve("fdinfo").resolve(descriptor.getFileName()));
            DrmClient client = DrmClient.of(info).orElseGet(() -> named(node));
            if (!client.pci().isEmpty()) {
                each.accept(client);
            }
        } catch (NoSuchFileException closed) {
            // It is not open any more.
        } catch (IOException notSeen) {
            missed(process);
        }
    }

    private DrmClient named(String node) {
        String pci = nodes.get(node.endsWith(DELETED) ? node.substring(0, node.length() - DELETED.length()) : node);
        if (pci == null) {
            complete = false;
            return DrmClient.ANOTHERS;
        }
        return new DrmClient(pci, "", DrmClient.NOT_TOLD);
    }

    /** What a process that has ended had open does not matter. */
    private void missed(Path process) {
        if (Files.exists(process)) {
            complete = false;
        }
    }

    /** Without its id it cannot be known again. */
    private static boolean first(DrmClient client, Set<String> seen) {
        return client.id().isEmpty() || seen.add(client.pci() + " " + client.id());
    }

    private static long sum(long one, long other) {
        if (one == DrmClient.NOT_TOLD) {
            return other;
        }
        return other == DrmClient.NOT_TOLD ? one : one + other;
    }
}
