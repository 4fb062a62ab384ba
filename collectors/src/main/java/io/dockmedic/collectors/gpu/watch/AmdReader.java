package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.hang.StuckException;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.container.view.Owners;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.amd.AmdGpu;
import io.dockmedic.collectors.gpu.amd.DrmClients;
import io.dockmedic.collectors.gpu.amd.SysFile;
import io.dockmedic.collectors.gpu.fault.Report;
import io.dockmedic.collectors.gpu.reading.GpuProcess;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads all GPUs of AMD's at the same time, as {@link NvidiaReader} does NVIDIA's: each with a deadline, and one that hangs is
 * asked nothing more until it has answered. A GPU that was there and whose device is gone is lost for as long as the driver is
 * loaded. For one context.
 */
final class AmdReader implements VendorReader {
    /** Between two looks at who has a GPU open. */
    private static final Duration SELDOM = Duration.ofSeconds(30);
    private static final String CLIENTS = "amd-clients";

    private final GpuSettings settings;
    private final Owners owners;
    private final Remembered remembered;
    private final Clock clock;
    private final Consumer<Report> faults;
    private final AmdDriver driver;
    private final DrmClients clients;
    /** By place; in the order in which they were met. */
    private final Map<String, AmdGpu> gpus = new LinkedHashMap<>();
    private Map<String, List<GpuProcess>> users = Map.of();
    private Instant usersAt = Instant.MIN;
    private @Nullable HangGuard guard;
    private @Nullable Vertx vertx;

    /** @param faults takes those that are found by reading; called on any thread */
    AmdReader(GpuSettings settings, Owners owners, Remembered remembered, Clock clock, Consumer<Report> faults) {
        this.settings = settings;
        this.owners = owners;
        this.remembered = remembered;
        this.clock = clock;
        this.faults = faults;
        this.driver = new AmdDriver(settings.root());
        this.clients = new DrmClients(settings.root(), SysFile.REAL, pid -> owners.ofProcess(pid).isPresent());
    }

    @Override
    public void open(Vertx own, HangGuard shared) {
        vertx = own;
        guard = shared;
    }

    @Override
    public Future<GpuSamples> read() {
        return Objects.requireNonNull(vertx).executeBlocking(driver::look).compose(this::read);
    }

    private Future<GpuSamples> read(AmdDriver.Look look) {
        if (!look.loaded()) {
            gpus.clear();
            return Future.succeededFuture(look.onBus().isEmpty()
                    ? GpuSamples.NONE
                    : GpuSamples.of(look.sample(), List.of()));
        }
        look.driven()
                .forEach(pci -> gpus.computeIfAbsent(pci,
                        fresh -> new AmdGpu(look.onBus().indexOf(fresh), fresh, settings.root(), SysFile.REAL,
                                faults)));
        // Given away to a virtual machine, or let go of by the driver: not lost, but not ours any more.
        gpus.keySet().removeIf(pci -> !look.driven().contains(pci) && look.present().contains(pci));
        if (gpus.isEmpty()) {
            return Future.succeededFuture(look.onBus().isEmpty()
                    ? GpuSamples.NONE
                    : GpuSamples.of(look.sample(), List.of()));
        }
        List<Future<GpuReading>> asked = gpus.values()
                .stream()
                .map(gpu -> look.driven().contains(gpu.gpu().pci())
                        ? one(gpu)
                        : Future.succeededFuture(gpu.lost("its device is gone")))
                .toList();
        return Future.all(asked)
                .compose(all -> users().map(none -> GpuSamples.of(look.sample(),
                        all.<GpuReading>list().stream().map(this::sample).toList())));
    }

    private Future<GpuReading> one(AmdGpu gpu) {
        return Objects.requireNonNull(guard)
                .call("amd-" + gpu.gpu().pci(), settings.deadline(), () -> gpu.read(clock.now()))
                .otherwise(cause -> GpuReading.silent(gpu.gpu(), "",
                        cause instanceof StuckException ? GpuState.STUCK : GpuState.FAILED, Cure.NONE,
                        cause instanceof StuckException
                                ? cause.getMessage() + (gpu.in().isEmpty() ? "" : ", in " + gpu.in())
                                : String.valueOf(cause)));
    }

    /** Looks who has them open, if it is time. One that hangs leaves what was seen last. */
    private Future<Void> users() {
        Instant now = clock.now();
        if (usersAt.plus(SELDOM).isAfter(now)) {
            return Future.succeededFuture();
        }
        usersAt = now;
        return Objects.requireNonNull(guard)
                .call(CLIENTS, settings.deadline(), clients::look)
                .onSuccess(seen -> users = seen)
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private GpuSample sample(GpuReading reading) {
        List<GpuSample.Use> uses = new ArrayList<>();
        users.getOrDefault(reading.gpu().pci(), List.of())
                .forEach(process -> owners.ofProcess(process.pid())
                        .ifPresent(container -> uses.add(new GpuSample.Use(process, container))));
        return new GpuSample(remembered.with(reading, clock.now()), uses, remembered.lastFault(reading.gpu().pci()));
    }
}
