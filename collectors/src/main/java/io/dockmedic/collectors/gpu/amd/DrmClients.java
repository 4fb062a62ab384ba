package io.dockmedic.collectors.gpu.amd;

import io.dockmedic.collectors.gpu.reading.GpuProcess;
import io.dockmedic.collectors.gpu.reading.PciAddress;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * Which processes have a GPU open, and how much of its memory they have: {@code /proc/PID/fdinfo}, where the kernel says it for
 * each client of the driver (drm-usage-stats). Only processes that are asked for are looked into, and of their descriptors
 * only those of GPUs. A client that several descriptors or processes share counts once, for the first of them. A look costs no
 * more than a credit allows; what is beyond is not seen. Reading may hang where a GPU does. For one thread at a time.
 */
public final class DrmClients {
    private static final int MOST_PROCESSES = 8_192;
    private static final int MOST_DESCRIPTORS = 16_384;
    private static final String GPUS = "/dev/dri/";
    private static final String DRIVER = "amdgpu";
    private static final long KIB = 1_024;
    private static final long NOT_TOLD = -1;

    private final Path proc;
    private final SysFile files;
    private final IntPredicate wanted;
    private int credit;

    /**
     * What {@code fdinfo} says of one client.
     *
     * @param bytes -1 when not told
     */
    record Client(String pci, String id, long bytes) {}

    /** @param wanted whether a process, by its number, is to be looked into */
    public DrmClients(Path root, SysFile files, IntPredicate wanted) {
        this.proc = root.resolve("proc");
        this.files = files;
        this.wanted = wanted;
    }

    /** The processes on each GPU, by its place. */
    public Map<String, List<GpuProcess>> look() {
        Map<String, Map<Integer, Long>> found = new HashMap<>();
        Set<String> seen = new HashSet<>();
        credit = MOST_DESCRIPTORS;
        for (int pid : processes()) {
            if (wanted.test(pid)) {
                look(pid, seen, found);
            }
        }
        Map<String, List<GpuProcess>> all = new HashMap<>();
        found.forEach((pci, byPid) -> {
            List<GpuProcess> users = new ArrayList<>();
            byPid.forEach((pid, bytes) -> users.add(new GpuProcess(pid, bytes)));
            all.put(pci, users);
        });
        return all;
    }

    private List<Integer> processes() {
        List<Integer> pids = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc,
                one -> Character.isDigit(String.valueOf(one.getFileName()).charAt(0)))) {
            for (Path one : all) {
                if (pids.size() < MOST_PROCESSES) {
                    Told.number(String.valueOf(one.getFileName())).ifPresent(pid -> pids.add(pid.intValue()));
                }
            }
        } catch (IOException | DirectoryIteratorException none) {
            return List.of();
        }
        pids.sort(Integer::compare);
        return pids;
    }

    private void look(int pid, Set<String> seen, Map<String, Map<Integer, Long>> found) {
        Path process = proc.resolve(Integer.toString(pid));
        try (DirectoryStream<Path> all = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path one : all) {
                if (credit-- <= 0) {
                    return;
                }
                if (Files.readSymbolicLink(one).toString().startsWith(GPUS)) {
                    Client client = client(files.read(process.resolve("fdinfo").resolve(one.getFileName())));
                    if (!client.pci().isEmpty()) {
                        boolean first = seen.add(client.pci() + " " + client.id());
                        found.computeIfAbsent(client.pci(), gpu -> new TreeMap<>())
                                .merge(pid, first ? client.bytes() : 0, DrmClients::sum);
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException goneOrNotOurs) {
            // It has ended, or may not be looked into.
        }
    }

    private static long sum(long one, long other) {
        return one == NOT_TOLD ? other : other == NOT_TOLD ? one : one + other;
    }

    /** Empty of place where it is none of {@code amdgpu}'s. */
    static Client client(String info) {
        Map<String, String> lines = new HashMap<>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                lines.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        if (!DRIVER.equals(lines.get("drm-driver"))) {
            return new Client("", "", NOT_TOLD);
        }
        String memory = lines.getOrDefault("drm-memory-vram", lines.getOrDefault("drm-resident-vram", ""));
        return new Client(PciAddress.normal(lines.getOrDefault("drm-pdev", "")),
                lines.getOrDefault("drm-client-id", ""), bytes(memory));
    }

    /** {@code 1048576 KiB}, or MiB, or bytes without a unit. */
    private static long bytes(String text) {
        String[] parts = text.split(" ", 2);
        long unit = switch (parts.length == 1 ? "" : parts[1].strip().toLowerCase(Locale.ROOT)) {
            case "kib", "kb" -> KIB;
            case "mib", "mb" -> KIB * KIB;
            case "" -> 1;
            default -> 0;
        };
        return unit == 0
                ? NOT_TOLD
                : Told.number(parts[0]).filter(value -> value >= 0).map(value -> value * unit).orElse(NOT_TOLD);
    }
}
