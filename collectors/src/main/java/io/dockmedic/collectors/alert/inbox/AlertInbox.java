package io.dockmedic.collectors.alert.inbox;

import io.dockmedic.collectors.alert.payload.Incoming;
import io.dockmedic.collectors.base.time.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where alerts come in, by whatever way. Safe for use by several threads. */
public final class AlertInbox {
    private static final Logger LOG = LoggerFactory.getLogger(AlertInbox.class);
    /** Of what waits for rules, on disk, in bytes. */
    private static final long MOST = 16L << 20;
    private static final int MOST_UNKNOWN = 10;

    private final AlertStore store;
    private final Clock clock;
    private final MeterRegistry meters;
    private final AtomicLong room = new AtomicLong();
    private volatile Runnable listener = () -> {};
    private volatile Function<Incoming, String> unknown = incoming -> "";

    /**
     * What became of alerts that were sent.
     *
     * @param received how many there were
     * @param fresh    of these, those that said something new
     * @param ours     of these, those that tell of our own incidents, and are left at that
     * @param unknown  why what was sent is about none of the containers here, each once, as far as that is known and at most ten
     */
    public record Taken(int received, int fresh, int ours, List<String> unknown) {
        public Taken {
            unknown = List.copyOf(unknown);
        }

        /** Of which nothing is known to be about no container here. */
        public Taken(int received, int fresh, int ours) {
            this(received, fresh, ours, List.of());
        }
    }

    public AlertInbox(AlertStore store, Clock clock, MeterRegistry meters) {
        this.store = store;
        this.clock = clock;
        this.meters = meters;
        Gauge.builder("dockmedic.alerts.waiting", room, AtomicLong::get)
                .baseUnit("bytes")
                .description("Alerts that are written down and of which rules do not know yet")
                .register(meters);
    }

    /** Takes in what has just come. See {@link #takeAll}. */
    public Future<Taken> take(List<? extends Incoming> alerts) {
        Instant now = clock.now();
        return takeAll(alerts.stream().map(alert -> new Arrival(alert, now)).toList());
    }

    /**
     * Takes them in, all or none. Completes when they are written down: from then on rules will know of each, once, also
     * over our restart. Fails with {@link FullException} when too much waits, and with what the journal says.
     */
    public Future<Taken> takeAll(List<Arrival> alerts) {
        List<AlertStore.Text> others = alerts.stream()
                .filter(alert -> !alert.what().ours())
                .map(store::text)
                .toList();
        int ours = alerts.size() - others.size();
        if (ours > 0) {
            LOG.atDebug().log("{} alerts tell of incidents of ours and are left at that", ours);
            count("ours", ours);
        }
        if (others.isEmpty()) {
            return Future.succeededFuture(new Taken(alerts.size(), 0, ours));
        }
        List<String> strange = alerts.stream()
                .map(Arrival::what)
                .filter(alert -> !alert.ours())
                .map(unknown)
                .filter(why -> !why.isEmpty())
                .distinct()
                .limit(MOST_UNKNOWN)
                .toList();
        long wanted = room(others);
        if (room.addAndGet(wanted) > MOST) {
            room.addAndGet(-wanted);
            count("refused", others.size());
            return Future.failedFuture(new FullException());
        }
        return store.add(others, clock.now())
                .onFailure(cause -> {
                    room.addAndGet(-wanted);
                    count("refused", others.size());
                })
                .map(fresh -> {
                    room.addAndGet(room(fresh) - wanted);
                    count("new", fresh.size());
                    count("known", others.size() - fresh.size());
                    if (!fresh.isEmpty()) {
                        listener.run();
                    }
                    return new Taken(alerts.size(), fresh.size(), ours, strange);
                });
    }

    /** What waits from before our start. */
    void holds(long before) {
        room.addAndGet(before);
    }

    /** Rules know of what took so much. */
    void released(long told) {
        room.addAndGet(-told);
    }

    /** Who is to be told when something came; on any thread. */
    void listen(Runnable toldOf) {
        listener = toldOf;
    }

    /** Who says why what is told of is about no container here, or nothing; on any thread. */
    public void asks(Function<Incoming, String> stranger) {
        unknown = stranger;
    }

    private static long room(List<AlertStore.Text> alerts) {
        return alerts.stream().mapToLong(AlertStore.Text::room).sum();
    }

    private void count(String result, int many) {
        Counter.builder("dockmedic.alerts")
                .description("Alerts that were sent to us, by what became of them")
                .tag("result", result)
                .register(meters)
                .increment(many);
    }
}
