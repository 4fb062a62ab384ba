package io.dockmedic.collectors.image.report;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings reports and images in use together. A report is judged by the one before of the same image name, and where there
 * is none by the last one of the image that its services had before: what neither had is new. One that says the same as
 * before changes nothing. Blocks on the folder's disk; for one thread at a time.
 */
final class Assessor {
    /** Of several reports that came meanwhile, so many are read one after the other. */
    private static final int STEPS = 2;
    private static final Duration TOUCH = Duration.ofDays(1);

    private final ReportFolder folder;
    private Map<String, Done> done = new HashMap<>();

    /** What was read already, and what came of it. */
    private record Done(String stamp, Assessed assessed) {}

    /** @param changed what is to be remembered anew, in all no more findings than there is memory for */
    record Outcome(List<Assessed> assessed, List<Remembered> changed) {}

    private record Step(Remembered remembered, Assessed assessed) {}

    Assessor(ReportFolder folder) {
        this.folder = folder;
    }

    /**
     * Assesses all images in use of which there is a report.
     *
     * @param remembered by key
     * @throws IOException when a report that could be read a moment ago cannot any more
     */
    Outcome assess(List<ReportFile> reports, List<InUse> inUse, Map<String, Remembered> remembered, Instant now)
            throws IOException {
        Map<String, Done> next = new HashMap<>();
        List<Assessed> assessed = new ArrayList<>();
        List<Remembered> changed = new ArrayList<>();
        int room = Memory.MOST_KEYS;
        for (InUse image : inUse) {
            List<ReportFile> of = reportsOf(image, reports);
            if (!of.isEmpty()) {
                Remembered before = remembered.get(image.key());
                Remembered after = assess(image, of, before, remembered, next, now);
                assessed.add(Objects.requireNonNull(next.get(image.key())).assessed());
                if (!after.equals(before)) {
                    Remembered fitting = after.keys() <= room ? after : after.withoutFindings();
                    room -= fitting.keys();
                    changed.add(fitting);
                }
            }
        }
        done = next;
        return new Outcome(List.copyOf(assessed), List.copyOf(changed));
    }

    /** The surest kind there is, the newest last. */
    private static List<ReportFile> reportsOf(InUse image, List<ReportFile> reports) {
        Optional<InUse.By> surest = reports.stream()
                .map(report -> image.by(report.header()))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
        return surest.map(by -> reports.stream().filter(report -> image.by(report.header()) == by).toList())
                .orElse(List.of());
    }

    private Remembered assess(InUse image, List<ReportFile> reports, @Nullable Remembered before,
            Map<String, Remembered> all, Map<String, Done> next, Instant now) throws IOException {
        ReportFile newest = reports.getLast();
        Done last = done.get(image.key());
        if (before != null && last != null && last.stamp().equals(newest.stamp())
                && last.assessed().report().equals(newest.name())) {
            Assessed same = last.assessed();
            next.put(image.key(), new Done(last.stamp(), new Assessed(
                    image.image(), same.imageId(), same.by(), image.services(), same.report(), same.written(),
                    same.counts(), same.fixable(), same.added(), same.worst())));
            boolean current = before.inUse() && before.services().equals(image.services())
                    && before.used().plus(TOUCH).isAfter(now);
            return current ? before : before.usedBy(image.services(), now);
        }
        Remembered reached = before;
        Step step = null;
        for (ReportFile report : due(reports, before)) {
            Keys baseline = reached == null ? ofServices(image, all) : reached.found();
            step = step(image, report, reached, baseline, now);
            reached = step.remembered();
        }
        Step made = Objects.requireNonNull(step);
        next.put(image.key(), new Done(newest.stamp(), made.assessed()));
        return made.remembered();
    }

    /** Those since the last one that counted; the newest in any case. */
    private static List<ReportFile> due(List<ReportFile> reports, @Nullable Remembered before) {
        List<ReportFile> later = reports.stream()
                .filter(report -> before == null || report.written().isAfter(before.written()))
                .toList();
        return later.isEmpty()
                ? List.of(reports.getLast())
                : later.subList(Math.max(0, later.size() - STEPS), later.size());
    }

    /** What the image had that one of the services was made of last. */
    private static Keys ofServices(InUse image, Map<String, Remembered> all) {
        return all.values()
                .stream()
                .filter(other -> other.services().stream().anyMatch(image.services()::contains))
                .max(Comparator.comparing(Remembered::used))
                .map(Remembered::found)
                .orElse(Keys.NONE);
    }

    private Step step(InUse image, ReportFile report, @Nullable Remembered before, Keys baseline, Instant now)
            throws IOException {
        Tally fresh = new Tally(key -> !baseline.contains(key));
        Tally kept = new Tally(key -> before != null && before.added().contains(key));
        Header header;
        try {
            header = folder.read(report, finding -> {
                fresh.accept(finding);
                kept.accept(finding);
            });
        } catch (BadReportException changed) {
            throw new IOException(report.path() + " " + changed.getMessage(), changed);
        }
        boolean same = before != null && before.imageId().equals(header.imageId())
                && before.found().equals(fresh.found());
        Tally tally = same ? kept : fresh;
        String by = Objects.requireNonNull(image.by(header)).name().toLowerCase(Locale.ROOT);
        Assessed assessed = new Assessed(image.image(), header.imageId(), by, image.services(), report.name(),
                report.written(), tally.counts(), tally.fixable(), tally.pickedCounts(), tally.worst());
        Instant written = before != null && before.written().isAfter(report.written())
                ? before.written()
                : report.written();
        return new Step(new Remembered(image.key(), image.image(), header.imageId(), written, tally.found(),
                tally.picked(), image.services(), now, true, before == null ? "" : before.host()), assessed);
    }
}
