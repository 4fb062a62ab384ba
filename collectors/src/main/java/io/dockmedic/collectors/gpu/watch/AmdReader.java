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
import io.dockmedic.collectors.gpu.fault.Looks;
import io.dockmedic.collectors.gpu.fault.Report;
import io.dockmedic.collectors.gpu.reading.GpuProcess;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all GPUs of AMD's at the same time, as {@link NvidiaReader} does NVIDIA's: each with a deadline, and one that hangs is
 * asked nothing more until it has answered. A GPU that was there and whose device is gone is lost for as long as the driver is
 * loaded: from the second round on, since a driver that lets go of one says no less for a moment. For one context.
 */
final class AmdReader implements VendorReader {
    private static final Logger LOG = LoggerFactory.getLogger(AmdReader.class);
    /** Between two looks at who has a GPU open. */
    private static final Duration SELDOM = Duration.ofSeconds(30);
    /** Who uses one is known from then, at the earliest, where that is said to be all. */
    static final Duration USERS_AGE = SELDOM.multipliedBy(2);
    private static final String CLIENTS = "amd-clients";

    private final GpuSettings settings;
    private final Owners owners;
    private final Remembered remembered;
    private final Clock clock;
    private final ReadTime time;
    private final Looks looks;
    private final Consumer<Report> faults;
    private final AmdDriver driver;
    private final DrmClients clients;
    /** By place; in the order in which they were met. */
    private final Map<String, AmdGpu> gpus = new LinkedHashMap<>();
    /** Places that the driver had since our start. */
    private final Set<String> ever = new HashSet<>();
    /** Those of them that are part of a processor. */
    private final Set<String> within = new HashSet<>();
    /** Those that were not there in the round before. */
    private final Set<String> gone = new HashSet<>();
    private Seen users = Seen.NONE;
    private Instant seenAt = Instant.MIN;
    private Instant usersAt = Instant.MIN;
    private GpuSamples last = GpuSamples.NONE;
    private @Nullable HangGuard guard;
    /** Into each GPU. */
    private @Nullable Turns turns;
    private @Nullable Vertx vertx;

    /**
     * Who was seen to have them open.
     *
     * @param ticks when each of these processes began, by its number
     */
    private record Seen(DrmClients.Look look, Map<Integer, Long> ticks) {
        private static final Seen NONE = new Seen(DrmClients.Look.NONE, Map.of());

        static Seen of(DrmClients.Look look, Owners owners) {
            Map<Integer, Long> ticks = new HashMap<>();
            look.users()
                    .values()
                    .forEach(all -> all.forEach(one -> ticks.put(one.pid(), owners.began(one.pid()))));
            return new Seen(look, ticks);
        }

        long began(int pid) {
            return ticks.getOrDefault(pid, Owners.UNKNOWN);
        }
    }

    /**
     * @param looks  is told when the counts of errors are asked for
     * @param faults takes those that are found by reading; called on any thread
     */
    AmdReader(GpuSettings settings, Owners owners, Remembered remembered, Clock clock, ReadTime time, Looks looks,
            Consumer<Report> faults) {
        this.settings = settings;
        this.owners = owners;
        this.remembered = remembered;
        this.clock = clock;
        this.time = time;
        this.looks = looks;
        this.faults = faults;
        this.driver = new AmdDriver(settings.root());
        this.clients = new DrmClients(settings.root(), SysFile.REAL, pid -> owners.ofProcess(pid).isPresent());
    }

    @Override
    public void open(Vertx own, HangGuard shared) {
        vertx = own;
        guard = shared;
        turns = new Turns(shared, settings.deadline());
    }

    /** Where the bus cannot be seen, for want of descriptors, say, what was seen last still holds. */
    @Override
    public Future<GpuSamples> read() {
        return Objects.requireNonNull(vertx)
                .executeBlocking(driver::look)
                .compose(this::read)
                .onSuccess(samples -> last = samples)
                .otherwise(cause -> {
                    LOG.atDebug().addKeyValue("reason", cause.getMessage()).log("the bus cannot be seen, for now");
                    return last;
                });
    }

    private Future<GpuSamples> read(AmdDriver.Look look) {
        ever.addAll(look.driven());
        within.addAll(look.within());
        GpuSamples none = look.onBus().isEmpty()
                ? GpuSamples.NONE
                : GpuSamples.of(look.sample(ever), List.of());
        if (!look.loaded()) {
            gpus.clear();
            gone.clear();
            return Future.succeededFuture(none);
        }
        look.driven()
                .forEach(pci -> gpus.computeIfAbsent(pci,
                        fresh -> new AmdGpu(look.onBus().indexOf(fresh), fresh, settings.root(), SysFile.REAL,
                                looks, faults)));
        // Given away to a virtual machine, or let go of by the driver: not lost, but not ours any more.
        gpus.keySet().removeIf(pci -> !look.driven().contains(pci) && look.present().contains(pci));
        gone.retainAll(gpus.keySet());
        if (gpus.isEmpty()) {
            return Future.succeededFuture(none);
        }
        List<Future<Optional<GpuReading>>> asked = gpus.values()
                .stream()
                .map(gpu -> (look.driven().contains(gpu.gpu().pci())
                        ? one(gpu)
                        : Future.succeededFuture(gpu.lost("its device is gone"))).compose(this::sure))
                .toList();
        return Future.all(asked)
                .compose(all -> users().compose(done -> Objects.requireNonNull(vertx)
                        .executeBlocking(() -> GpuSamples.of(look.sample(ever),
                                all.<Optional<GpuReading>>list()
                                        .stream()
                                        .flatMap(Optional::stream)
                                        .map(this::sample)
                                        .toList()))));
    }

    /** Nothing where the driver has let go of it; not lost yet where it is not there for the first time. */
    private Future<Optional<GpuReading>> sure(GpuReading reading) {
        String pci = reading.gpu().pci();
        if (reading.state() != GpuState.LOST) {
            gone.remove(pci);
            return Future.succeededFuture(Optional.of(reading));
        }
        return Objects.requireNonNull(vertx).executeBlocking(() -> driver.letGo(pci)).map(letGo -> {
            if (letGo) {
                gpus.remove(pci);
                gone.remove(pci);
                return Optional.empty();
            }
            return Optional.of(gone.add(pci)
                    ? GpuReading.silent(reading.gpu(), "", GpuState.FAILED, Cure.NONE, reading.why())
                    : reading);
        });
    }

    private Future<GpuReading> one(AmdGpu gpu) {
        return Objects.requireNonNull(turns)
                .call(key(gpu), () -> time.of(() -> gpu.read(clock.now())))
                .otherwise(cause -> GpuReading.silent(gpu.gpu(), "",
                        cause instanceof StuckException ? GpuState.STUCK : GpuState.FAILED, Cure.NONE,
                        cause instanceof StuckException
                                ? cause.getMessage() + (gpu.in().isEmpty() ? "" : ", in " + gpu.in())
                                : String.valueOf(cause)));
    }

    private static String key(AmdGpu gpu) {
        return "amd-" + gpu.gpu().pci();
    }

    @Override
    public boolean has(String pci) {
        return gpus.containsKey(pci);
    }

    @Override
    public Future<PowerAnswer> power(String pci, long milliwatts) {
        AmdGpu gpu = gpus.get(pci);
        return gpu == null
                ? Future.succeededFuture(
                        new PowerAnswer.Refused(PowerAnswer.Why.GONE, "the driver knows of no such GPU"))
                : Objects.requireNonNull(turns).call(key(gpu), () -> gpu.power(milliwatts));
    }

    /** Files of the kernel's are open only while they are read: nothing is kept. */
    @Override
    public Future<String> letGo() {
        return Future.succeededFuture("");
    }

    @Override
    public void takeBack(Predicate<String> maybeReset) {
        // There is nothing that was closed.
    }

    /** Looks who has them open, if it is time. One that hangs leaves what was seen last. */
    private Future<Void> users() {
        Instant now = clock.now();
        if (usersAt.plus(SELDOM).isAfter(now)) {
            return Future.succeededFuture();
        }
        usersAt = now;
        return Objects.requireNonNull(guard)
                .call(CLIENTS, settings.deadline(), () -> Seen.of(clients.look(), owners))
                .onSuccess(seen -> {
                    users = seen;
                    seenAt = now;
                })
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private GpuSample sample(GpuReading reading) {
        String pci = reading.gpu().pci();
        List<GpuSample.Use> uses = new ArrayList<>();
        List<GpuProcess> seen = users.look().users().getOrDefault(pci, List.of());
        for (GpuProcess process : seen) {
            long began = users.began(process.pid());
            // Another may have its number by now.
            owners.ofProcess(process.pid())
                    .filter(container -> owners.began(process.pid()) == began)
                    .ifPresent(container -> uses.add(new GpuSample.Use(process, container, began)));
        }
        // Whose a process was that has ended since, and may have made a fault before that, is not known any more.
        boolean complete = users.look().all(pci) && uses.size() == seen.size()
                && !seenAt.plus(USERS_AGE).isBefore(clock.now());
        return new GpuSample(remembered.with(placed(reading), clock.now()), uses, remembered.lastFault(pci), complete,
                !users.look().complete(), List.of());
    }

    /** With whether it is part of a processor, also where it tells nothing now. */
    private GpuReading placed(GpuReading reading) {
        if (!within.contains(reading.gpu().pci()) || reading.value(Quantity.INTEGRATED) > 0) {
            return reading;
        }
        Map<Quantity, Long> values = new EnumMap<>(Quantity.class);
        values.putAll(reading.values());
        values.put(Quantity.INTEGRATED, 1L);
        return new GpuReading(reading.gpu(), reading.device(), reading.state(), reading.cure(), reading.why(), values,
                reading.slowdown(), reading.processes());
    }
}
