package io.dockmedic.collectors.host.kernel;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.collect.Collector;
import io.dockmedic.collectors.base.collect.Pace;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.self.Boot;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.host.view.EngineHost;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the kernel writes in its log of memory that ran out, devices, file systems and hung processes. A thread
 * waits until there is something new, and then, but at most once a second, it is read; the kernel keeps the lines
 * meanwhile, also while what was read before is being told. The rounds at the interval tell what is due. Events go to rules alone, on {@link Events#SAMPLES}, but none is
 * given up.
 */
public final class KernelLogCollector extends Collector {
    /** The part's name in health. */
    public static final String PART = "kernel_log";

    /** By then the containers are known, as a rule: what was written while we were away may be about one of them. */
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** So long rules may take over what was read before that is said in health. */
    private static final Duration UNTAKEN = Duration.ofSeconds(60);

    private final Settings settings;
    private final KernelLog.Source source;
    private final LineListener others;
    private final EngineHost engine;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Whereabouts where;
    /** Also what a round found that was given up. */
    private final Queue<Event> found = new ConcurrentLinkedQueue<>();
    private volatile @Nullable LogReader reader;
    private volatile boolean released;
    private @Nullable Publisher<Event> publisher;
    private @Nullable Bell bell;
    private Future<Void> told = Future.succeededFuture();
    /** On {@link Clock#nanos}. */
    private long toldSince;
    private Health.Part last = new Health.Part(Health.Status.UP, "");

    /**
     * How it is set.
     *
     * @param enabled     whether it reads at all
     * @param first       until the first look
     * @param interval    between two looks while nothing is written
     * @param again       between two when the log cannot be read
     * @param root        of the machine's files
     * @param position    the file that remembers how far the log was read
     * @param subscribers of readings, by name
     */
    public record Settings(
            boolean enabled, Duration first, Duration interval, Duration again, Path root, Path position,
            List<String> subscribers) {
        /** This machine's, as soon as something is written; every minute when it cannot be read. */
        public static Settings of(boolean enabled, Path dataDirectory, List<String> subscribers) {
            return new Settings(enabled, FIRST, Duration.ofSeconds(10), Duration.ofMinutes(1), Path.of("/"),
                    dataDirectory.resolve("kernel-log"), subscribers);
        }
    }

    /**
     * @param others is shown lines that tell of no fault that is known here
     * @param engine has the machine's name
     */
    public KernelLogCollector(
            Settings settings, KernelLog.Source source, LineListener others, EngineHost engine, Containers containers,
            Clock clock, Health health, MeterRegistry meters) {
        super(PART, new Pace(settings.first(), settings.interval(), LATE, LIMIT), health, meters);
        this.settings = settings;
        this.source = source;
        this.others = others;
        this.engine = engine;
        this.clock = clock;
        this.meters = meters;
        this.where = new Whereabouts(containers, settings.root());
    }

    @Override
    protected void open(Timers own) {
        publisher = new Publisher<>(vertx, Events.SAMPLES, settings.subscribers(), meters);
        bell = new Bell(vertx.getOrCreateContext(), this::soon);
    }

    @Override
    protected boolean due() {
        return settings.enabled();
    }

    @Override
    protected Duration pause() {
        return last.status() == Health.Status.DOWN || !settings.enabled() ? settings.again() : pace().interval();
    }

    @Override
    protected Future<Found> round() {
        if (!told.isComplete()) {
            Health.Part waits = waits();
            return Future.succeededFuture(() -> waits);
        }
        // The engine is asked once, for the machine's name. Reading is one after the other, also when a round was given up.
        Future<?> named = reader == null ? engine.here() : Future.succeededFuture();
        return named.compose(known -> vertx.executeBlocking(this::read)).map(part -> () -> took(part));
    }

    private Health.Part waits() {
        Duration since = Duration.ofNanos(clock.nanos() - toldSince);
        return since.compareTo(UNTAKEN) < 0
                ? last
                : new Health.Part(Health.Status.DEGRADED, "what was read has not been taken for " + since.toSeconds()
                        + " s; no more is read meanwhile, and the kernel keeps it as long as it has room");
    }

    private Health.Part read() {
        try {
            LogReader log = reader();
            found.addAll(log.round(engine.name()));
            String lost = log.lostLately();
            return new Health.Part(lost.isEmpty() ? Health.Status.UP : Health.Status.DEGRADED, lost);
        } catch (IOException e) {
            return new Health.Part(Health.Status.DOWN, String.valueOf(e.getMessage()));
        }
    }

    private LogReader reader() {
        LogReader log = reader;
        if (log == null) {
            log = new LogReader(source, new Position(settings.position()), Boot.id().orElse(""), where, clock,
                    new LineMeters(meters), others);
            reader = log;
            if (released) {
                log.close();
            }
        }
        return log;
    }

    private Health.Part took(Health.Part part) {
        last = part;
        Future<Void> all = Future.succeededFuture();
        for (Event event = found.poll(); event != null; event = found.poll()) {
            Event next = event;
            all = all.transform(before -> Objects.requireNonNull(publisher).deliver(next));
        }
        told = all;
        toldSince = clock.nanos();
        all.onComplete(dealtWith -> listen());
        return part;
    }

    private void listen() {
        LogReader log = reader;
        if (log != null) {
            Objects.requireNonNull(bell).ringOnce(log);
        }
    }

    @Override
    protected void release() {
        released = true;
        Objects.requireNonNull(bell).close();
        LogReader log = reader;
        if (log != null) {
            log.close();
        }
    }
}
