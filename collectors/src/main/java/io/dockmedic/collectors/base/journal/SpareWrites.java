package io.dockmedic.collectors.base.journal;

import io.dockmedic.collectors.base.time.Clock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes that can be spared, until the writer has nothing else to do; and whether any is to be written at all now. None is
 * for some minutes after anything failed, nor where the disk has little room left: that is for what cannot be spared. Taken
 * from any thread; everything else is the writer's.
 */
final class SpareWrites {
    /** How long after a failure none is written. */
    static final Duration PAUSE = Duration.ofMinutes(5);
    /** With less left on the disk, in bytes, none is written. */
    static final long ROOM = 256L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(SpareWrites.class);
    private static final int QUEUE = 16;

    /** One that waits. */
    record One<T>(Journal.Work<T> work, Reply<T> reply) {}

    private final JournalFile file;
    private final Clock clock;
    private final JournalMeters meters;
    private final long room;
    private final Queue<One<?>> waiting = new ArrayBlockingQueue<>(QUEUE);
    private boolean said;
    private boolean paused;
    /** On the clock's nanoseconds. */
    private long until;

    /** @param room how much the disk must have left, in bytes */
    SpareWrites(JournalFile file, Clock clock, JournalMeters meters, long room) {
        this.file = file;
        this.clock = clock;
        this.meters = meters;
        this.room = room;
    }

    /** Whether it was taken: not when too many wait. */
    boolean offer(One<?> one) {
        return waiting.offer(one);
    }

    /** The next; null when none waits. */
    @Nullable
    One<?> poll() {
        return waiting.poll();
    }

    /**
     * Writes it in a transaction of its own, or says why not; nothing is left of one that fails.
     *
     * @param open null when nothing can be written
     */
    <T> void write(One<T> one, @Nullable Connection open) {
        String objection = open == null ? "writes are not taken" : objection();
        if (open == null || objection != null) {
            refuse(one, new JournalException("journal " + file.path() + ": this can be spared and is not written: "
                    + objection));
            return;
        }
        long begin = clock.nanos();
        T value;
        try {
            WriteAccess.execute(open, "BEGIN IMMEDIATE");
            value = one.work().run(open);
            WriteAccess.execute(open, "COMMIT");
        } catch (SQLException | RuntimeException e) {
            WriteAccess.undo(open);
            pause();
            refuse(one, new JournalException("journal " + file.path() + ": not written: " + e.getMessage(), e));
            return;
        }
        said = false;
        meters.wrote(1, clock.nanos() - begin);
        one.reply().complete(value);
    }

    /** Why none is written now; null when one may be. */
    private @Nullable String objection() {
        if (paused && clock.nanos() - until < 0) {
            return "something could not be written a while ago";
        }
        paused = false;
        // This asks for the space alone, and says 0 where it cannot be known; a file store reads all mounts first.
        long left = Objects.requireNonNull(file.path().toAbsolutePath().getParent()).toFile().getUsableSpace();
        return left < room ? "its disk has less than " + (room >> 20) + " MiB left" : null;
    }

    /** Says so once, until one is written again. */
    private void refuse(One<?> one, JournalException why) {
        if (!said) {
            said = true;
            LOG.atWarn()
                    .addKeyValue("reason", why.getMessage())
                    .log("what can be spared, as events for replays, is not written to the journal for now");
        }
        one.reply().fail(why);
    }

    /** Something failed: none is written for a while. */
    void pause() {
        paused = true;
        until = clock.nanos() + PAUSE.toNanos();
    }
}
