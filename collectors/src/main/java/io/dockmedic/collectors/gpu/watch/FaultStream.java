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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Makes events of reports: says whose process it was, and folds floods. A container's own fault is besides an event of
 * that container. Reads {@code /proc}. For one thread at a time.
 */
final class FaultStream {
    private static final String NOT_KNOWN = "not known";
    /** A GPU is reset within this after the fault. */
    private static final Duration SAME = Duration.ofSeconds(60);

    private final FaultReports reports;
    private final Remembered remembered;
    private final Owners owners;
    private final Function<String, Optional<GpuSample>> known;
    private final Unread unread;
    private final Grants grants;
    private final Lately readings;
    private final Clock clock;
    private final Folds<Key, Optional<Event>> gpus;
    private final Folds<Key, Optional<Event>> containers;
    /** When a container last made a fault on a GPU. */
    private final Map<String, Instant> lately = new HashMap<>();

    /** GPUs while they are not read. */
    interface Unread {
        /** That at a place, as it was known when it was read. */
        Optional<Gpu> gpu(String pci);

        /** Whether a person has them: who uses them is not known then. */
        boolean released();
    }

    /**
     * What is told together. Faults of one number that call for different things are not: a graver one is told at once.
     *
     * @param where the GPU's place, or the container's id
     */
    private record Key(Gpu gpu, int code, Cure cure, String where, String host) {
        boolean sameFault(Key other) {
            return code == other.code && gpu.equals(other.gpu) && host.equals(other.host);
        }
    }

    /**
     * @param known    the GPU at a place, as it was last read
     * @param unread   of those that are not read now
     * @param grants   who was given which
     * @param readings what was read of it before
     */
    FaultStream(FaultReports reports, Remembered remembered, Owners owners,
            Function<String, Optional<GpuSample>> known, Unread unread, Grants grants, Lately readings, Clock clock) {
        this.reports = reports;
        this.remembered = remembered;
        this.owners = owners;
        this.known = known;
        this.unread = unread;
        this.grants = grants;
        this.readings = readings;
        this.clock = clock;
        this.gpus = new Folds<>(Set.of(), clock.now(), this::over);
        // What ends a container's fault is told by the container.
        this.containers = new Folds<>(Set.of(), clock.now(), (key, over) -> Optional.empty());
    }

    /** The fault is over with the last that was told of it, whatever each called for. */
    private Optional<Event> over(Key key, Instant at) {
        return gpus.keys().stream().anyMatch(key::sameFault)
                ? Optional.empty()
                : Optional.of(new Quiet(at, key.host(), Origin.DOCKMEDIC, key.gpu(), key.code()));
    }

    /** What is to be told now. */
    List<Event> round(List<Report> fresh, Instant now, String host) {
        List<Event> events = new ArrayList<>();
        for (Diagnosed one : reports.round(fresh, now)) {
            take(one, now, host, events);
        }
        gpus.due(now).forEach(event -> event.ifPresent(events::add));
        containers.due(now).forEach(event -> event.ifPresent(events::add));
        return events;
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
                .or(() -> unread.gpu(report.pci()))
                .orElseGet(() -> Gpu.at(report.vendor(), report.pci()));
        String services = sample.map(GpuSample::services).orElseGet(() -> unread.released() ? NOT_KNOWN : "");
        Optional<Container> container = container(report, sample).filter(one -> owners.ranAt(one, wall(report.at())));
        Victim user = container.map(one -> Victim.in(one, report.process(), report.pid()))
                .orElseGet(() -> Victim.outside(report.process(), Math.max(0, report.pid())));
        Cure cure = container.filter(own -> partOfAnother(own, fault)).isPresent() ? Cure.NONE : fault.need().cure();
        tell(gpus, new Key(gpu, report.code(), cure, report.pci(), host),
                count -> Optional.of(new Fault(report.at(), host, Origin.DOCKMEDIC, gpu, report.code(),
                        fault.kind().name(), fault.meaning(), cure, report.text(), user, services, count,
                        readings.before(report.pci(), report.at()), idle(report.pci(), sample))),
                now, events);
        container.filter(own -> cure == Cure.APPLICATION)
                .ifPresent(own -> tell(containers, new Key(gpu, report.code(), cure, own.id(), host),
                        count -> Optional.of(new GpuFault(report.at(), host, Origin.DOCKMEDIC, own, gpu,
                                report.code(), fault.meaning(), report.text(), report.pid(),
                                doubtful(own, report, sample), count)),
                        now, events));
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
        boolean main = pid > 0
                ? owners.isMain(own, pid)
                : sample.map(one -> one.uses().stream().allMatch(use -> owners.isMain(own, use.process().pid())))
                        .orElse(false);
        return !well || !main;
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
                ? sample.flatMap(GpuSample::only)
                : ofProcess(report.pid(), wall(report.at()), sample.flatMap(one -> one.ofProcess(report.pid())));
    }

    /**
     * A process that has ended by now was seen when it used the GPU. The number may have been given to another one: before the
     * fault, so that what was seen is not the one that made it; or since, so that the one that has it now is not.
     */
    private Optional<Container> ofProcess(int pid, Instant at, Optional<GpuSample.Use> seen) {
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
