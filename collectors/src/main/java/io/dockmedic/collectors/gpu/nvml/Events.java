package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.gpu.reading.Telling;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;

/**
 * Where the driver tells of what happens to GPUs. One that has fallen off the bus makes waiting fail for all that are in the
 * same set of events, as NVML's documentation of {@code nvmlEventSetWait} says: then there is a new set, into which each GPU
 * comes when it is read next, and answers. Safe for use by several threads; one of them waits.
 */
final class Events {
    /** A wait ends by its own limit, of seconds. */
    private static final Duration LATE = Duration.ofSeconds(30);
    private static final long NOT_WAITING = -1;

    private final NvmlLibrary library;
    private final Clock clock;
    private volatile EventSet set;
    private boolean closed;
    /** Why the last wait failed; empty after one that did not. */
    private volatile String failed = "";
    /** When the wait that is under way was begun. */
    private volatile long since = NOT_WAITING;

    Events(NvmlLibrary library, Clock clock) {
        this.library = library;
        this.clock = clock;
        this.set = fresh();
    }

    private EventSet fresh() {
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment made = memory.allocate(ValueLayout.JAVA_LONG);
            boolean done = library.call(NvmlFunction.EVENT_SET_CREATE, made) == Returned.SUCCESS;
            return new EventSet(library, done ? made.get(ValueLayout.JAVA_LONG, 0) : 0);
        }
    }

    /** The set of now, which each GPU is to be in. Another one than before where waiting in that failed. */
    EventSet set() {
        return set;
    }

    /** Whether there is one to wait in. */
    boolean any() {
        return set.number() != 0;
    }

    /**
     * Where the driver gave none, or the last one could not be waited in, it is asked for another. Making and freeing one may hang:
     * nobody else waits for that.
     */
    void renew() {
        EventSet before = set;
        EventSet made = fresh();
        (puts(before, made) ? before : made).retire();
    }

    /** Whether it is the one of now, in the place of the one before. */
    private synchronized boolean puts(EventSet before, EventSet made) {
        boolean puts = !closed && set.equals(before);
        if (puts) {
            set = made;
        }
        return puts;
    }

    /** They are told of no more. Frees the set, which may hang. */
    void close() {
        last().retire();
    }

    private synchronized EventSet last() {
        closed = true;
        return set;
    }

    /** What a GPU is told to be told of, by how waiting for it goes. */
    Telling told(Telling registered) {
        long began = since;
        if (!registered.ofFaults()) {
            return registered;
        }
        if (!failed.isEmpty()) {
            return Telling.nothing(failed);
        }
        return began != NOT_WAITING && clock.nanos() - began > LATE.toNanos()
                ? Telling.nothing(waiting().symbol() + " does not come back")
                : registered;
    }

    private NvmlFunction waiting() {
        return library.has(NvmlFunction.EVENT_WAIT_V2) ? NvmlFunction.EVENT_WAIT_V2 : NvmlFunction.EVENT_WAIT;
    }

    /**
     * Waits until the next thing happens to a GPU, at most so long.
     *
     * @param event where it is written
     * @return whether something happened
     * @throws IOException when it cannot be waited for, now
     */
    boolean next(MemorySegment event, int milliseconds) throws IOException {
        EventSet now = set;
        if (now.number() == 0 || !now.enter()) {
            throw new IOException("the driver does not tell of faults");
        }
        Returned returned = Returned.UNKNOWN;
        since = clock.nanos();
        try {
            returned = library.call(waiting(), now.number(), event, milliseconds);
        } finally {
            since = NOT_WAITING;
            if (returned == Returned.UNINITIALIZED) {
                now.lost();
            }
            now.leave();
        }
        if (returned == Returned.SUCCESS || returned == Returned.TIMEOUT) {
            failed = "";
            return returned == Returned.SUCCESS;
        }
        failed = waiting().symbol() + ": " + returned.words();
        renew();
        throw new IOException(failed);
    }
}
