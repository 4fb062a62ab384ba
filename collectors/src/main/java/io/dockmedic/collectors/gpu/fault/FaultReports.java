package io.dockmedic.collectors.gpu.fault;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.gpu.reading.PciAddress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes reports, makes one of two that tell of the same, and says what each means. For one thread at a time. */
public final class FaultReports {
    private final Merge merge = new Merge();
    private final Unnamed unnamed = new Unnamed();
    private final Counted counted;
    private final Map<Integer, Cure> owners;
    private final MeterRegistry meters;
    private @Nullable XidCatalogue xids;
    private @Nullable AmdCatalogue amd;

    /**
     * @param owners what helps against some faults, by number, in the owner's eyes
     * @param looks  at the counts of errors of AMD's GPUs
     */
    public FaultReports(Map<Integer, Cure> owners, Looks looks, MeterRegistry meters) {
        this.owners = Map.copyOf(owners);
        this.counted = new Counted(looks);
        this.meters = meters;
    }

    /** What is to be told now, of these and those before. */
    public List<Diagnosed> round(List<Report> fresh, Instant now) {
        List<Report> told = new ArrayList<>();
        fresh.forEach(counted::note);
        fresh.forEach(report -> told.addAll(merge.take(report)));
        told.addAll(merge.due(now));
        return unnamed.round(told.stream()
                .filter(report -> counted.of(report) != Counted.Worth.KNOWN)
                .map(this::diagnosed)
                .toList(), now);
    }

    private Diagnosed diagnosed(Report report) {
        FaultKind kind = told(report, kind(report));
        Need need = counted.of(report) == Counted.Worth.TOLD_ONLY
                ? Need.NOTHING
                : XidLine.action(report)
                        .orElseGet(() -> new Need(kind.cure(), "fault " + report.code() + ": " + kind.meaning()));
        Counter.builder("dockmedic.gpu.faults")
                .description("Faults that GPUs and their drivers told of, each once, by number")
                .tags("pci_bus_id", PciAddress.longer(report.pci()), "code", Integer.toString(report.code()), "cure",
                        need.cure().word())
                .register(meters)
                .increment();
        return new Diagnosed(report, kind, need);
    }

    /** What the words of a link's fault say besides; what helps is the owner's word where there is one. */
    private FaultKind told(Report report, FaultKind kind) {
        return LinkFault.of(report)
                .map(link -> with(kind, link.words(),
                        owners.containsKey(kind.code()) ? kind.cure() : link.cure()))
                .or(() -> LinkRegisters.of(report).map(link -> with(kind, link.words(), kind.cure())))
                .orElse(kind);
    }

    private static FaultKind with(FaultKind kind, String words, Cure cure) {
        return new FaultKind(kind.code(), kind.name(), kind.meaning() + " (" + words + ")", cure, kind.others());
    }

    /** Each catalogue is read when it is asked first: where there is no such GPU it never is. */
    private FaultKind kind(Report report) {
        if (report.vendor().equals(Gpu.AMD)) {
            AmdCatalogue all = amd == null ? new AmdCatalogue(owners) : amd;
            amd = all;
            return all.find(report.code());
        }
        XidCatalogue all = xids == null ? new XidCatalogue(owners) : xids;
        xids = all;
        return all.find(report.code());
    }
}
