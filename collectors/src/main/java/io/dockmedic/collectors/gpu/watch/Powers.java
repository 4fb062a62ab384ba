package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.base.hang.StuckException;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import io.dockmedic.collectors.gpu.reading.Slowdown;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What GPUs may draw, asked besides the rounds. */
final class Powers implements PowerLimits {
    private final GpuStage stage;
    private final Releases releases;
    private final List<VendorReader> readers;
    private final LastSeen seen;
    private final Clock clock;

    Powers(GpuStage stage, Releases releases, List<VendorReader> readers, LastSeen seen, Clock clock) {
        this.stage = stage;
        this.releases = releases;
        this.readers = List.copyOf(readers);
        this.seen = seen;
        this.clock = clock;
    }

    @Override
    public Future<PowerAnswer> look(String pci) {
        return power(pci, 0);
    }

    @Override
    public Future<PowerAnswer> set(String pci, long milliwatts) {
        return power(pci, milliwatts);
    }

    @Override
    public Optional<String> slowdown(String pci) {
        return seen.at(pci)
                .map(GpuSample::reading)
                .filter(reading -> reading.state() == GpuState.OK || reading.state() == GpuState.ASLEEP)
                .map(reading -> reading.slowdown()
                        .stream()
                        .map(Slowdown::word)
                        .sorted()
                        .collect(Collectors.joining(" ")));
    }

    private Future<PowerAnswer> power(String pci, long milliwatts) {
        return stage.homeAndBack(() -> powerHere(pci, milliwatts)).otherwise(cause -> given(cause, milliwatts));
    }

    private Future<PowerAnswer> powerHere(String pci, long milliwatts) {
        Optional<Releasable.Released> released = releases.holding(clock.now());
        if (released.isPresent()) {
            return Future.succeededFuture(
                    new PowerAnswer.Refused(PowerAnswer.Why.NOT_NOW, released.get().release().words()));
        }
        return readers.stream()
                .filter(reader -> reader.has(pci))
                .findFirst()
                .map(reader -> reader.power(pci, milliwatts))
                .orElseGet(() -> Future.succeededFuture(
                        new PowerAnswer.Refused(PowerAnswer.Why.GONE, "no driver knows of such a GPU")));
    }

    /** What is known where no answer came: of what only asks that nothing was set. */
    private static PowerAnswer given(Throwable cause, long milliwatts) {
        String why = String.valueOf(cause.getMessage());
        return milliwatts > 0 && cause instanceof StuckException stuck && stuck.begun()
                ? new PowerAnswer.Unknown(why)
                : new PowerAnswer.Refused(PowerAnswer.Why.NOT_NOW, why);
    }
}
