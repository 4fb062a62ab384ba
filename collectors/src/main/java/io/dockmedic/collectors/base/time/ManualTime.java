package io.dockmedic.collectors.base.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time that passes only when told to, for tests and for replaying recorded events. Timers run inside
 * {@link #advance}, in order of their due time, then of their creation. Not safe for use by several threads.
 */
public final class ManualTime implements Clock, Timers {
    private record Task(long due, long order, Runnable body) {}

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
    private Instant own;
    private Duration ahead = Duration.ZERO;
    private long nanos;
    private long created;

    public ManualTime(Instant start) {
        this.own = start;
    }

    @Override
    public Instant now() {
        return own;
    }

    @Override
    public Instant shown(Instant at) {
        return at.plus(ahead);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Pending after(Duration delay, Runnable task) {
        Task entry = new Task(nanos + Math.max(0, delay.toNanos()), created++, task);
        tasks.add(entry);
        return () -> tasks.remove(entry);
    }

    /** Lets both clocks run on by {@code step}, and runs what falls due on the way, each at its own time. */
    public void advance(Duration step) {
        long end = nanos + step.toNanos();
        for (Task next = tasks.peek(); next != null && next.due() <= end; next = tasks.peek()) {
            tasks.remove(next);
            moveTo(next.due());
            next.body().run();
        }
        moveTo(end);
    }

    /** Sets the wall clock without letting time pass, as NTP or a person does. */
    public void setWall(Instant to) {
        ahead = Duration.between(own, to);
    }

    private void moveTo(long to) {
        if (to > nanos) {
            own = own.plusNanos(to - nanos);
            nanos = to;
        }
    }
}
