package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.base.fold.Folds;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.container.view.Owners;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent.GpuFault;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuEvent.Fault;
import io.dockmedic.collectors.event.GpuEvent.Quiet;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Victim;
import io.dockmedic.collectors.gpu.fault.Diagnosed;
import io.dockmedic.collectors.gpu.fault.FaultReports;
import io.dockmedic.collectors.gpu.fault.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Makes events of reports: says whose process it was, as {@link Suspects} finds, and folds floods. A container's own fault is
 * besides an event of that container. Reads {@code /proc}. For one thread at a time.
 */
final class FaultStream {
    /** Of what is kept. */
    private static final int PARTS = 9;
    private static final String OVER = " over";

    private final FaultReports reports;
    private final Remembered remembered;
    private final Suspects suspects;
    private final Function<String, Optional<GpuSample>> known;
    private final Function<String, Optional<Gpu>> unread;
    private final Grants grants;
    private final Lately readings;
    private final KeptLines file;
    private Map<Key, Gpu> kept;
    /** As it was known when it was last told of. */
    private final Map<Key, Gpu> byKey = new HashMap<>();
    private final Folds<Key, Optional<Event>> gpus;
    private final Folds<Key, Optional<Event>> containers;

    /**
     * What is told together. Faults of one number that call for different things are not: a graver one is told at once. By its place: the
     * driver gives a GPU another number after a start of the machine, and before the first reading nothing else of it is known.
     *
     * @param vendor of the GPU
     * @param pci    where that sits
     * @param where  the same, or the container's id
     */
    private record Key(String vendor, String pci, int code, Cure cure, String where, String host) {
        static Key of(Gpu gpu, int code, Cure cure, String where, String host) {
            return new Key(gpu.vendor(), gpu.pci(), code, cure, where, host);
        }

        boolean sameFault(Key other) {
            return vendor.equals(other.vendor) && pci.equals(other.pci) && code == other.code
                    && host.equals(other.host);
        }

        List<String> parts(Gpu gpu) {
            List<String> parts = new ArrayList<>(List.of(Integer.toString(code), cure.name(), where, host));
            parts.addAll(ToldOf.parts(gpu));
            return parts;
        }

        /** As they were kept, added to those; nothing where they make no sense. */
        static void read(List<String> parts, Map<Key, Gpu> to) {
            try {
                if (parts.size() == PARTS) {
                    Gpu gpu = ToldOf.gpu(parts.subList(4, PARTS));
                    to.put(of(gpu, Integer.parseInt(parts.get(0)), Cure.valueOf(parts.get(1)), parts.get(2),
                            parts.get(3)), gpu);
                }
            } catch (IllegalArgumentException other) {
                // Of another version, or cut off.
            }
        }
    }

    /**
     * @param known    the GPU at a place, as it was last read
     * @param unread   the same while it is not read, as it was known when it was
     * @param grants   who was given which
     * @param readings what was read of it before, and who used it
     * @param file     has what was told of and not over when we last ran
     */
    FaultStream(FaultReports reports, Remembered remembered, Owners owners,
            Function<String, Optional<GpuSample>> known, Function<String, Optional<Gpu>> unread, Grants grants,
            Lately readings,
            KeptLines file, Clock clock) {
        this.reports = reports;
        this.remembered = remembered;
        this.suspects = new Suspects(owners, grants, readings.users(), clock);
        this.known = known;
        this.unread = unread;
        this.grants = grants;
        this.readings = readings;
        this.file = file;
        file.read().forEach(line -> Key.read(line, byKey));
        this.kept = Map.copyOf(byKey);
        this.gpus = new Folds<>(kept.keySet(), clock.now(), this::over);
        byKey.keySet().retainAll(gpus.keys());
        // What ends a container's fault is told by the container.
        this.containers = new Folds<>(Set.of(), clock.now(), (key, over) -> Optional.empty());
    }

    /** The fault is over with the last that was told of it, whatever each called for. */
    private Optional<Event> over(Key key, Instant at) {
        Gpu gpu = Objects.requireNonNullElseGet(byKey.remove(key), () -> Gpu.at(key.vendor(), key.pci()));
        return gpus.keys().stream().anyMatch(key::sameFault)
                ? Optional.empty()
                : Optional.of(new Quiet(at, key.host(), Origin.DOCKMEDIC, gpu, key.code()));
    }

    /** What is to be told now. Called when what it said before has been told: what was over by that is forgotten then. */
    List<Event> round(List<Report> fresh, Instant now, String host) {
        keep(Map.copyOf(byKey));
        List<Event> events = new ArrayList<>();
        for (Diagnosed one : reports.round(fresh, now)) {
            take(one, now, host, events);
        }
        gpus.due(now).forEach(event -> event.ifPresent(events::add));
        containers.due(now).forEach(event -> event.ifPresent(events::add));
        Map<Key, Gpu> open = new HashMap<>(kept);
        open.putAll(byKey);
        keep(Map.copyOf(open));
        return events;
    }

    private void keep(Map<Key, Gpu> open) {
        if (!open.equals(kept)) {
            List<List<String>> lines = new ArrayList<>();
            open.forEach((key, gpu) -> lines.add(key.parts(gpu)));
            file.write(lines);
            kept = open;
        }
    }

    /** How many were left out because too many were told of, since this was asked last. */
    long takeRefused() {
        return gpus.takeRefused() + containers.takeRefused();
    }

    private void take(Diagnosed fault, Instant now, String host, List<Event> events) {
        Report report = fault.report();
        remembered.fault(report.vendor(), report.pci(), report.code(), fault.need(), now);
        Optional<GpuSample> sample = known.apply(report.pci());
        Gpu gpu = sample.map(one -> one.reading().gpu())
                .or(() -> unread.apply(report.pci()))
                .orElseGet(() -> Gpu.at(report.vendor(), report.pci()));
        String services = sample.map(GpuSample::services).orElse("");
        Optional<Container> container = suspects.container(report, sample);
        Victim user = container.map(one -> Victim.in(one, report.process(), report.pid()))
                .orElseGet(() -> Victim.outside(report.process(), Math.max(0, report.pid())));
        Cure cure = container.filter(own -> suspects.partOfAnother(own, fault)).isPresent()
                ? Cure.NONE
                : fault.need().cure();
        Key key = Key.of(gpu, report.code(), cure, report.pci(), host);
        tell(gpus, key,
                count -> Optional.of(new Fault(report.at(), host, Origin.DOCKMEDIC, gpu, report.code(),
                        fault.kind().name(), fault.meaning(), cure, report.text(), user, services, count,
                        readings.before(report.pci(), report.at()), idle(report.pci(), sample),
                        sample.map(GpuSample::unknown).orElse(true))),
                now, events);
        if (gpus.keys().contains(key)) {
            byKey.merge(key, gpu, (before, fresh) -> fresh.index() < 0 ? before : fresh);
        }
        container.filter(own -> cure == Cure.APPLICATION).ifPresent(own -> {
            boolean over = suspects.over(own, report);
            // One of the next run is told at once, though one of the run before has just been.
            tell(containers, Key.of(gpu, report.code(), cure, over ? own.id() + OVER : own.id(), host),
                    count -> Optional.of(new GpuFault(report.at(), host, Origin.DOCKMEDIC, own, gpu, report.code(),
                            fault.meaning(), report.text(), report.pid(), suspects.doubtful(own, report, sample), over,
                            count)),
                    now, events);
        });
    }

    /** Services that were given it and are not among those that use it. */
    private String idle(String pci, Optional<GpuSample> sample) {
        List<Container> given = grants.of(pci);
        return String.join(" ", sample.map(one -> one.givenTo(given).idle()).orElseGet(() -> GpuSample.keys(given)));
    }

    private static void tell(Folds<Key, Optional<Event>> folds, Key key, IntFunction<Optional<Event>> event,
            Instant now, List<Event> to) {
        folds.take(key, event, now).ifPresent(told -> told.ifPresent(to::add));
    }
}
