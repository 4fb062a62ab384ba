package io.dockmedic.rules.state.recorded;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.script.Scripted;
import io.dockmedic.rules.state.IncidentJson;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the rules see in the journal, in the order in which they see it. Nobody waits for it: events are gathered for
 * some seconds and written together, so a kill costs those; what the journal does not take, or what comes faster than it is
 * written, is lost and counted, also in the journal with what is written next. What waits is bounded by number and by its
 * length, and of what others send what is kept of a minute, but for what something came of. For use by one verticle.
 */
public final class Recorder {
    private static final Duration GATHERED = Duration.ofSeconds(5);
    private static final int TOGETHER = 500;
    private static final int MOST_WAITING = 5_000;
    /** Of long texts, in characters, in one row at most and waiting at most, but for a single event that is longer. */
    private static final int LONG = 128 * 1024;
    private static final int MOST_LONG = 2 * 1024 * 1024;

    /** Where packing is done, which takes too long for an event loop. */
    @FunctionalInterface
    public interface Aside {
        /** Completes on the caller's context. */
        <T> Future<T> run(Callable<T> work);
    }

    private final boolean wanted;
    private final Journal journal;
    private final IncidentJson json;
    private final Timers timers;
    private final Aside aside;
    private final SeenRows rows;
    private final Thinning thinning = new Thinning();
    private final Crowd crowd = new Crowd();
    private final Counter kept;
    private final Counter lost;
    private List<Scripted> waiting = new ArrayList<>();
    private Timers.@Nullable Pending timer;
    private boolean writing;
    private boolean closed;
    /** Of what waits, in characters. */
    private long length;
    /** How many were lost since it was said in the journal that some were. */
    private long unsaid;
    private Future<Void> written = Future.succeededFuture();

    public Recorder(RecordLimits limits, Journal journal, Kinds kinds, Timers timers, Aside aside,
            MeterRegistry meters) {
        this.wanted = limits.any();
        this.journal = journal;
        this.json = IncidentJson.clean(kinds);
        this.timers = timers;
        this.aside = aside;
        this.rows = new SeenRows(limits.bytes());
        this.kept = Counter.builder("dockmedic.recorded.events")
                .description("Events that were kept for replays")
                .register(meters);
        this.lost = Counter.builder("dockmedic.recorded.events.lost")
                .description(
                        "Events that were to be kept for replays and were not: too many at a time, or the journal took none")
                .register(meters);
    }

    /**
     * The rules have seen it.
     *
     * @param now     when; not before what they saw until then
     * @param matters whether anything came of it: then it is kept though it is but another reading
     */
    public void saw(Event event, Instant now, boolean matters) {
        if (!wanted || closed || !(thinning.keeps(event, now) || matters)) {
            return;
        }
        if (crowd.isBeyond(event, now) && !matters) {
            lost(1);
            return;
        }
        int more = event.length();
        if (waiting.size() >= MOST_WAITING || (length > 0 && length + more > MOST_LONG)) {
            lost(1);
            return;
        }
        waiting.add(new Scripted(now, event));
        length += more;
        if (waiting.size() >= TOGETHER || length >= LONG) {
            write();
        } else {
            gather(GATHERED);
        }
    }

    /** Completes when nothing waits any more: all is written, or lost. It is written at once. */
    public Future<Void> settled() {
        if (!writing && waiting.isEmpty()) {
            return Future.succeededFuture();
        }
        cancel();
        write();
        return written.compose(done -> settled());
    }

    /** Completes when what is being written is, and one piece more: who stops is not kept for all that waits. The rest is lost. */
    public Future<Void> close() {
        closed = true;
        cancel();
        return written.compose(done -> {
            cancel();
            write();
            return written;
        }).onComplete(done -> {
            cancel();
            lost(waiting.size());
            waiting = new ArrayList<>();
        });
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void gather(Duration time) {
        if (timer == null) {
            timer = timers.after(time, () -> {
                timer = null;
                write();
            });
        }
    }

    private void lost(int events) {
        lost.increment(events);
        unsaid += events;
    }

    private Future<Packed> packed(List<Scripted> piece) {
        return journal.writable()
                ? aside.run(() -> Packed.of(piece, json))
                : Future.failedFuture("the journal takes nothing");
    }

    /** One piece at a time; what has come meanwhile is the next. */
    private void write() {
        if (writing || waiting.isEmpty()) {
            return;
        }
        int count = 0;
        long taken = 0;
        while (count < Math.min(TOGETHER, waiting.size()) && taken < LONG) {
            taken += waiting.get(count).event().length();
            count++;
        }
        List<Scripted> piece = List.copyOf(waiting.subList(0, count));
        waiting = new ArrayList<>(waiting.subList(count, waiting.size()));
        length -= taken;
        writing = true;
        long before = unsaid;
        written = packed(piece)
                .compose(packed -> journal.writeSpare(connection -> rows.add(connection, packed, before)))
                .onSuccess(events -> {
                    kept.increment(events);
                    unsaid -= before;
                })
                .onFailure(cause -> {
                    rows.undone();
                    lost(piece.size());
                })
                .transform(done -> {
                    writing = false;
                    if (!waiting.isEmpty()) {
                        gather(waiting.size() >= TOGETHER || length >= LONG ? Duration.ZERO : GATHERED);
                    }
                    return Future.succeededFuture();
                });
    }
}
