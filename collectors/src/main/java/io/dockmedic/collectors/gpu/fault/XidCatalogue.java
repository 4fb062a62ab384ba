package io.dockmedic.collectors.gpu.fault;

import io.dockmedic.collectors.event.Cure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Every XID that is known, with what helps; where the owner knows better, that counts. Immutable. */
public final class XidCatalogue {
    private static final int COLUMNS = 8;

    private final Map<Integer, FaultKind> byCode = new TreeMap<>();

    /** @param owners what helps against some, in the owner's eyes */
    public XidCatalogue(Map<Integer, Cure> owners) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(XidCatalogue.class.getResourceAsStream("xids.csv")), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(XidCatalogue::read)
                    .forEach(
                            xid -> byCode.put(xid.code(), xid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        owners.forEach((code, cure) -> byCode.put(code, find(code).with(cure)));
    }

    private static FaultKind read(String line) {
        String[] columns = line.split(";", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalStateException("xids.csv: " + line);
        }
        return new FaultKind(Integer.parseInt(columns[0]), columns[2], columns[3],
                Cure.of(columns[1]).orElseThrow(() -> new IllegalStateException("xids.csv: " + line)),
                "NVIDIA " + columns[4] + "; gpud " + columns[5] + "; NVSentinel " + columns[6] + "; device plugin "
                        + columns[7]);
    }

    /** What it means; somebody must look at one that is not known. */
    public FaultKind find(int code) {
        FaultKind known = byCode.get(code);
        return known == null ? FaultKind.unknown(code) : known;
    }

    /** All of them, by number. */
    public Collection<FaultKind> all() {
        return byCode.values();
    }
}
