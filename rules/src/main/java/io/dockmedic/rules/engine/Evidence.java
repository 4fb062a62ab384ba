package io.dockmedic.rules.engine;

import io.dockmedic.collectors.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The events that made an incident: the first ten, the last ten and how many in all. What was kept over a restart is read when it is
 * first asked for. For one thread.
 */
public final class Evidence {
    static final Evidence NONE = new Evidence(List.of(), 0);

    private static final int FIRST = 10;
    private static final int MOST = 20;

    private List<Event> events;
    private int count;
    private @Nullable Unread unread;

    /** Evidence as it was kept. */
    @FunctionalInterface
    public interface Unread {
        Evidence read() throws UnreadableException;
    }

    /** What was kept makes no sense. */
    public static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        public UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * @param events oldest first, at most 20
     * @param count  how many contributed, kept or not; where some that are not kept have left the window, at least so many
     */
    public Evidence(List<Event> events, int count) {
        this.events = List.copyOf(events);
        this.count = count;
    }

    /** To be read when it is first asked for; whoever holds it asks {@link #check} before. */
    public static Evidence unread(Unread kept) {
        Evidence evidence = new Evidence(List.of(), 0);
        evidence.unread = kept;
        return evidence;
    }

    /** Reads it, if that was not done yet. */
    void check() throws UnreadableException {
        if (unread != null) {
            Evidence read = unread.read();
            events = read.events;
            count = read.count;
            unread = null;
        }
    }

    /** Oldest first, at most 20. */
    public List<Event> events() {
        return read().events;
    }

    /** How many contributed, kept or not; where some that are not kept have left the window, at least so many. */
    public int count() {
        return read().count;
    }

    private Evidence read() {
        try {
            check();
            return this;
        } catch (UnreadableException e) {
            throw new IllegalStateException(e);
        }
    }

    Evidence and(Event event) {
        List<Event> before = events();
        Event[] all = before.toArray(new Event[before.size() + 1]);
        all[before.size()] = event;
        int tooMany = all.length - MOST;
        if (tooMany > 0) {
            // That after the first ten goes.
            System.arraycopy(all, FIRST + tooMany, all, FIRST, MOST - FIRST);
            all = Arrays.copyOf(all, MOST);
        }
        return new Evidence(List.of(all), count + 1);
    }

    /**
     * Without what happened before {@code since}. What is not kept came between the first and the last ten: it has left too
     * when all of the first ten have.
     */
    Evidence since(Instant since) {
        List<Event> before = events();
        int gone = 0;
        for (int i = 0; i < before.size(); i++) {
            gone += before.get(i).at().isBefore(since) ? 1 : 0;
        }
        if (gone == 0) {
            return this;
        }
        List<Event> left = new ArrayList<>(before.size() - gone);
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).at().isBefore(since)) {
                left.add(before.get(i));
            }
        }
        return new Evidence(left, left.size() > FIRST ? count - gone : left.size());
    }

    /** The same of so many. */
    Evidence counted(int all) {
        return new Evidence(events(), all);
    }

    /** Whether what it tells of is there already: told once more. */
    boolean has(Event event) {
        List<Event> before = events();
        for (int i = 0; i < before.size(); i++) {
            if (event.sameAs(before.get(i))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Evidence that && count() == that.count() && events().equals(that.events()));
    }

    @Override
    public int hashCode() {
        return Objects.hash(events(), count());
    }

    @Override
    public String toString() {
        return unread == null ? "Evidence[events=" + events + ", count=" + count + "]" : "Evidence[unread]";
    }
}
