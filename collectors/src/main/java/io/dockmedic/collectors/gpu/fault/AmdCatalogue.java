package io.dockmedic.collectors.gpu.fault;

import io.dockmedic.collectors.event.Cure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Every fault that {@code amdgpu} tells of in the kernel's log, as it is known there, with what helps; where the owner knows
 * better, that counts. The driver has no numbers for them: ours begin where NVIDIA's cannot reach. Immutable.
 */
public final class AmdCatalogue {
    /** What was told by a count that went up, too. */
    public static final int UNCORRECTED = 10_020;
    /** All that programs had in the GPU's memory is gone; what they did wrong was told before. */
    public static final int MEMORY_LOST = 10_013;
    /** The driver resets the GPU. */
    static final int RESET_BEGINS = 10_010;
    /** The GPU works again. */
    public static final int RESET_DONE = 10_011;
    /** It does not. */
    static final int RESET_FAILED = 10_012;
    /** Errors that were corrected. */
    static final int CORRECTED = 10_021;
    /** Errors that nothing has used yet. */
    static final int DEFERRED = 10_022;
    /** An error that stops the GPU. */
    static final int FATAL = 10_023;
    /** An error in the memory of its processors. */
    static final int IN_PROCESSORS = 10_024;

    private static final int COLUMNS = 6;

    private final Map<Integer, Entry> byCode = new LinkedHashMap<>();

    /**
     * How the kernel's log tells of it.
     *
     * @param line   what stands after the driver's name and the GPU's place, in whole
     * @param waits  whether the process is in the line after it
     */
    record Entry(FaultKind kind, Pattern line, boolean waits) {}

    /** @param owners what helps against some, in the owner's eyes */
    public AmdCatalogue(Map<Integer, Cure> owners) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(AmdCatalogue.class.getResourceAsStream("amd.csv")), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(AmdCatalogue::read)
                    .forEach(entry -> byCode.put(entry.kind().code(), entry));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        owners.forEach((code, cure) -> byCode.computeIfPresent(code,
                (same, entry) -> new Entry(entry.kind().with(cure), entry.line(), entry.waits())));
    }

    private static Entry read(String line) {
        String[] columns = line.split(";", COLUMNS);
        if (columns.length != COLUMNS) {
            throw new IllegalStateException("amd.csv: " + line);
        }
        Cure cure = Cure.of(columns[1]).orElseThrow(() -> new IllegalStateException("amd.csv: " + line));
        return new Entry(new FaultKind(Integer.parseInt(columns[0]), columns[2], columns[3], cure, ""),
                Pattern.compile(columns[5]), columns[4].equals("waits"));
    }

    /** The fault that those words tell of. */
    Optional<Entry> find(String words) {
        return byCode.values().stream().filter(entry -> entry.line().matcher(words).matches()).findFirst();
    }

    /** What it means. */
    public FaultKind find(int code) {
        Entry known = byCode.get(code);
        return known == null ? FaultKind.unknown(code) : known.kind();
    }

    /** All of them, by number. */
    public Collection<FaultKind> all() {
        return byCode.values().stream().map(Entry::kind).toList();
    }
}
