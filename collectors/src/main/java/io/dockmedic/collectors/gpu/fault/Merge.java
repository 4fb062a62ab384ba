package io.dockmedic.collectors.gpu.fault;

import io.dockmedic.collectors.gpu.fault.Report.Source;
import io.dockmedic.collectors.gpu.reading.GpuPart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one of what the kernel's log and the driver's library both tell: the same XID of the same GPU, or of one part of a divided
 * one, within {@link #SAME}, one for one. The log has the process, so the library's word waits {@link #WAIT} for it, no longer: the log
 * may not be readable. What the log says in plain words is one with any of that XID: a GPU falls off the bus once. For one thread.
 */
final class Merge {
    /** Two reports of one fault are not further apart. */
    static final Duration SAME = Duration.ofSeconds(10);
    /** The log is looked at every second. */
    static final Duration WAIT = Duration.ofSeconds(3);
    /** Of a GPU and code; in a flood it does not matter which is which. */
    private static final int MOST = 1_000;

    private final Map<Key, Reports> byKey = new HashMap<>();

    private record Key(String pci, int code) {}

    /** One that was told of, and by whom it was reported since. */
    private static final class Told {
        private final Instant at;
        private final GpuPart part;
        private final Set<Source> by;

        Told(Report report, Set<Source> by) {
            this.at = report.at();
            this.part = report.part();
            this.by = EnumSet.copyOf(by);
        }

        boolean isOf(Report report) {
            return (report.source() == Source.PLAIN || !by.contains(report.source())) && near(at, report.at())
                    && part.mayBe(report.part());
        }

        /** Whether another one of the log or of the library is another fault from now on. */
        boolean whole() {
            return by.contains(Source.KERNEL) && by.contains(Source.LIBRARY);
        }
    }

    private static boolean near(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(SAME) <= 0;
    }

    /** Those of one GPU and code. */
    private static final class Reports {
        /** By the library; not told of yet. */
        private final Deque<Report> held = new ArrayDeque<>();
        private final Deque<Told> told = new ArrayDeque<>();

        /** Whether it was told of before. */
        boolean known(Report report) {
            for (Iterator<Told> all = told.iterator(); all.hasNext();) {
                Told one = all.next();
                if (one.isOf(report)) {
                    one.by.add(report.source());
                    if (one.whole() && report.code() != XidLine.FALLEN_OFF_THE_BUS) {
                        // Nothing comes in plain words.
                        all.remove();
                    }
                    return true;
                }
            }
            return false;
        }

        /** The one of the library's that waits for it. */
        Optional<Report> awaited(Report report) {
            for (Iterator<Report> all = held.iterator(); all.hasNext();) {
                Report one = all.next();
                if (near(one.at(), report.at()) && one.part().mayBe(report.part())) {
                    all.remove();
                    return Optional.of(one);
                }
            }
            return Optional.empty();
        }

        /** The first of those that wait: it is told of now. */
        Report released() {
            Report report = held.remove();
            tells(report, Set.of(Source.LIBRARY));
            return report;
        }

        void tells(Report report, Set<Source> by) {
            Told now = new Told(report, by);
            if (!now.whole() || report.code() == XidLine.FALLEN_OFF_THE_BUS) {
                told.add(now);
            }
            if (told.size() > MOST) {
                told.remove();
            }
        }
    }

    /** What is to be told now, if anything. */
    List<Report> take(Report report) {
        Reports reports = byKey.computeIfAbsent(new Key(report.pci(), report.code()), first -> new Reports());
        if (reports.known(report)) {
            return List.of();
        }
        if (report.source() == Source.LIBRARY) {
            reports.held.add(report);
            return reports.held.size() > MOST ? List.of(reports.released()) : List.of();
        }
        Optional<Report> awaited = reports.awaited(report);
        reports.tells(report, awaited.isPresent()
                ? EnumSet.of(report.source(), Source.LIBRARY)
                : EnumSet.of(report.source()));
        return List.of(awaited.filter(one -> !report.part().named()).map(one -> report.of(one.part())).orElse(report));
    }

    /** What has waited for long enough. */
    List<Report> due(Instant now) {
        List<Report> due = new ArrayList<>();
        for (Iterator<Reports> all = byKey.values().iterator(); all.hasNext();) {
            Reports reports = all.next();
            while (!reports.held.isEmpty() && !reports.held.peek().at().plus(WAIT).isAfter(now)) {
                due.add(reports.released());
            }
            reports.told.removeIf(one -> one.at.plus(SAME).isBefore(now));
            if (reports.held.isEmpty() && reports.told.isEmpty()) {
                all.remove();
            }
        }
        return due;
    }
}
