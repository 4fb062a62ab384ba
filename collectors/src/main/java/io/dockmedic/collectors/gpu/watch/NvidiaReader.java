package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.hang.StuckException;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.container.view.Owners;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.gpu.nvml.Nvml;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.GpuTraits;
import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all GPUs of NVIDIA's at the same time, each with a deadline. A call that hangs costs one thread and is followed by
 * no other into the same GPU; the same holds for the driver as a whole. For one context.
 */
final class NvidiaReader implements VendorReader {
    private static final Logger LOG = LoggerFactory.getLogger(NvidiaReader.class);
    private static final String DRIVER = "driver";
    /** The kernel's name of NVIDIA's driver. */
    private static final String DRIVES = "nvidia";
    private static final String RELEASE = "release";
    /** Together with the time for an answer longer than one waits for faults, and shorter than the command line waits. */
    private static final Duration MORE = Duration.ofSeconds(1);
    private static final Duration HOLDERS = Duration.ofSeconds(20);

    private final GpuSettings settings;
    private final Nvml nvml;
    private final Owners owners;
    private final Users users;
    private final Remembered remembered;
    private final Clock clock;
    private final ReadTime time;
    private final Bus bus;
    private final OnDisk onDisk;
    private volatile OnBus last = new OnBus(List.of(), List.of(), false);
    private @Nullable HangGuard guard;
    /** Into each GPU. */
    private @Nullable Turns turns;
    private @Nullable Future<String> closing;
    private final Fewer fewer = new Fewer();
    private @Nullable Vertx vertx;

    NvidiaReader(GpuSettings settings, Nvml nvml, Owners owners, Remembered remembered, Clock clock, ReadTime time) {
        this.settings = settings;
        this.nvml = nvml;
        this.owners = owners;
        this.users = new Users(owners, settings.root());
        this.remembered = remembered;
        this.clock = clock;
        this.time = time;
        this.bus = new Bus(settings.root());
        this.onDisk = new OnDisk(settings.root(), settings.library());
    }

    /**
     * What the kernel shows without a driver.
     *
     * @param driven those of them that NVIDIA's driver has
     */
    private record OnBus(List<String> gpus, List<String> driven, boolean driverLoaded) {}

    @Override
    public void open(Vertx own, HangGuard shared) {
        vertx = own;
        guard = shared;
        turns = new Turns(shared, settings.deadline());
    }

    @Override
    public Future<GpuSamples> read() {
        return Objects.requireNonNull(vertx).executeBlocking(this::onBus).compose(this::read);
    }

    /** Where the bus cannot be seen, for want of descriptors, say, what was seen last still holds. */
    private OnBus onBus() {
        try {
            List<String> gpus = bus.gpus(Maker.NVIDIA, bus.present());
            List<String> driven = gpus.stream().filter(pci -> bus.driver(pci).equals(DRIVES)).toList();
            last = new OnBus(gpus, driven, !gpus.isEmpty() && bus.driverLoaded());
        } catch (IOException notSeen) {
            LOG.atDebug().addKeyValue("reason", notSeen.getMessage()).log("the bus cannot be seen, for now");
        }
        return last;
    }

    private Future<GpuSamples> read(OnBus seen) {
        if (!settings.library().isNamed() && seen.gpus().isEmpty()) {
            return Future.succeededFuture(GpuSamples.NONE);
        }
        // The library makes device files where there is no driver: it is left alone then.
        if (!settings.library().isNamed() && !seen.driverLoaded()) {
            return Future.succeededFuture(silent(GpuDriverState.NO_DRIVER, notLoaded(seen.gpus()), seen));
        }
        return Objects.requireNonNull(guard)
                .call(DRIVER, settings.deadline(), () -> onDisk.judged(nvml.look()))
                .otherwise(NvidiaReader::silent)
                .compose(look -> look.state() == GpuDriverState.OK
                        ? each(look, seen)
                        : Future.succeededFuture(silent(look.state(), look.why(), seen)));
    }

    private static GpuSamples silent(GpuDriverState state, String why, OnBus seen) {
        return GpuSamples.of(new DriverSample(Gpu.NVIDIA, state, why, "", seen.gpus().size()), List.of());
    }

    /** How each is built, wired and shown on; each is asked in its turn. Fails while the driver is not open. */
    Future<Map<String, GpuTraits>> traits() {
        int gpus = nvml.count();
        if (gpus == 0) {
            return Future.failedFuture("none of NVIDIA's GPUs is read just now");
        }
        List<Future<Map.Entry<String, GpuTraits>>> asked = new ArrayList<>();
        for (int number = 0; number < gpus; number++) {
            int index = number;
            asked.add(Objects.requireNonNull(turns)
                    .call(key(index), () -> nvml.traits(index))
                    .otherwise(silent -> GpuTraits.UNKNOWN)
                    .map(traits -> Map.entry(nvml.place(index), traits)));
        }
        return Future.all(asked)
                .compose(all -> Objects.requireNonNull(vertx).executeBlocking(() -> {
                    Map<String, GpuTraits> byPlace = new HashMap<>();
                    for (Map.Entry<String, GpuTraits> one : all.<Map.Entry<String, GpuTraits>>list()) {
                        byPlace.put(one.getKey(), bus.first(one.getKey()) ? one.getValue().shown() : one.getValue());
                    }
                    return byPlace;
                }));
    }

    /** Who has those devices open. */
    Future<Holders> holders(Set<String> devices, List<Integer> told) {
        return Objects.requireNonNull(guard)
                .call("holders", HOLDERS, () -> new HolderSearch(settings.root(), owners, devices).look(told));
    }

    /** What hangs is in the driver, and the driver is not unloaded while it is. Who asks while it is being closed gets the same answer. */
    @Override
    public Future<String> letGo() {
        nvml.shut();
        Future<String> begun = closing;
        if (begun == null || begun.isComplete()) {
            begun = close();
            closing = begun;
        }
        return begun;
    }

    private Future<String> close() {
        return Objects.requireNonNull(guard)
                .call(RELEASE, settings.deadline().plus(MORE), () -> {
                    nvml.close();
                    return OpenDevices.nvidias(settings.root());
                })
                .map(devices -> devices.isEmpty() ? "" : String.join(", ", devices) + " is open")
                .otherwise(cause -> {
                    List<String> inside = nvml.inside();
                    return inside.isEmpty()
                            ? "closing it: " + cause.getMessage()
                            : "a call has not come back: " + String.join(", ", inside);
                });
    }

    @Override
    public void takeBack(Predicate<String> maybeReset) {
        remembered.mayBeReset(Gpu.NVIDIA, maybeReset);
        nvml.reopen();
    }

    static String notLoaded(List<String> gpus) {
        return "there is a GPU at " + String.join(", ", gpus) + ", and NVIDIA's driver is not loaded";
    }

    private static Nvml.Look silent(Throwable cause) {
        GpuDriverState state = cause instanceof StuckException ? GpuDriverState.STUCK : GpuDriverState.FAILED;
        return new Nvml.Look(state, "NVIDIA's driver: " + cause.getMessage(), 0, "", "");
    }

    private Future<GpuSamples> each(Nvml.Look look, OnBus seen) {
        List<Future<GpuReading>> asked = new ArrayList<>();
        for (int index = 0; index < look.gpus(); index++) {
            asked.add(one(index));
        }
        return Future.all(asked)
                .compose(all -> Objects.requireNonNull(vertx)
                        .executeBlocking(() -> {
                            String differs = onDisk.differs();
                            return GpuSamples.of(new DriverSample(Gpu.NVIDIA,
                                    differs.isEmpty() ? GpuDriverState.OK : GpuDriverState.MISMATCH, differs,
                                    look.version(), seen.gpus().size()),
                                    Places.of(all.list(), seen.gpus()).stream().map(this::sample).toList());
                        }))
                .onSuccess(read -> {
                    if (fewer.again(look.gpus(), seen.driven())) {
                        nvml.forget();
                    }
                });
    }

    private Future<GpuReading> one(int index) {
        return Objects.requireNonNull(turns)
                .call(key(index), () -> time.of(() -> nvml.read(index)))
                .otherwise(cause -> cause instanceof StuckException
                        ? nvml.stuck(index, String.valueOf(cause.getMessage()))
                        : nvml.failed(index, String.valueOf(cause)));
    }

    private static String key(int index) {
        return "gpu-" + index;
    }

    @Override
    public boolean has(String pci) {
        return nvml.at(pci).isPresent();
    }

    @Override
    public Future<PowerAnswer> power(String pci, long milliwatts) {
        OptionalInt index = nvml.at(pci);
        return index.isEmpty()
                ? Future.succeededFuture(
                        new PowerAnswer.Refused(PowerAnswer.Why.GONE, "the driver knows of no such GPU"))
                : Objects.requireNonNull(turns)
                        .call(key(index.getAsInt()), () -> nvml.power(index.getAsInt(), pci, milliwatts));
    }

    private GpuSample sample(GpuReading reading) {
        List<GpuSample.Use> uses = users.of(reading);
        return new GpuSample(remembered.with(reading, clock.now()), uses, remembered.lastFault(reading.gpu().pci()),
                Users.told(reading), users.unknown(reading), List.of());
    }
}
