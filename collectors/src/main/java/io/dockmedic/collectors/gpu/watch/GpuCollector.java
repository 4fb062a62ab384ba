package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.collect.Collector;
import io.dockmedic.collectors.base.collect.Pace;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Owners;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuEvent;
import io.dockmedic.collectors.event.Readings;
import io.dockmedic.collectors.gpu.access.Entrusted;
import io.dockmedic.collectors.gpu.fault.AmdLog;
import io.dockmedic.collectors.gpu.fault.FaultReports;
import io.dockmedic.collectors.gpu.fault.Looks;
import io.dockmedic.collectors.gpu.nvml.Nvml;
import io.dockmedic.collectors.gpu.reading.KnownGpus;
import io.dockmedic.collectors.gpu.watch.Releasable.Released;
import io.dockmedic.collectors.host.kernel.LineListener;
import io.dockmedic.collectors.host.view.Booting;
import io.dockmedic.collectors.host.view.EngineHost;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads every GPU at an interval, each on a thread of its own, and tells of their faults, by whomever they are told:
 * the driver's library or the kernel's log. A GPU that does not answer is said to be stuck and asked nothing more; the
 * others go on. Where there is no GPU no library is loaded and no thread begun: it looks at the bus once a minute. While they are
 * released none is asked, and nothing of theirs is open.
 */
public final class GpuCollector extends Collector implements LineListener {
    /** The part's name in health. */
    public static final String PART = "gpus";

    private static final Duration LATE = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** While they are let go of, or taken back. */
    private static final Health.Part BETWEEN = new Health.Part(Health.Status.UP, "released, or read again, just now");

    private final GpuSettings settings;
    private final EngineHost engine;
    private final Clock clock;
    private final MeterRegistry meters;
    private final List<VendorReader> readers;
    private final FaultTeller faults;
    private final FaultListener listener;
    private final Lately lately = new Lately();
    private final Releases releases;
    private final Booting booting;
    private final LastSeen seen = new LastSeen();
    private final Numbered numbered = new Numbered();
    private final Grants grants;
    private final ToldOf told;
    private final Trust trust;
    private final GpuStage stage;
    private final Powers powers;
    private final Reliefs reliefs;
    private @Nullable Readings readings;
    /** Whether there was one of NVIDIA's since our start. */
    private boolean nvidia;

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
        Nvml nvml = new Nvml(settings.library(), clock);
        Remembered remembered = new Remembered();
        Looks looks = new Looks();
        Bus bus = new Bus(settings.root());
        this.grants = new Grants(containers, settings.root(), seen::known, engine::elsewhere);
        this.trust = new Trust(containers, settings.root());
        this.told = new ToldOf(new KeptLines(settings.beside("gpu-told")), bus);
        FaultStream stream = new FaultStream(new FaultReports(settings.cures(), looks, meters), remembered, owners,
                seen::at, seen::knownAt, grants, lately, new KeptLines(settings.beside("gpu-faults")), clock);
        this.faults = new FaultTeller(stream, new AmdLog(() -> bus.gpus(Maker.AMD)), engine, clock);
        ReadTime time = new ReadTime(clock, meters);
        NvidiaReader nvidias = new NvidiaReader(settings, nvml, owners, remembered, clock, time);
        this.readers = List.of(nvidias,
                new AmdReader(settings, owners, remembered, clock, time, looks, faults::report));
        this.listener = new FaultListener(nvml, clock, faults::report, faults::look);
        this.booting = new Booting(settings.root());
        this.releases = new Releases(settings.released(), readers);
        this.stage = new GpuStage(releases);
        this.powers = new Powers(stage, releases, readers, seen, clock);
        this.reliefs = new Reliefs(stage, releases, nvidias, seen, this::latest, clock, this::soon,
                faults::look);
    }

    /** What each GPU said last, and who was given it, as of now. May be asked from any thread. */
    public GpuSamples latest() {
        return grants.with(seen.latest());
    }

    /**
     * Which containers should reach their GPUs, as far as those were read. May be asked from any thread that may wait for
     * files.
     */
    public List<Entrusted> entrusted() {
        Instant began = seen.began();
        return trust.of(latest(), began);
    }

    /**
     * Which GPUs there are, or were when they could last be asked; not whole while that is not known. May be asked from any
     * thread.
     */
    public KnownGpus known() {
        return seen.known();
    }

    /** The last faults of the GPU at that place since our start, oldest first. May be asked from any thread. */
    public List<GpuEvent.Fault> faultsOf(String pci) {
        return faults.past().of(pci);
    }

    /** What they may draw. */
    public PowerLimits power() {
        return powers;
    }

    /** Lets go of them, and sees what a reset depends on. */
    public Resetting resetting() {
        return reliefs;
    }

    /** Whether they have been looked for, or never are. May be asked from any thread. */
    public boolean looked() {
        return seen.looked() || !settings.enabled();
    }

    @Override
    protected void open(Timers own) {
        Context context = vertx.getOrCreateContext();
        stage.open(vertx, context);
        HangGuard shared = new HangGuard(vertx, own, "gpu");
        readers.forEach(reader -> reader.open(vertx, shared));
        readings = new Readings(vertx, settings.subscribers(), meters);
        faults.open(new FaultTeller.Stage(vertx, context, own,
                new Publisher<>(vertx, Events.SAMPLES, settings.subscribers(), meters), this::soon));
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
        GpuSamples last = seen.latest();
        boolean nothing = seen.looked() && last.gpus().isEmpty()
                && last.drivers().stream().allMatch(DriverSample::idle);
        return nothing ? settings.again() : pace().interval();
    }

    @Override
    protected Future<Found> round() {
        return releases.known(vertx).compose(known -> engine.here()).compose(here -> {
            releases.last()
                    .filter(last -> releases.over(clock.now()))
                    .ifPresent(last -> releases.end(vertx, last.release(), clock.now(), ""));
            int changes = releases.changes();
            Instant began = clock.now();
            return releases.holding(clock.now()).isPresent()
                    ? releases.close().map(open -> () -> let(open))
                    : Future.all(readers.stream().map(VendorReader::read).toList())
                            .compose(all -> {
                                GpuSamples samples = GpuSamples.together(all.list());
                                return vertx.executeBlocking(() -> {
                                    grants.look();
                                    told.keep();
                                    return new Beside(booting.now(), told.gone(samples));
                                }).map(beside -> () -> took(samples, beside, changes, began));
                            });
        });
    }

    /**
     * What is known besides.
     *
     * @param late whether the machine started only just now
     * @param gone what is not there any more
     */
    private record Beside(boolean late, List<Gpu> gone) {}

    /** A round in which nothing was read. */
    private Health.Part let(String open) {
        Optional<Released> released = releases.holding(clock.now());
        if (released.isEmpty()) {
            soon();
            return BETWEEN;
        }
        seen.leftAlone(released.get().release().words());
        GpuSamples none = seen.latest();
        Objects.requireNonNull(readings)
                .publish(() -> round(sampled(none, new Expected(0, nvidia), false), List.of(), false));
        faults.tell();
        return GpuHealth.released(released.get().release(), open);
    }

    /**
     * @param changes of releases before it was read: what was read while they changed is no fault
     * @param began   when it was begun to read it
     */
    private Health.Part took(GpuSamples samples, Beside beside, int changes, Instant began) {
        if (changes != releases.changes()) {
            soon();
            return BETWEEN;
        }
        seen.read(samples, settings.expected() > 0, began);
        grants.saw(samples);
        lately.saw(samples, began, clock.now());
        nvidia |= samples.drivers().stream().anyMatch(one -> one.vendor().equals(Gpu.NVIDIA));
        Expected expected = new Expected(settings.expected(), nvidia);
        boolean none = samples.none() && settings.expected() == 0;
        Objects.requireNonNull(readings)
                .publish(() -> round(none ? List.of() : sampled(grants.with(samples), expected, beside.late()),
                        beside.gone(), !beside.late()));
        if (none) {
            faults.tell();
            return new Health.Part(Health.Status.UP, "none");
        }
        listener.listen();
        faults.tell();
        return GpuHealth.of(samples, expected, faults.floodedSince(clock.now().minus(LIMIT)), beside.late());
    }

    private List<Event> sampled(GpuSamples samples, Expected expected, boolean late) {
        return GpuEvents.of(samples, expected, late, clock.now(), engine.name());
    }

    /**
     * With a last word of each driver that was told of, and is not now: what was missed is over; of each GPU of which only its number
     * was known; and of each that is gone.
     *
     * @param sure whether what is not told of now is not there
     */
    private List<Event> round(List<Event> events, List<Gpu> gone, boolean sure) {
        Instant now = clock.now();
        ToldOf.Over over = told.round(events, gone, sure);
        List<Event> all = new ArrayList<>(events);
        numbered.over(events).forEach(gpu -> all.add(GpuEvents.over(gpu, now, engine.name())));
        over.vendors().forEach(vendor -> all.add(GpuEvents.over(vendor, now, engine.name())));
        over.gpus().forEach(gpu -> all.add(GpuEvents.gone(gpu, now, engine.name())));
        return all;
    }

    /** A line of the kernel's log. Called on any thread. */
    @Override
    public boolean took(String text, Instant at) {
        return settings.enabled() && faults.take(text, at);
    }

    @Override
    protected void release() {
        stage.close();
        faults.close();
        listener.close();
    }
}
