package io.dockmedic.rules.operator.count;

import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fires on the event that makes it {@code atLeast} within a sliding window. The window is measured in the events' own
 * time, so that it does not matter how late or in which order they come.
 */
public final class Count implements Operator<Count.Seen> {
    /**
     * @param ats   when the events of the window happened, oldest first; fewer than {@code atLeast}
     * @param until when to forget them, by the engine's steady clock: theirs may have been set back since its start
     */
    public record Seen(List<Instant> ats, Instant until) {
        public Seen {
            ats = List.copyOf(ats);
        }
    }

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
    public Reaction<Seen> matched(@Nullable Seen state, Subject subject, Instant now) {
        Instant at = subject.event().at();
        List<Instant> before = state == null ? List.of() : state.ats();
        Instant newest = before.isEmpty() || at.isAfter(before.getLast()) ? at : before.getLast();
        Instant since = newest.minus(within);
        List<Instant> window = window(before, at, since);
        return window.size() >= atLeast
                ? Reaction.firesFor(window.getFirst(), window.size())
                : Reaction.waits(new Seen(window, now.plus(within)));
    }

    /** Those after {@code since}, oldest first; {@code before} is in that order. */
    private static List<Instant> window(List<Instant> before, Instant at, Instant since) {
        List<Instant> window = new ArrayList<>(before.size() + 1);
        for (Instant seen : before) {
            if (seen.isAfter(since)) {
                window.add(seen);
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
        return new Seen(
                state.ats().stream().map(at -> at.isAfter(now) ? now : at).toList(),
                state.until().isAfter(latest) ? latest : state.until());
    }

    /** A container that starts between two crashes has not stopped crashing. */
    @Override
    public boolean cancelledAtOnce() {
        return false;
    }
}
