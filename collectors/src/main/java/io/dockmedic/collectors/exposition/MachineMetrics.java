package io.dockmedic.collectors.exposition;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The machine's size, with cAdvisor's names, from {@code /proc/cpuinfo} and {@code /proc/meminfo}. Read at the first
 * scrape only: it does not change. May be asked from any thread.
 */
public final class MachineMetrics implements MultiCollector {
    private static final long KIB = 1024;

    private final Path root;
    private volatile @Nullable MetricSnapshots read;

    /** @param root of the machine, {@code /} as a rule */
    public MachineMetrics(Path root) {
        this.root = root;
    }

    /** @throws UncheckedIOException when the files cannot be read; the next scrape tries again */
    @Override
    public MetricSnapshots collect() {
        MetricSnapshots known = read;
        if (known == null) {
            try {
                List<String> memory = Files.readAllLines(root.resolve("proc/meminfo"));
                List<String> processors = Files.readAllLines(root.resolve("proc/cpuinfo"));
                known = new MetricSnapshots(
                        gauge("machine_cpu_cores", "Logical processors of the machine.", logical(processors)),
                        gauge("machine_cpu_physical_cores", "Physical cores of the machine.", physical(processors)),
                        gauge("machine_memory_bytes", "Memory of the machine.", field(memory, "MemTotal:")),
                        gauge("machine_swap_bytes", "Swap space of the machine.", field(memory, "SwapTotal:")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            read = known;
        }
        return known;
    }

    private static long logical(List<String> processors) {
        return processors.stream().filter(line -> line.startsWith("processor")).count();
    }

    /** Sockets and cores are told apart only where the kernel names them; else a processor is a core. */
    private static long physical(List<String> processors) {
        Set<String> cores = new HashSet<>();
        String socket = "";
        for (String line : processors) {
            if (line.startsWith("physical id")) {
                socket = line;
            } else if (line.startsWith("core id")) {
                cores.add(socket + line);
            }
        }
        return cores.isEmpty() ? logical(processors) : cores.size();
    }

    private static long field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                .findFirst()
                .orElse(0);
    }

    private static MetricSnapshot gauge(String name, String help, long value) {
        return new GaugeSnapshot(new MetricMetadata(name, help),
                List.of(new GaugeDataPointSnapshot((double) value, Labels.EMPTY, null)));
    }
}
