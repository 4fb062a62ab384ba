package io.dockmedic.collectors.gpu.fault;

import io.dockmedic.collectors.event.Gpu;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an error is worth that was found by looking at the counts of AMD's: it was at any time since the look before. The log may
 * have told of it by then, and the driver may have reset the GPU because of it. For one thread.
 */
final class Counted {
    private static final Set<Integer> BY_LOOKING = Set.of(AmdCatalogue.UNCORRECTED, AmdCatalogue.CORRECTED,
            AmdCatalogue.DEFERRED);
    private static final Set<Integer> UNCORRECTED = Set.of(AmdCatalogue.UNCORRECTED, AmdCatalogue.FATAL,
            AmdCatalogue.IN_PROCESSORS);
    /** The log does not tell the time as we do. */
    private static final Duration CLOCKS = Duration.ofSeconds(1);

    private final Looks looks;
    /** When the log last told of an error, not because of a look, and of a reset that worked; by place. */
    private final Map<String, Instant> told = new HashMap<>();
    private final Map<String, Instant> reset = new HashMap<>();

    /** What is to be done about a report. */
    enum Worth {
        /** What its kind calls for. */
        ALL,
        /** It is told, and calls for nothing. */
        TOLD_ONLY,
        /** Nothing: it was told before. */
        KNOWN
    }

    Counted(Looks looks) {
        this.looks = looks;
    }

    /** To be shown all reports of a round before one of them is asked for. */
    void note(Report report) {
        if (!report.vendor().equals(Gpu.AMD) || report.source() != Report.Source.KERNEL) {
            return;
        }
        if (report.code() == AmdCatalogue.RESET_DONE) {
            reset.merge(report.pci(), report.at(), Counted::later);
        } else if (UNCORRECTED.contains(report.code()) && before(report).isEmpty()) {
            told.merge(report.pci(), report.at(), Counted::later);
        }
    }

    Worth of(Report report) {
        Optional<Instant> before = report.vendor().equals(Gpu.AMD) ? before(report) : Optional.empty();
        if (before.isEmpty()) {
            return Worth.ALL;
        }
        Instant since = before.get();
        if (report.source() == Report.Source.LIBRARY && !since.minus(CLOCKS).isAfter(at(told, report))) {
            return Worth.KNOWN;
        }
        return since.equals(Looks.EVER) || !since.isAfter(at(reset, report)) ? Worth.TOLD_ONLY : Worth.ALL;
    }

    private Optional<Instant> before(Report report) {
        return BY_LOOKING.contains(report.code()) ? looks.before(report.pci(), report.at()) : Optional.empty();
    }

    private static Instant at(Map<String, Instant> times, Report report) {
        return times.getOrDefault(report.pci(), Instant.MIN);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
