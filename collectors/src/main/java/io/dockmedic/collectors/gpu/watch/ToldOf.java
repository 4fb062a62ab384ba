package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuEvent.Sampled;
import io.dockmedic.collectors.gpu.reading.PciAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which GPUs and drivers were told of, also before our start: who is told of no more has to hear that, or what was amiss with it would
 * be so for ever. Rounds are for one context; {@link #keep} and {@link #gone} read and write files, on any thread.
 */
final class ToldOf {
    private static final String DRIVER = "driver";
    private static final String GPU = "gpu";
    private static final int PARTS = 6;

    private final KeptLines file;
    private final Bus bus;
    private volatile Told told;
    private Told kept;

    /** @param vendors whose driver was told of */
    private record Told(Set<String> vendors, Set<Gpu> gpus) {
        Told {
            vendors = Set.copyOf(vendors);
            gpus = Set.copyOf(gpus);
        }
    }

    /**
     * What is not there any more.
     *
     * @param vendors whose driver is not told of any more
     */
    record Over(List<String> vendors, List<Gpu> gpus) {}

    ToldOf(KeptLines file, Bus bus) {
        this.file = file;
        this.bus = bus;
        this.kept = read(file);
        this.told = kept;
    }

    private static Told read(KeptLines file) {
        Set<String> vendors = new HashSet<>();
        Set<Gpu> gpus = new HashSet<>();
        for (List<String> line : file.read()) {
            if (line.size() == 2 && line.getFirst().equals(DRIVER)) {
                vendors.add(line.get(1));
            } else if (line.size() == PARTS && line.getFirst().equals(GPU)) {
                gpus.add(gpu(line.subList(1, PARTS)));
            }
        }
        return new Told(vendors, gpus);
    }

    /** As {@link #parts} writes it. */
    static Gpu gpu(List<String> parts) {
        String index = parts.getFirst();
        return new Gpu(index.matches("\\d{1,4}") ? Integer.parseInt(index) : -1, parts.get(1), parts.get(2),
                parts.get(3),
                parts.get(4));
    }

    /** To be kept. */
    static List<String> parts(Gpu gpu) {
        return List.of(Integer.toString(gpu.index()), gpu.vendor(), gpu.pci(), gpu.uuid(), gpu.model());
    }

    /** Writes down what was told of, where that has changed. Called when it has been told. */
    synchronized void keep() {
        Told now = told;
        if (!now.equals(kept)) {
            List<List<String>> lines = new ArrayList<>();
            now.vendors().forEach(vendor -> lines.add(List.of(DRIVER, vendor)));
            now.gpus().forEach(gpu -> lines.add(Stream.concat(Stream.of(GPU), parts(gpu).stream()).toList()));
            file.write(lines);
            kept = now;
        }
    }

    /**
     * Those told of before that are not read now and are not on the bus: taken out, or given away. Where there is no bus to be seen the
     * driver must answer. None where neither is known, nor where there is one that says no more than its number: it may be that.
     */
    List<Gpu> gone(GpuSamples now) {
        Set<String> read = now.gpus().stream().map(one -> one.reading().gpu().pci()).collect(Collectors.toSet());
        List<Gpu> missing = told.gpus()
                .stream()
                .filter(gpu -> !read.contains(gpu.pci()))
                .filter(gpu -> now.gpus()
                        .stream()
                        .map(one -> one.reading().gpu())
                        .noneMatch(one -> one.vendor().equals(gpu.vendor()) && PciAddress.isUnknown(one.pci())))
                .toList();
        if (missing.isEmpty()) {
            return missing;
        }
        try {
            Set<String> present = bus.present();
            Set<String> there = Stream.of(Maker.values())
                    .flatMap(maker -> bus.gpus(maker, present).stream())
                    .collect(Collectors.toSet());
            return missing.stream()
                    .filter(gpu -> !there.contains(gpu.pci()) && (!present.isEmpty() || answers(now, gpu.vendor())))
                    .toList();
        } catch (IOException notSeen) {
            return List.of();
        }
    }

    private static boolean answers(GpuSamples now, String vendor) {
        return now.drivers()
                .stream()
                .filter(driver -> driver.vendor().equals(vendor))
                .allMatch(driver -> driver.state() == GpuDriverState.OK);
    }

    /**
     * Takes what is told of now.
     *
     * @param gone what is known to be gone
     * @param sure whether what is not told of is not there; else it may be late, or nothing is asked
     */
    Over round(List<Event> events, List<Gpu> gone, boolean sure) {
        Told before = told;
        Set<String> vendors = new HashSet<>(GpuEvents.vendors(events));
        List<String> silent = before.vendors().stream().filter(one -> !vendors.contains(one)).sorted().toList();
        Set<Gpu> gpus = events.stream()
                .filter(Sampled.class::isInstance)
                .map(one -> ((Sampled) one).gpu())
                .collect(Collectors.toCollection(HashSet::new));
        Set<String> read = gpus.stream().map(Gpu::pci).collect(Collectors.toSet());
        List<Gpu> over = sure ? gone : List.of();
        before.gpus().stream().filter(gpu -> !over.contains(gpu) && !read.contains(gpu.pci())).forEach(gpus::add);
        if (!sure) {
            vendors.addAll(silent);
        }
        told = new Told(vendors, gpus);
        return new Over(sure ? silent : List.of(), over);
    }
}
