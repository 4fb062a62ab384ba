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
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Victim;
import io.dockmedic.collectors.gpu.fault.AmdCatalogue;
import io.dockmedic.collectors.gpu.fault.Diagnosed;
import io.dockmedic.collectors.gpu.fault.FaultReports;
import io.dockmedic.collectors.gpu.fault.Report;
import io.dockmedic.collectors.gpu.watch.GpuSample.Use;
import java.time.Duration;
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
 * Makes events of reports: says whose process it was, and folds floods. A container's own fault is besides an event of
 * that container. Reads {@code /proc}. For one thread at a time.
 */
final class FaultStream {
    /** Of what is kept. */
    private static final int PARTS = 9;
    private static final String OVER = " over";
    /** A GPU is reset within this after the fault. */
    private static final Duration SAME = Duration.ofSeconds(60);

    private final FaultReports reports;
    private final Remembered remembered;
    private final Owners owners;
    private final Function<String, Optional<GpuSample>> known;
    private final Function<String, Optional<Gpu>> unread;
    private final Grants grants;
    private final Lately readings;
    private final Clock clock;
    private final KeptLines file;
    private Map<Key, Gpu> kept;
    /** As it was known when it was last told of. */
    private final Map<Key, Gpu> byKey = new HashMap<>();
    private final Folds<Key, Optional<Event>> gpus;
    private final Folds<Key, Optional<Event>> containers;
    /** When a container last made a fault on a GPU. */
    private final Map<String, Instant> lately = new HashMap<>();

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
        this.owners = owners;
        this.known = known;
        this.unread = unread;
        this.grants = grants;
        this.readings = readings;
        this.clock = clock;
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
        Optional<Container> container = container(report, sample).filter(one -> owners.ranAt(one, wall(report.at())));
        Victim user = container.map(one -> Victim.in(one, report.process(), report.pid()))
                .orElseGet(() -> Victim.outside(report.process(), Math.max(0, report.pid())));
        Cure cure = container.filter(own -> partOfAnother(own, fault)).isPresent() ? Cure.NONE : fault.need().cure();
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
            boolean over = ended(report) && owners.over(own, wall(report.at()));
            // One of the next run is told at once, though one of the run before has just been.
            tell(containers, Key.of(gpu, report.code(), cure, over ? own.id() + OVER : own.id(), host),
                    count -> Optional.of(new GpuFault(report.at(), host, Origin.DOCKMEDIC, own, gpu, report.code(),
                            fault.meaning(), report.text(), report.pid(), doubtful(own, report, sample), over, count)),
                    now, events);
        });
    }

    /** Services that were given it and are not among those that use it. */
    private String idle(String pci, Optional<GpuSample> sample) {
        List<Container> given = grants.of(pci);
        return String.join(" ", sample.map(one -> one.givenTo(given).idle()).orElseGet(() -> GpuSample.keys(given)));
    }

    /** Memory that is lost in a reset which the container's own fault led to needs nothing more. */
    private boolean partOfAnother(Container own, Diagnosed fault) {
        Report report = fault.report();
        lately.values().removeIf(at -> at.plus(SAME).isBefore(report.at()));
        String key = own.id() + " " + report.pci();
        if (report.code() == AmdCatalogue.MEMORY_LOST) {
            return lately.containsKey(key);
        }
        if (fault.need().cure() == Cure.APPLICATION) {
            lately.put(key, report.at());
        }
        return false;
    }

    /**
     * A container is more than its one process, and it must not be started anew for another one's fault, nor onto a GPU
     * that is lost or needs more than that. Who has a GPU of AMD's open is seen twice a minute only: the one that hangs may
     * have ended since. Memory that is lost is lost to all.
     */
    private boolean doubtful(Container own, Report report, Optional<GpuSample> sample) {
        int pid = report.pid();
        if (pid <= 0 && report.vendor().equals(Gpu.AMD) && report.code() != AmdCatalogue.MEMORY_LOST) {
            return true;
        }
        boolean well = sample.map(GpuSample::reading)
                .filter(reading -> reading.state() == GpuState.OK && reading.cure().compareTo(Cure.RESET) < 0)
                .isPresent();
        boolean main = pid > 0 ? owners.isMain(own, pid) : isMain(own, report, sample);
        return !well || !main;
    }

    /**
     * Whether the process that made it, or all that may have, is gone. Where its container's run is over, too, nothing of it is left to be
     * cured, and what would end such an incident has been: it only counts.
     */
    private boolean ended(Report report) {
        int pid = report.pid();
        if (pid > 0) {
            return owners.beganAt(pid).filter(began -> Owners.hadBegun(began, wall(report.at()))).isEmpty();
        }
        List<Use> uses = readings.users().before(report.pci(), report.part(), report.at());
        return !uses.isEmpty() && uses.stream()
                .noneMatch(
                        use -> use.began() == Owners.UNKNOWN || owners.began(use.process().pid()) == use.began());
    }

    /** Nothing but its main process was seen to use the GPU, before and since. */
    private boolean isMain(Container own, Report report, Optional<GpuSample> sample) {
        List<Use> uses = report.vendor().equals(Gpu.AMD)
                ? sample.map(GpuSample::uses).orElse(List.of())
                : readings.users().still(report.pci(), report.part(), report.at());
        return !uses.isEmpty() && uses.stream().allMatch(use -> owners.isMain(own, use.process().pid()));
    }

    private static void tell(Folds<Key, Optional<Event>> folds, Key key, IntFunction<Optional<Event>> event,
            Instant now, List<Event> to) {
        folds.take(key, event, now).ifPresent(told -> told.ifPresent(to::add));
    }

    /** The engine and the kernel date what began by the clock on the wall, which may have been set since we began. */
    private Instant wall(Instant own) {
        return clock.shown(own);
    }

    private Optional<Container> container(Report report, Optional<GpuSample> sample) {
        // Older drivers do not tell its name.
        String name = report.process().isEmpty() ? owners.name(report.pid()) : report.process();
        if (report.pid() == Report.NOBODY || Mps.isServer(name)) {
            return Optional.empty();
        }
        return report.pid() <= 0
                ? alone(report, sample)
                : ofProcess(report.pid(), wall(report.at()),
                        readings.users().ofProcess(report.pci(), report.pid(), report.at()));
    }

    /**
     * Of NVIDIA's, where it has been read since, and no other container was given it that may have come and gone, or used it for a
     * moment, since the reading before. Who has one of AMD's open is looked at seldom, and who has ended since makes what is known
     * incomplete.
     */
    private Optional<Container> alone(Report report, Optional<GpuSample> sample) {
        return report.vendor().equals(Gpu.AMD)
                ? sample.flatMap(GpuSample::only)
                : sample.flatMap(read -> readings.users().only(report.pci(), report.part(), report.at()))
                        .filter(alone -> grants
                                .ran(report.pci(), report.part(), new Span(alone.since(), report.at(), this::wall))
                                .stream()
                                .allMatch(other -> other.id().equals(alone.container().id())))
                        .map(LastUsers.Alone::container);
    }

    /**
     * A process that has ended by now was seen when it used the GPU. The number may have been given to another one: before the
     * fault, so that what was seen is not the one that made it; or since, so that the one that has it now is not.
     */
    private Optional<Container> ofProcess(int pid, Instant at, Optional<Use> seen) {
        Optional<Container> before = seen.flatMap(use -> Optional.ofNullable(use.container()));
        Optional<Instant> began = owners.beganAt(pid);
        if (began.isEmpty()) {
            return before.or(() -> owners.ofProcess(pid));
        }
        if (seen.filter(use -> use.began() == owners.began(pid)).isPresent()) {
            return before.or(() -> owners.ofProcess(pid));
        }
        if (seen.isPresent()) {
            return began.get().isAfter(at) ? before : owners.ofProcess(pid);
        }
        return Owners.hadBegun(began.get(), at) ? owners.ofProcess(pid).or(() -> before) : Optional.empty();
    }
}
