package io.dockmedic.rules.engine;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.incident.EventList;
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
    /** Thinned to its first and its last event. */
    static final int ENDS = 2;
    /** Thinned to its last event. */
    static final int LAST = 1;

    private static final int FIRST = 10;
    private static final int MOST = 20;
    /** About what an event takes with what it is about; labels and texts that a sender chose come to that. */
    private static final int EACH = 640;
    private static final int LABEL = 160;
    /** So many come in the place of others before what is kept is copied; so many that are kept no more have their room, at most. */
    private static final int AHEAD = 4;
    /** How much is made room for as there are more: of few no more than an array of them takes anyway. */
    private static final int[] ROOM = {1, 3, 5, 9, 13, MOST};
    private static final int[] NONE_LEFT_OUT = {};

    static final Evidence NONE = new Evidence(List.of(), 0);

    /**
     * The first ten, and from a place on the rest. What comes next is put behind them where there is room and nothing was put yet, so
     * that others have the same array and see less of it. Not as an array of theirs: without the second compiler each that is put
     * into one of an interface is checked at length.
     */
    private Object[] events;
    /** What {@link Event#likeness} says of each: what comes is told apart by that from most, and they need not be looked at. */
    private int[] likeness;
    private int from;
    private int size;
    /** When the first of them happened. */
    private Instant earliest;
    private int count;
    private int weight;
    /** By which each is known when it is told again that was left out for want of room. */
    private int[] leftOut = NONE_LEFT_OUT;
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
        this.events = events.toArray();
        this.likeness = new int[events.size()];
        this.from = FIRST;
        this.size = likeness.length;
        this.earliest = Instant.MAX;
        this.count = count;
        for (int i = 0; i < likeness.length; i++) {
            Event event = events.get(i);
            likeness[i] = event.likeness();
            earliest = event.at().isBefore(earliest) ? event.at() : earliest;
            weight += weight(event);
        }
    }

    private Evidence(Object[] events, int[] likeness, int from, int size, Instant earliest, int count, int weight,
            int[] leftOut) {
        this.events = events;
        this.likeness = likeness;
        this.from = from;
        this.size = size;
        this.earliest = earliest;
        this.count = count;
        this.weight = weight;
        this.leftOut = leftOut;
    }

    /**
     * To be read when it is first asked for; whoever holds it asks {@link #check} before.
     *
     * @param bytes of what is kept
     */
    public static Evidence unread(Unread kept, int bytes) {
        Evidence evidence = new Evidence(List.of(), 0);
        evidence.unread = kept;
        evidence.weight = bytes;
        return evidence;
    }

    /** The same, where more had been left out for want of room: by which each is known. */
    public Evidence without(int... more) {
        if (more.length > 0) {
            leftOut = more.clone();
        }
        return this;
    }

    /** Of what was left out for want of room, that by which each is known, the last twenty of them. */
    public int[] leftOut() {
        return leftOut.clone();
    }

    /** About how many bytes it takes, with those that are kept no more and have their room still. */
    public int weight() {
        return from == FIRST ? weight : weight + (from - FIRST) * (weight / MOST);
    }

    /** Reads it, if that was not done yet, and says whether it was not. */
    boolean check() throws UnreadableException {
        if (unread == null) {
            return false;
        }
        Evidence read = unread.read();
        events = read.events;
        likeness = read.likeness;
        from = read.from;
        size = read.size;
        earliest = read.earliest;
        weight = read.weight;
        count = read.count;
        unread = null;
        return true;
    }

    /** Oldest first, at most 20. */
    public List<Event> events() {
        return EventList.of(read().events, FIRST, from, size);
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
        int next = read().size <= FIRST ? size : from + size - FIRST;
        Object[] all = events;
        int[] alike = likeness;
        // That after the first ten goes where there are twenty.
        int begin = size == MOST ? from + 1 : from;
        if (next == all.length || all[next] != null) {
            all = new Object[room()];
            alike = new int[all.length];
            int ends = Math.min(size, FIRST);
            System.arraycopy(events, 0, all, 0, ends);
            System.arraycopy(likeness, 0, alike, 0, ends);
            if (size > FIRST) {
                System.arraycopy(events, begin, all, FIRST, next - begin);
                System.arraycopy(likeness, begin, alike, FIRST, next - begin);
                next = FIRST + next - begin;
                begin = FIRST;
            }
        }
        all[next] = event;
        alike[next] = event.likeness();
        int left = size == MOST ? weight - weight / MOST : weight;
        return new Evidence(all, alike, begin, Math.min(size + 1, MOST),
                event.at().isBefore(earliest) ? event.at() : earliest, count + 1, left + weight(event), leftOut);
    }

    /** For one more, and some. */
    private int room() {
        for (int enough : ROOM) {
            if (size < enough) {
                return enough;
            }
        }
        return MOST + AHEAD;
    }

    /**
     * Without what happened before {@code since}. What is not kept came between the first and the last ten: it has left too
     * when all of the first ten have.
     */
    @SuppressWarnings("ReferenceEquality") // Mostly it is the very same, and else the next question tells.
    Evidence since(Instant since) {
        if (read().earliest == since || !earliest.isBefore(since)) {
            return this;
        }
        List<Event> left = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            if (!event(i).at().isBefore(since)) {
                left.add(event(i));
            }
        }
        // Some that is not kept any more may have been the first.
        return left.size() == size
                ? this
                : new Evidence(left, left.size() > FIRST ? count - size + left.size() : left.size()).without(leftOut);
    }

    /** Whether more of them are kept than that; of what was not read yet, whether it may be so. */
    boolean isMoreThan(int some) {
        return unread == null ? size > some : weight > some * EACH;
    }

    /**
     * Without what is between the first and the last event, or without all but the last; of so many as before. To be asked of what
     * is more.
     *
     * @param to {@link #ENDS} or {@link #LAST}
     */
    Evidence thinned(int to) {
        read();
        List<Event> kept = to == LAST ? List.of(event(size - 1)) : List.of(event(0), event(size - 1));
        int gone = size - to;
        int[] known = Arrays.copyOf(leftOut, leftOut.length + gone);
        for (int i = 0; i < gone; i++) {
            known[leftOut.length + i] = mark(event(to - 1 + i));
        }
        return new Evidence(kept, count).without(
                known.length <= MOST ? known : Arrays.copyOfRange(known, known.length - MOST, known.length));
    }

    private static int weight(Event event) {
        Container about = event.target();
        return EACH + event.length() + (about == null ? 0 : about.labels().size() * LABEL);
    }

    /** As the operators that count beyond what is kept know one by. */
    private static int mark(Event event) {
        return event.mark();
    }

    /** The same of so many. */
    Evidence counted(int all) {
        return new Evidence(read().events, likeness, from, size, earliest, all, weight, leftOut);
    }

    /** Whether what it tells of is there already: told once more. */
    boolean has(Event event) {
        int alike = event.likeness();
        int ends = Math.min(read().size, FIRST);
        if (has(event, alike, 0, ends) || has(event, alike, from, from + size - ends)) {
            return true;
        }
        return leftOut.length > 0 && wasLeftOut(mark(event));
    }

    private boolean has(Event event, int alike, int first, int end) {
        for (int i = first; i < end; i++) {
            if (likeness[i] == alike && event.sameAs((Event) events[i])) {
                return true;
            }
        }
        return false;
    }

    private boolean wasLeftOut(int mark) {
        for (int one : leftOut) {
            if (one == mark) {
                return true;
            }
        }
        return false;
    }

    private Event event(int index) {
        return (Event) events[index < FIRST ? index : from + index - FIRST];
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Evidence that && count() == that.count() && events().equals(that.events()));
    }

    @Override
    public int hashCode() {
        return Objects.hash(count(), events());
    }

    @Override
    public String toString() {
        return unread == null
                ? "Evidence[events=" + events() + ", count=" + count + "]"
                : "Evidence[unread]";
    }
}
