package io.dockmedic.remediation;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.JournalException;
import io.vertx.core.Future;

/** A journal whose disk is full when the test says so. */
final class FullJournal implements Journal {
    private final Journal journal;
    volatile boolean full;
    volatile boolean unreadable;

    FullJournal(Journal journal) {
        this.journal = journal;
    }

    @Override
    public <T> Future<T> write(Work<T> work) {
        return full ? Future.failedFuture(new JournalException("the disk is full")) : journal.write(work);
    }

    @Override
    public <T> Future<T> read(Work<T> work) {
        return unreadable ? Future.failedFuture(new JournalException("not now")) : journal.read(work);
    }

    @Override
    public boolean writable() {
        return !full && journal.writable();
    }
}
