package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.container.view.Owners;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.fault.AmdCatalogue;
import io.dockmedic.collectors.gpu.fault.Diagnosed;
import io.dockmedic.collectors.gpu.fault.Report;
import io.dockmedic.collectors.gpu.watch.GpuSample.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose process made a fault, and whether starting its container anew can help. A number of a process is given to another
 * one in time, so each is held against when it began. Reads {@code /proc}. For one thread at a time.
 */
final class Suspects {
    /** A GPU is reset within this after the fault. */
    private static final Duration SAME = Duration.ofSeconds(60);

    private final Owners owners;
    private final Grants grants;
    private final LastUsers users;
    private final Clock clock;
    /** When a container last made a fault on a GPU. */
    private final Map<String, Instant> lately = new HashMap<>();

    /**
     * @param grants who was given which
     * @param users  who was seen to use each
     */
    Suspects(Owners owners, Grants grants, LastUsers users, Clock clock) {
        this.owners = owners;
        this.grants = grants;
        this.users = users;
        this.clock = clock;
    }

    /** The container that it was one of, which ran then; empty where it was none's, or that cannot be told. */
    Optional<Container> container(Report report, Optional<GpuSample> sample) {
        return found(report, sample).filter(one -> owners.ranAt(one, wall(report.at())));
    }

    /** Whether what made it is gone, and its container's run too: nothing of it is left to be cured. */
    boolean over(Container own, Report report) {
        return ended(report) && owners.over(own, wall(report.at()));
    }

    /** Memory that is lost in a reset which the container's own fault led to needs nothing more. */
    boolean partOfAnother(Container own, Diagnosed fault) {
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
    boolean doubtful(Container own, Report report, Optional<GpuSample> sample) {
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
        List<Use> uses = users.before(report.pci(), report.part(), report.at());
        return !uses.isEmpty() && uses.stream()
                .noneMatch(
                        use -> use.began() == Owners.UNKNOWN || owners.began(use.process().pid()) == use.began());
    }

    /** Nothing but its main process was seen to use the GPU, before and since. */
    private boolean isMain(Container own, Report report, Optional<GpuSample> sample) {
        List<Use> uses = report.vendor().equals(Gpu.AMD)
                ? sample.map(GpuSample::uses).orElse(List.of())
                : users.still(report.pci(), report.part(), report.at());
        return !uses.isEmpty() && uses.stream().allMatch(use -> owners.isMain(own, use.process().pid()));
    }

    private Optional<Container> found(Report report, Optional<GpuSample> sample) {
        // Older drivers do not tell its name.
        String name = report.process().isEmpty() ? owners.name(report.pid()) : report.process();
        if (report.pid() == Report.NOBODY || Mps.isServer(name)) {
            return Optional.empty();
        }
        return report.pid() <= 0
                ? alone(report, sample)
                : ofProcess(report.pid(), wall(report.at()),
                        users.ofProcess(report.pci(), report.pid(), report.at()));
    }

    /**
     * Of NVIDIA's, where it has been read since, and no other container was given it that may have come and gone, or used it for a
     * moment, since the reading before. Who has one of AMD's open is looked at seldom, and who has ended since makes what is known
     * incomplete.
     */
    private Optional<Container> alone(Report report, Optional<GpuSample> sample) {
        return report.vendor().equals(Gpu.AMD)
                ? sample.flatMap(GpuSample::only)
                : sample.flatMap(read -> users.only(report.pci(), report.part(), report.at()))
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

    /** The engine and the kernel date what began by the clock on the wall, which may have been set since we began. */
    private Instant wall(Instant own) {
        return clock.shown(own);
    }
}
