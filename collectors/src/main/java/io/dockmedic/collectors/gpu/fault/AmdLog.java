package io.dockmedic.collectors.gpu.fault;

import io.dockmedic.collectors.event.Gpu;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines of {@code amdgpu} in the kernel's log, {@code amdgpu 0000:03:00.0: amdgpu: ring gfx_0.0.0 timeout, signaled seq=…}.
 * Kernels differ in what stands before the words. Some lines do not say which GPU: they are of the only one, or else not
 * taken; what follows them says it. Which process it was is mostly in the line after, so a fault without one waits for it.
 * Safe for use by several threads.
 */
public final class AmdLog {
    /** The lines are written one right after the other; the log is looked at every second. */
    private static final Duration WAIT = Duration.ofSeconds(2);
    /** A number of errors that is made of registers with all bits set: the chip slept when it was asked. */
    private static final long ALL_BITS = 0xFFFF;
    private static final Pattern LINE = Pattern.compile(
            "(?:amdgpu ([0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]): (?:amdgpu: )?|amdgpu: (?:\\[powerplay\\] ?)?"
                    + "|(?=\\[drm:[a-z0-9_.]{1,80} \\[amdgpu\\]\\] )|(?=\\[drm\\] RAS event )|(?=\\[drm\\] VRAM is lost due to GPU reset!))"
                    + "(?:\\[drm(?::[a-z0-9_.]{1,80} \\[amdgpu\\])?\\] )?(?:\\*ERROR\\* )? *(\\S.*)");
    private static final Pattern PROCESS = Pattern.compile(
            "(?:Process information: process|Process|process|for process) (.{0,64}?) pid (\\d{1,9})"
                    + "(?: thread (.{0,64}?) pid \\d{1,9})?\\)?");
    private static final Pattern IN_LINE = Pattern.compile(".*?[, ]for (process .*)");
    private static final Pattern NUMBER = Pattern
            .compile("(?:\\{\\d+\\} ?)?(?:socket: ?\\d+,? ?)?(?:die: ?\\d+,? ?)?(\\d{1,18}) .*");

    /** A reset takes seconds, half a minute where it does not go well. */
    private static final Duration RESET = Duration.ofMinutes(2);
    private static final String ANYBODYS = "[drm] VRAM is lost";

    private final Supplier<List<String>> places;
    private final Map<String, Held> held = new LinkedHashMap<>();
    /** Where a reset has begun, and when. */
    private final Map<String, Instant> resets = new HashMap<>();
    private @Nullable AmdCatalogue catalogue;

    /** A fault whose process may come. */
    private record Held(Report report, Instant since) {}

    private record Named(String name, int pid) {}

    /** A process was told, and it cannot be said which. */
    private static final Named NOBODY = new Named("", Report.NOBODY);

    /** @param places where AMD's GPUs sit; asked for lines that do not say it */
    public AmdLog(Supplier<List<String>> places) {
        this.places = places;
    }

    /** Whether it may be such a line; most are not, and this costs little. */
    public static boolean may(String text) {
        return text.startsWith("amdgpu") || text.startsWith("[drm");
    }

    /**
     * A line of the log.
     *
     * @param at  when it was written
     * @param now takes it
     * @return what is to be told now, faults that waited among them; empty for a line that tells of no fault
     */
    public synchronized List<Report> take(String text, Instant at, Instant now) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            return List.of();
        }
        String words = line.group(2);
        Optional<Named> process = process(words);
        if (process.isPresent()) {
            return place(line).map(place -> held.remove(place))
                    .map(waited -> List.of(named(waited.report(), process.get())))
                    .orElse(List.of());
        }
        AmdCatalogue all = catalogue == null ? new AmdCatalogue(Map.of()) : catalogue;
        catalogue = all;
        return all.find(words)
                .filter(entry -> counts(entry, words))
                .flatMap(entry -> (entry.kind().code() == AmdCatalogue.MEMORY_LOST ? inReset(line, at) : place(line))
                        .map(place -> fault(entry, place, text, words, at, now)))
                .orElse(List.of());
    }

    private List<Report> fault(AmdCatalogue.Entry entry, String place, String text, String words, Instant at,
            Instant now) {
        List<Report> told = new ArrayList<>();
        Held before = held.remove(place);
        if (before != null) {
            told.add(before.report());
        }
        switch (entry.kind().code()) {
            case AmdCatalogue.RESET_BEGINS -> resets.put(place, at);
            case AmdCatalogue.RESET_DONE, AmdCatalogue.RESET_FAILED -> resets.remove(place);
            default -> {
                // No reset.
            }
        }
        Report report = Report.ofKernel(Gpu.AMD, place, entry.kind().code(), at, text, 0, "");
        Matcher inLine = IN_LINE.matcher(words);
        if (entry.waits() && inLine.matches()) {
            told.add(named(report, process(inLine.group(1)).orElse(NOBODY)));
        } else if (entry.waits()) {
            held.put(place, new Held(report, now));
        } else {
            told.add(report);
        }
        return told;
    }

    /** Whether a fault waits for its process. */
    public synchronized boolean waits() {
        return !held.isEmpty();
    }

    /** What has waited for long enough. */
    public synchronized List<Report> due(Instant now) {
        List<Report> due = held.values()
                .stream()
                .filter(one -> !one.since().plus(WAIT).isAfter(now))
                .map(Held::report)
                .toList();
        held.values().removeIf(one -> due.contains(one.report()));
        return due;
    }

    /** Most kernels do not say whose memory was lost: of that which is reset, where it is one. */
    private Optional<String> inReset(Matcher line, Instant at) {
        resets.values().removeIf(begun -> begun.plus(RESET).isBefore(at));
        if (line.group(1) != null || (resets.isEmpty() && !line.group().startsWith(ANYBODYS))) {
            return place(line);
        }
        return resets.size() == 1 ? resets.keySet().stream().findFirst() : Optional.empty();
    }

    private Optional<String> place(Matcher line) {
        if (line.group(1) != null) {
            return Optional.of(line.group(1));
        }
        List<String> all = places.get();
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    /**
     * A process names itself and its threads as it likes, also {@code x pid 1 thread}: where the words can be read in more
     * than one way none is believed, and it is nobody's. Told as 0 without a name, the driver does not know it.
     */
    private static Optional<Named> process(String words) {
        Matcher process = PROCESS.matcher(words);
        if (!process.matches()) {
            return Optional.empty();
        }
        String name = process.group(1);
        String thread = process.group(3);
        boolean once = times(words, " pid ") <= (thread == null ? 1 : 2) && times(words, " thread ") <= 1;
        boolean named = !name.isEmpty() && (thread == null || !thread.isEmpty());
        int pid = Integer.parseInt(process.group(2));
        if (once && name.isEmpty() && pid == 0) {
            return Optional.of(new Named("", 0));
        }
        return Optional.of(once && named && pid > 0 ? new Named(name, pid) : NOBODY);
    }

    private static long times(String words, String what) {
        return Pattern.compile(what, Pattern.LITERAL).matcher(words).results().count();
    }

    private static Report named(Report report, Named process) {
        return Report.ofKernel(report.vendor(), report.pci(), report.code(), report.at(), report.text(), process.pid(),
                process.name());
    }

    private static boolean counts(AmdCatalogue.Entry entry, String words) {
        Matcher number = NUMBER.matcher(words);
        return !entry.kind().name().startsWith("RAS_") || !number.matches()
                || Long.parseLong(number.group(1)) % ALL_BITS != 0;
    }
}
