package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.container.view.Owners;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.gpu.reading.GpuPart;
import io.dockmedic.collectors.gpu.watch.GpuSample.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who used each GPU within the last minute. A program whose fault is told mostly has ended by then: who uses the GPU still is not
 * the one that made it for that. Safe for use by several threads.
 */
final class LastUsers {
    private static final Duration KEPT = Duration.ofMinutes(1);
    /** Of one GPU; readings are a second apart. */
    private static final int MOST = 64;

    private final Map<String, Deque<Seen>> byPlace = new HashMap<>();

    /**
     * One reading.
     *
     * @param began when it was begun
     * @param ended when it was over
     */
    private record Seen(Instant began, Instant ended, GpuSample sample) {
        /** Whether it says nothing of that moment any more. */
        boolean old(Instant at) {
            return began.isBefore(at.minus(KEPT));
        }
    }

    /**
     * Who was alone on a GPU.
     *
     * @param since when the reading was begun that was the last before the fault
     */
    record Alone(Container container, Instant since) {}

    /**
     * All were read.
     *
     * @param began when that was begun
     * @param ended when it was over
     */
    synchronized void saw(GpuSamples samples, Instant began, Instant ended) {
        for (GpuSample sample : samples.gpus()) {
            Deque<Seen> seen = byPlace.computeIfAbsent(sample.reading().gpu().pci(), first -> new ArrayDeque<>());
            seen.add(new Seen(began, ended, sample));
            while (seen.size() > MOST || (seen.size() > 1 && second(seen).ended().isBefore(ended.minus(KEPT)))) {
                seen.remove();
            }
        }
    }

    private static Seen second(Deque<Seen> seen) {
        return seen.stream().skip(1).findFirst().orElseThrow();
    }

    /** The last before that moment, and all since; empty where there is none in the minute before. */
    private List<Seen> around(String pci, Instant at) {
        List<Seen> all = List.copyOf(byPlace.getOrDefault(pci, new ArrayDeque<>()));
        int from = all.size() - 1;
        while (from >= 0 && all.get(from).ended().isAfter(at)) {
            from--;
        }
        return from < 0 || all.get(from).old(at) ? List.of() : all.subList(from, all.size());
    }

    /**
     * The container that was alone on the GPU at its last reading before that moment, where it has been read since and nobody else was
     * seen on it.
     *
     * @param part of a divided one, to which it is narrowed
     */
    synchronized Optional<Alone> only(String pci, GpuPart part, Instant at) {
        List<Seen> around = around(pci, at);
        if (around.isEmpty() || around.getLast().began().isBefore(at)) {
            return Optional.empty();
        }
        GpuSample before = around.getFirst().sample().on(part);
        return before.only()
                .filter(own -> around.stream()
                        .map(seen -> seen.sample().on(part))
                        .allMatch(sample -> sample.complete()
                                && sample.uses().stream().allMatch(use -> isOf(own, use, before))))
                .map(own -> new Alone(own, around.getFirst().began()));
    }

    /** Whose a process is that ends just when it is looked at cannot be seen any more. */
    private static boolean isOf(Container own, Use use, GpuSample before) {
        return Optional.ofNullable(use.container())
                .map(container -> container.id().equals(own.id()))
                .orElseGet(() -> use.began() == Owners.UNKNOWN && before.ofProcess(use.process().pid()).isPresent());
    }

    /** What used it at its last reading before that moment. */
    synchronized List<Use> before(String pci, GpuPart part, Instant at) {
        List<Seen> around = around(pci, at);
        return around.isEmpty() ? List.of() : around.getFirst().sample().on(part).uses();
    }

    /** The same, and what has used it since; empty where nothing uses it any more. */
    synchronized List<Use> still(String pci, GpuPart part, Instant at) {
        List<Seen> around = around(pci, at);
        return around.isEmpty() || around.getLast().sample().on(part).uses().isEmpty()
                ? List.of()
                : around.stream().flatMap(seen -> seen.sample().on(part).uses().stream()).toList();
    }

    /** The process that had that number when it was seen last before that moment; else when it was seen first since. */
    synchronized Optional<Use> ofProcess(String pci, int pid, Instant at) {
        Use found = null;
        for (Seen seen : byPlace.getOrDefault(pci, new ArrayDeque<>())) {
            Optional<Use> use = seen.sample().ofProcess(pid);
            if (use.isPresent() && !seen.old(at) && (found == null || !seen.ended().isAfter(at))) {
                found = use.get();
            }
        }
        return Optional.ofNullable(found);
    }
}
