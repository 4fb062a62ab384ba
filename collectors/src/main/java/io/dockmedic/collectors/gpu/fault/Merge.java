package io.dockmedic.collectors.gpu.fault;

import io.dockmedic.collectors.gpu.fault.Report.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Makes one of what the kernel's log and the driver's library both tell: the same XID of the same GPU within {@link
 * #SAME}, one for one. The log has the process, so the library's word waits {@link #WAIT} for it, no longer: the log
 * may not be readable. For one thread.
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

    /** Those of one GPU and code that have no fellow yet. */
    private static final class Reports {
        /** By the library; not told of yet. */
        private final Deque<Report> held = new ArrayDeque<>();
        /** Told of, each with the source that its fellow would be of. */
        private final Deque<Report> told = new ArrayDeque<>();

        boolean fellow(Deque<Report> among, Report report) {
            for (Iterator<Report> all = among.iterator(); all.hasNext();) {
                Report other = all.next();
                if (other.source() != report.source()
                        && Duration.between(other.at(), report.at()).abs().compareTo(SAME) <= 0) {
                    all.remove();
                    return true;
                }
            }
            return false;
        }

        /** The first of those that wait: it is told of now. */
        Report released() {
            Report report = held.remove();
            tells(report);
            return report;
        }

        void tells(Report report) {
            told.add(report);
            if (told.size() > MOST) {
                told.remove();
            }
        }
    }

    /** What is to be told now, if anything. */
    List<Report> take(Report report) {
        Reports reports = byKey.computeIfAbsent(new Key(report.pci(), report.code()), first -> new Reports());
        if (reports.fellow(reports.told, report)) {
            return List.of();
        }
        if (report.source() == Source.LIBRARY) {
            reports.held.add(report);
            return reports.held.size() > MOST ? List.of(reports.released()) : List.of();
        }
        if (!reports.fellow(reports.held, report)) {
            reports.tells(report);
        }
        return List.of(report);
    }

    /** What has waited for long enough. */
    List<Report> due(Instant now) {
        List<Report> due = new ArrayList<>();
        for (Iterator<Reports> all = byKey.values().iterator(); all.hasNext();) {
            Reports reports = all.next();
            while (!reports.held.isEmpty() && !reports.held.peek().at().plus(WAIT).isAfter(now)) {
                due.add(reports.released());
            }
            reports.told.removeIf(one -> one.at().plus(SAME).isBefore(now));
            if (reports.held.isEmpty() && reports.told.isEmpty()) {
                all.remove();
            }
        }
        return due;
    }
}
