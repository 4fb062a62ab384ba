package io.dockmedic.api.stream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * What changed last, each thing once, with a number that grows: who knows the number of what was seen last can be told the
 * rest. Only that something changed is kept, not how it was, so that costs next to nothing while nobody looks. Safe for use by
 * several threads.
 */
public final class Feed {
    /** How many things are remembered. */
    static final int REMEMBERED = 4096;

    /**
     * What changed since.
     *
     * @param whole   false when more may have changed, of which is not known any more
     * @param changes by their numbers, the first one first
     */
    record Since(boolean whole, Map<Long, Change> changes) {}

    private final String run;
    private final int remembered;
    private final LinkedHashMap<Change, Long> changes = new LinkedHashMap<>();
    private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();
    private long last;
    /** The highest number that was forgotten. */
    private long forgotten;

    /** @param run a word that no other start of ours has */
    public Feed(String run) {
        this(run, REMEMBERED);
    }

    Feed(String run, int remembered) {
        this.run = run;
        this.remembered = remembered;
    }

    /** Remembers it, and tells who listens, on this thread. */
    public void changed(Change change) {
        synchronized (this) {
            changes.remove(change);
            changes.put(change, ++last);
            if (changes.size() > remembered) {
                var oldest = changes.pollFirstEntry();
                forgotten = oldest.getValue();
            }
        }
        listeners.forEach(Runnable::run);
    }

    /** The number of the last change; 0 before the first. */
    synchronized long last() {
        return last;
    }

    /** What changed after the one of this number. */
    synchronized Since after(long number) {
        List<Map.Entry<Change, Long>> newest = new ArrayList<>();
        for (Map.Entry<Change, Long> entry : changes.sequencedEntrySet().reversed()) {
            if (entry.getValue() <= number) {
                break;
            }
            newest.add(entry);
        }
        Map<Long, Change> since = new LinkedHashMap<>();
        newest.reversed().forEach(entry -> since.put(entry.getValue(), entry.getKey()));
        return new Since(number >= forgotten, since);
    }

    /** As a client gives it back. */
    String id(long number) {
        return run + "-" + number;
    }

    /** The number in what a client gives back; empty when it is none of this run's. */
    OptionalLong number(String id) {
        if (!id.matches("\\Q" + run + "\\E-\\d{1,18}")) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(id.substring(run.length() + 1));
        return number <= last() ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /** @param told run at each change, on the thread of who brings it */
    void listen(Runnable told) {
        listeners.add(told);
    }

    void leave(Runnable told) {
        listeners.remove(told);
    }
}
