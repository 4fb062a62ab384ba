package io.dockmedic.rules.operator.count;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.operator.Fewest;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fires on the event that makes it {@code atLeast} within a sliding window. The window is measured in the events' own
 * time, so that it does not matter how late or in which order they come.
 */
public final class Count implements Operator<Count.Seen> {
    /** As many as are kept as evidence, by which it is known whether one was counted. */
    private static final int KEPT = 20;

    /**
     * @param ats   when the events of the window happened, oldest first; fewer than {@code atLeast}
     * @param marks by which each is known when it is told again; empty where evidence is kept of all of them
     * @param until when to forget them, by the engine's steady clock: theirs may have been set back since its start
     */
    public record Seen(List<Instant> ats, @Nullable List<Integer> marks, Instant until) {
        /** Journals from before there were marks have none. */
        public Seen {
            ats = List.copyOf(ats);
            marks = marks == null || marks.size() != ats.size() ? List.of() : List.copyOf(marks);
        }

        private int mark(int index) {
            return marks == null || marks.isEmpty() ? 0 : marks.get(index);
        }
    }

    private record One(Instant at, int mark) {}

    private final int atLeast;
    private final Duration within;

    public Count(int atLeast, Duration within) {
        this.atLeast = atLeast;
        this.within = within;
    }

    @Override
    public Class<Seen> stateType() {
        return Seen.class;
    }

    @Override
    public Optional<Fewest> fewest() {
        return Optional.of(new Fewest(atLeast, within));
    }

    @Override
    public boolean has(Seen state, Event event) {
        return state.marks() != null && !state.marks().isEmpty() && state.marks().contains(mark(event));
    }

    @Override
    public Optional<String> thinnedBy(Set<String> readings, Duration each) {
        return Optional.of("it counts them");
    }

    @Override
    public Reaction<Seen> matched(@Nullable Seen state, Subject subject, Instant now) {
        Instant at = subject.event().at();
        List<Instant> before = state == null ? List.of() : state.ats();
        if (before.isEmpty() && atLeast > 1 && atLeast <= KEPT) {
            // Of most keys that is the first and the last.
            return Reaction.waits(new Seen(List.of(at), null, now.plus(within)));
        }
        Instant newest = before.isEmpty() || at.isAfter(before.getLast()) ? at : before.getLast();
        Instant since = newest.minus(within);
        if (atLeast <= KEPT) {
            List<Instant> window = window(before, at, since);
            return window.size() >= atLeast
                    ? Reaction.firesFor(window.getFirst(), window.size())
                    : Reaction.waits(new Seen(window, null, now.plus(within)));
        }
        List<One> window = window(state, new One(at, mark(subject.event())), since);
        return window.size() >= atLeast
                ? Reaction.firesFor(window.getFirst().at(), window.size())
                : Reaction.waits(new Seen(window.stream().map(One::at).toList(),
                        window.stream().map(One::mark).toList(), now.plus(within)));
    }

    /** The same of what is known by its marks. */
    private static List<One> window(@Nullable Seen before, One more, Instant since) {
        List<One> window = new ArrayList<>();
        for (int i = 0; before != null && i < before.ats().size(); i++) {
            window.add(new One(before.ats().get(i), before.mark(i)));
        }
        window.add(more);
        window.removeIf(one -> !one.at().isAfter(since));
        window.sort(Comparator.comparing(One::at));
        return window;
    }

    private static int mark(Event event) {
        return event.mark();
    }

    /** Those after {@code since}, oldest first; {@code before} is in that order. */
    private static List<Instant> window(List<Instant> before, Instant at, Instant since) {
        if (before.size() == 1 && before.getFirst().isAfter(since) && !at.isBefore(before.getFirst())) {
            return List.of(before.getFirst(), at);
        }
        List<Instant> window = new ArrayList<>(before.size() + 1);
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).isAfter(since)) {
                window.add(before.get(i));
            }
        }
        if (at.isAfter(since)) {
            window.add(at);
        }
        if (!before.isEmpty() && at.isBefore(before.getLast())) {
            window.sort(Comparator.naturalOrder());
        }
        return window;
    }

    @Override
    public Instant deadline(Seen state) {
        return state.until();
    }

    /** The whole window has passed: nothing of it counts any more. */
    @Override
    public Reaction<Seen> due(Seen state, Instant now) {
        return Reaction.waits(null);
    }

    @Override
    public Instant since(Seen state) {
        return state.ats().getFirst();
    }

    @Override
    public Seen notAfter(Seen state, Instant now) {
        Instant latest = now.plus(within);
        if (!state.until().isAfter(latest) && state.ats().stream().noneMatch(at -> at.isAfter(now))) {
            return state;
        }
        return new Seen(
                state.ats().stream().map(at -> at.isAfter(now) ? now : at).toList(), state.marks(),
                state.until().isAfter(latest) ? latest : state.until());
    }

    /** A container that starts between two crashes has not stopped crashing. */
    @Override
    public boolean cancelledAtOnce() {
        return false;
    }
}
