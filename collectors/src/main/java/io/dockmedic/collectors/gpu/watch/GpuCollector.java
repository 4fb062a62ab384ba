package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.collect.Collector;
import io.dockmedic.collectors.base.collect.Pace;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.home.Home;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Owners;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.Readings;
import io.dockmedic.collectors.gpu.fault.AmdLog;
import io.dockmedic.collectors.gpu.fault.FaultReports;
import io.dockmedic.collectors.gpu.fault.Looks;
import io.dockmedic.collectors.gpu.fault.Report;
import io.dockmedic.collectors.gpu.fault.XidLine;
import io.dockmedic.collectors.gpu.nvml.Nvml;
import io.dockmedic.collectors.host.kernel.LineListener;
import io.dockmedic.collectors.host.view.EngineHost;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads every GPU at an interval, each on a thread of its own, and tells of their faults, by whomever they are told:
 * the driver's library or the kernel's log. A GPU that does not answer is said to be stuck and asked nothing more; the
 * others go on. Where there is no GPU no library is loaded and no thread begun: it looks at the bus once a minute. While they are
 * released none is asked, and nothing of theirs is open.
 */
public final class GpuCollector extends Collector implements LineListener, Releasable {
    /** The part's name in health. */
    public static final String PART = "gpus";

    private static final Duration LATE = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Until what waits for a fellow need not any longer, and time to spare. */
    private static final Duration AFTER_A_FAULT = Duration.ofMillis(3_200);

    /** While they are let go of, or taken back. */
    private static final Health.Part BETWEEN = new Health.Part(Health.Status.UP, "released, or read again, just now");

    private final GpuSettings settings;
    private final EngineHost engine;
    private final Clock clock;
    private final MeterRegistry meters;
    private final List<VendorReader> readers;
    private final FaultStream faults;
    private final AmdLog amdLog;
    private final FaultListener listener;
    private final Lately lately = new Lately();
    private final Releases releases;
    private final Booting booting;
    private final Queue<Report> reports = new ConcurrentLinkedQueue<>();
    /** Whether those are about to be told. */
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile GpuSamples latest = GpuSamples.NONE;
    private volatile Optional<List<Gpu>> lastKnown = Optional.empty();
    private volatile boolean looked;
    private volatile @Nullable Context stage;
    private @Nullable Timers timers;
    private @Nullable Readings readings;
    private @Nullable Publisher<Event> publisher;
    private Future<Void> told = Future.succeededFuture();
    private volatile Instant floodAt = Instant.MIN;
    /** Whether there was one of NVIDIA's since our start. */
    private boolean nvidia;
    /** Vendors of whose drivers the round before told. */
    private Set<String> heard = Set.of();

    /** @param engine has the machine's name */
    public GpuCollector(
            GpuSettings settings, EngineHost engine, Containers containers, Clock clock, Health health,
            MeterRegistry meters) {
        super(PART, new Pace(Duration.ZERO, settings.interval(), LATE, LIMIT), health, meters);
        this.settings = settings;
        this.engine = engine;
        this.clock = clock;
        this.meters = meters;
        Owners owners = new Owners(containers, settings.root());
        Nvml nvml = new Nvml(settings.library().orElse(Nvml.LIBRARY));
        Remembered remembered = new Remembered();
        Looks looks = new Looks();
        this.readers = List.of(new NvidiaReader(settings, nvml, owners, remembered, clock),
                new AmdReader(settings, owners, remembered, clock, looks, this::report));
        this.faults = new FaultStream(new FaultReports(settings.cures(), looks, meters), remembered, owners, this::at,
                unread(), lately,
                clock.now());
        Bus bus = new Bus(settings.root());
        this.amdLog = new AmdLog(() -> bus.gpus(Maker.AMD));
        this.listener = new FaultListener(nvml, clock, this::report);
        this.booting = new Booting(settings.root());
        this.releases = new Releases(settings.released(), readers);
    }

    /** What each GPU said last. May be asked from any thread. */
    public GpuSamples latest() {
        return latest;
    }

    /**
     * Which GPUs there are, or were when they could last be asked; empty while that is not known, none where there is no GPU.
     * May be asked from any thread.
     */
    public Optional<List<Gpu>> known() {
        return lastKnown;
    }

    /** Whether they have been looked for, or never are. May be asked from any thread. */
    public boolean looked() {
        return looked || !settings.enabled();
    }

    private void know(GpuSamples samples) {
        if (!samples.gpus().isEmpty()) {
            lastKnown = Optional.of(samples.gpus().stream().map(sample -> sample.reading().gpu()).toList());
        } else if (samples.none() && settings.expected() == 0) {
            lastKnown = Optional.of(List.of());
        }
        looked = true;
    }

    /** The GPU at that place. */
    private Optional<GpuSample> at(String pci) {
        return latest.gpus().stream().filter(sample -> sample.reading().gpu().pci().equals(pci)).findFirst();
    }

    private FaultStream.Unread unread() {
        return new FaultStream.Unread() {
            @Override
            public Optional<Gpu> gpu(String pci) {
                return lastKnown.stream().flatMap(List::stream).filter(one -> one.pci().equals(pci)).findFirst();
            }

            @Override
            public boolean released() {
                return releases.holding(clock.now()).isPresent();
            }
        };
    }

    @Override
    protected void open(Timers own) {
        timers = own;
        stage = vertx.getOrCreateContext();
        HangGuard guard = new HangGuard(vertx, own, "gpu");
        readers.forEach(reader -> reader.open(vertx, guard));
        readings = new Readings(vertx, settings.subscribers(), meters);
        publisher = new Publisher<>(vertx, Events.SAMPLES, settings.subscribers(), meters);
    }

    @Override
    protected boolean due() {
        return settings.enabled();
    }

    @Override
    protected Duration pause() {
        Optional<Released> released = releases.holding(clock.now());
        if (released.isPresent()) {
            Duration left = Duration.between(clock.now(), released.get().release().until());
            return left.compareTo(pace().interval()) < 0 ? left : pace().interval();
        }
        boolean nothing = latest.gpus().isEmpty() && latest.drivers().stream().allMatch(DriverSample::idle);
        return nothing ? settings.again() : pace().interval();
    }

    @Override
    protected Future<Found> round() {
        return releases.known(vertx).compose(known -> engine.here()).compose(here -> {
            releases.last()
                    .filter(last -> releases.over(clock.now()))
                    .ifPresent(last -> releases.end(vertx, last.release(), clock.now(), ""));
            int changes = releases.changes();
            return releases.holding(clock.now()).isPresent()
                    ? releases.close().map(open -> () -> let(open))
                    : Future.all(readers.stream().map(VendorReader::read).toList())
                            .compose(all -> vertx.executeBlocking(booting::now)
                                    .map(late -> () -> took(GpuSamples.together(all.list()), late, changes)));
        });
    }

    /** A round in which nothing was read. */
    private Health.Part let(String open) {
        Optional<Released> released = releases.holding(clock.now());
        if (released.isEmpty()) {
            soon();
            return BETWEEN;
        }
        latest = GpuSamples.released(latest, released.get().release().words());
        looked = true;
        GpuSamples none = latest;
        Objects.requireNonNull(readings).publish(() -> round(sampled(none, new Expected(0, nvidia), false)));
        tellFaults();
        return GpuHealth.released(released.get().release(), open);
    }

    @Override
    public Optional<Released> released() {
        return releases.last();
    }

    @Override
    public Future<Released> letGo(Duration length, String by, String reason) {
        return home(() -> {
            Instant now = clock.now();
            Instant since = releases.holding(now).map(one -> one.release().since()).orElse(now);
            Release release = Release.of(since, now.plus(length), by, reason);
            Future<Void> written = releases.begin(vertx, release);
            latest = GpuSamples.released(latest, release.words());
            return releases.close().compose(open -> written.map(done -> {
                soon();
                return new Released(release, open);
            }));
        });
    }

    @Override
    public Future<Optional<Release>> takeBack(String by) {
        return home(() -> {
            Optional<Released> released = releases.holding(clock.now());
            return released.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : releases.end(vertx, released.get().release(), clock.now(), by).map(ended -> {
                        soon();
                        return Optional.of(ended);
                    });
        });
    }

    /** Does it on our own context, once what was kept is known. */
    private <T> Future<T> home(Supplier<Future<T>> work) {
        Context own = stage;
        if (own == null) {
            return Future.failedFuture(new IllegalStateException("the GPUs' part has not started"));
        }
        Promise<T> promise = Promise.promise();
        Home.run(own, () -> releases.known(vertx).compose(known -> work.get()).onComplete(promise));
        return promise.future();
    }

    /**
     * @param late    whether the machine started only just now
     * @param changes of releases before it was read: what was read while they changed is no fault
     */
    private Health.Part took(GpuSamples samples, boolean late, int changes) {
        if (changes != releases.changes()) {
            soon();
            return BETWEEN;
        }
        latest = samples;
        know(samples);
        lately.saw(samples, clock.now());
        nvidia |= samples.drivers().stream().anyMatch(one -> one.vendor().equals(Gpu.NVIDIA));
        Expected expected = new Expected(settings.expected(), nvidia);
        boolean none = samples.none() && settings.expected() == 0;
        Objects.requireNonNull(readings).publish(() -> round(none ? List.of() : sampled(samples, expected, late)));
        if (none) {
            tellFaults();
            return new Health.Part(Health.Status.UP, "none");
        }
        listener.listen();
        tellFaults();
        return GpuHealth.of(samples, expected, floodAt.plus(LIMIT).isAfter(clock.now()), late);
    }

    private List<Event> sampled(GpuSamples samples, Expected expected, boolean late) {
        return GpuEvents.of(samples, expected, late, clock.now(), engine.name());
    }

    /** With a last word of each driver of which the round before had one, and this one has none: what was missed is over. */
    private List<Event> round(List<Event> events) {
        Set<String> before = heard;
        heard = GpuEvents.vendors(events);
        List<Event> all = new ArrayList<>(events);
        before.stream()
                .filter(vendor -> !heard.contains(vendor))
                .forEach(vendor -> all.add(GpuEvents.over(vendor, clock.now(), engine.name())));
        return all;
    }

    /** A line of the kernel's log. Called on any thread. */
    @Override
    public boolean took(String text, Instant at) {
        if (!settings.enabled()) {
            return false;
        }
        List<Report> told = AmdLog.may(text)
                ? amdLog.take(text, at, clock.now())
                : XidLine.read(text, at).stream().toList();
        told.forEach(this::report);
        if (told.isEmpty() && amdLog.waits()) {
            tellSoon();
        }
        return !told.isEmpty();
    }

    /** Called on any thread. Before the start it is kept. */
    private void report(Report report) {
        reports.add(report);
        tellSoon();
    }

    private void tellSoon() {
        Context own = stage;
        if (own != null && !asked.getAndSet(true)) {
            Home.run(own, () -> {
                asked.set(false);
                tellFaults();
                if (timers != null) {
                    timers.after(AFTER_A_FAULT, this::tellFaults);
                }
                // How the GPU is by now says more than the fault.
                soon();
            });
        }
    }

    private void tellFaults() {
        List<Report> fresh = new ArrayList<>(amdLog.due(clock.now()));
        for (Report report = reports.poll(); report != null; report = reports.poll()) {
            fresh.add(report);
        }
        if (timers != null) {
            vertx.executeBlocking(() -> events(fresh)).onSuccess(this::tell);
        }
    }

    /** One at a time, in the order in which they were asked for. */
    private List<Event> events(List<Report> fresh) {
        List<Event> events = faults.round(fresh, clock.now(), engine.name());
        if (faults.takeRefused() > 0) {
            floodAt = clock.now();
        }
        return events;
    }

    private void tell(List<Event> events) {
        for (Event event : events) {
            told = told.transform(before -> Objects.requireNonNull(publisher).deliver(event));
        }
    }

    @Override
    protected void release() {
        timers = null;
        stage = null;
        listener.close();
    }
}
