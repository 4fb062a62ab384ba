package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.home.Home;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.GpuEvent.Fault;
import io.dockmedic.collectors.gpu.fault.AmdLog;
import io.dockmedic.collectors.gpu.fault.Report;
import io.dockmedic.collectors.gpu.fault.XidLine;
import io.dockmedic.collectors.host.view.EngineHost;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tells faults as they come, in their order, by whomever they are reported. What is reported before the start is kept.
 * {@link #report}, {@link #look} and {@link #take} may be called on any thread, all else on the stage's own context.
 */
final class FaultTeller {
    /** Until what waits for a fellow need not any longer, and time to spare. */
    private static final Duration AFTER_A_FAULT = Duration.ofMillis(3_200);

    private final FaultStream faults;
    private final PastFaults past = new PastFaults();
    private final AmdLog amdLog;
    private final EngineHost engine;
    private final Clock clock;
    private final Queue<Report> reports = new ConcurrentLinkedQueue<>();
    /** Whether those are about to be told. */
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean looks = new AtomicBoolean();
    private volatile Instant floodAt = Instant.MIN;
    private volatile @Nullable Stage stage;
    private Future<Void> told = Future.succeededFuture();

    /**
     * Where it works.
     *
     * @param context the stage's own
     * @param to      who hears of faults
     * @param look    has the GPUs read soon: how one is by now says more than its fault
     */
    record Stage(Vertx vertx, Context context, Timers timers, Publisher<Event> to, Runnable look) {}

    /** @param engine has the machine's name */
    FaultTeller(FaultStream faults, AmdLog amdLog, EngineHost engine, Clock clock) {
        this.faults = faults;
        this.amdLog = amdLog;
        this.engine = engine;
        this.clock = clock;
    }

    /** What was told. */
    PastFaults past() {
        return past;
    }

    void open(Stage own) {
        stage = own;
    }

    /** Nothing more is told. */
    void close() {
        stage = null;
    }

    /** Whether too many came since then to tell each of them. */
    boolean floodedSince(Instant then) {
        return floodAt.isAfter(then);
    }

    /** A line of the kernel's log; whether it was one of a GPU's. */
    boolean take(String text, Instant at) {
        List<Report> found = AmdLog.may(text)
                ? amdLog.take(text, at, clock.now())
                : XidLine.read(text, at).stream().toList();
        found.forEach(this::report);
        if (found.isEmpty() && amdLog.waits()) {
            tellSoon();
        }
        return !found.isEmpty();
    }

    void report(Report report) {
        reports.add(report);
        tellSoon();
    }

    /** Has the GPUs read soon: something that is no fault happened to one. As often as it is called meanwhile, it is one look. */
    void look() {
        Stage own = stage;
        if (own != null && !looks.getAndSet(true)) {
            Home.run(own.context(), () -> {
                looks.set(false);
                own.look().run();
            });
        }
    }

    private void tellSoon() {
        Stage own = stage;
        if (own != null && !asked.getAndSet(true)) {
            Home.run(own.context(), () -> {
                asked.set(false);
                tell();
                if (stage != null) {
                    own.timers().after(AFTER_A_FAULT, this::tell);
                }
                own.look().run();
            });
        }
    }

    /** What was reported, and what is over. */
    void tell() {
        Stage own = stage;
        if (own == null) {
            return;
        }
        List<Report> fresh = new ArrayList<>(amdLog.due(clock.now()));
        for (Report report = reports.poll(); report != null; report = reports.poll()) {
            fresh.add(report);
        }
        own.vertx().executeBlocking(() -> events(fresh)).onSuccess(events -> deliver(events, own.to()));
    }

    /** One at a time, in the order in which they were asked for. */
    private List<Event> events(List<Report> fresh) {
        List<Event> events = faults.round(fresh, clock.now(), engine.name());
        if (faults.takeRefused() > 0) {
            floodAt = clock.now();
        }
        return events;
    }

    private void deliver(List<Event> events, Publisher<Event> to) {
        for (Event event : events) {
            past.told(event);
            told = told.transform(before -> to.deliver(event));
        }
        // What was read when it was reported does not say yet what it calls for. Of a flood few are told.
        if (events.stream().anyMatch(Fault.class::isInstance)) {
            look();
        }
    }
}
