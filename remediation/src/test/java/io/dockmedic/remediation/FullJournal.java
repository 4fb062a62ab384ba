package io.dockmedic.remediation;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.JournalException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A journal whose disk is full when the test says so, and which knows what it still has to do. */
public final class FullJournal implements Journal {
    private final Journal journal;
    public volatile boolean full;
    volatile boolean unreadable;
    /** So many writes reach the disk yet; of the others nobody hears, as if the process had been killed. */
    public final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    /** Whether there was such a write. */
    public volatile boolean unheard;
    private final Set<Promise<?>> lost = ConcurrentHashMap.newKeySet();
    private final Set<Future<?>> unfinished = ConcurrentHashMap.newKeySet();
    private final AtomicLong begun = new AtomicLong();

    public FullJournal(Journal journal) {
        this.journal = journal;
    }

    @Override
    public <T> Future<T> write(Work<T> work) {
        if (left.getAndUpdate(more -> more == 0 ? 0 : more - 1) == 0) {
            unheard = true;
            Promise<T> never = Promise.promise();
            lost.add(never);
            return never.future();
        }
        return full ? Future.failedFuture(new JournalException("the disk is full")) : counted(journal.write(work));
    }

    @Override
    public <T> Future<T> read(Work<T> work) {
        return unreadable ? Future.failedFuture(new JournalException("not now")) : counted(journal.read(work));
    }

    @Override
    public boolean writable() {
        return !full && journal.writable();
    }

    /** Who waits for one of those waits no longer, and who comes with another does not wait. */
    void givesUp() {
        full = true;
        left.set(Integer.MAX_VALUE);
        lost.forEach(one -> one.tryFail(new JournalException("killed")));
    }

    /** How many reads and writes were begun so far. */
    long begun() {
        return begun.get();
    }

    /** Completes when all that was begun is over, whatever came of it. */
    Future<Void> finished() {
        return Future.join(List.copyOf(unfinished)).otherwiseEmpty().mapEmpty();
    }

    private <T> Future<T> counted(Future<T> work) {
        begun.incrementAndGet();
        unfinished.add(work);
        return work.onComplete(done -> unfinished.remove(work));
    }
}
