package io.dockmedic.rules.engine;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.incident.Incident;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that a rule remembers of one key.
 *
 * @param operator  the operator's own state while the rule has not fired; its type is the operator's
 * @param evidence  what contributed so far
 * @param incident  pending or firing; null while there is none
 * @param clearing  the ways to resolve that must still hold for a while, each once
 * @param lastFault when the newest contributing event happened: what is older cannot resolve it
 * @param cleared   when it was last over: faults from before that are old news
 * @param forget    when {@code cleared} need not be known any more
 */
public record KeyState(
        @Nullable Object operator,
        Evidence evidence,
        @Nullable Incident incident,
        List<Clearing> clearing,
        @Nullable Instant lastFault,
        @Nullable Instant cleared,
        @Nullable Instant forget) {
    static final KeyState EMPTY = new KeyState(null, Evidence.NONE, null, List.of(), null, null, null);

    /**
     * @param way index of the rule's way to resolve
     * @param due when it will have held for long enough
     * @param at  when the event that began it happened
     */
    public record Clearing(int way, Instant due, Instant at) {}

    public KeyState {
        clearing = List.copyOf(clearing);
    }

    /** Nothing to remember. */
    boolean isEmpty() {
        return operator == null && incident == null && cleared == null;
    }

    boolean fires() {
        return incident != null && incident.state() != Incident.State.PENDING;
    }

    /** The first of its deadlines, given its operator's. */
    @Nullable
    Instant deadline(@Nullable Instant operatorsDeadline) {
        Clearing next = next();
        return first(first(operatorsDeadline, next == null ? null : next.due()), forget);
    }

    /** The way to resolve that will have held first; null for none. */
    @Nullable
    Clearing next() {
        if (clearing.isEmpty()) {
            return null;
        }
        Clearing first = null;
        for (Clearing one : clearing) {
            if (first == null || one.due().isBefore(first.due())) {
                first = one;
            }
        }
        return first;
    }

    private static @Nullable Instant first(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    /**
     * Kept by a clock that was ahead of ours: nothing has happened later than {@code now}, nor falls due later than it
     * would had it happened now.
     *
     * @param bounded brings what is clearing down to that
     */
    KeyState notAfter(Instant now, UnaryOperator<Clearing> bounded, Instant latestForget) {
        return new KeyState(operator, evidence, incident,
                clearing.isEmpty() ? clearing : clearing.stream().map(bounded).toList(),
                earlier(lastFault, now), earlier(cleared, now), earlier(forget, latestForget));
    }

    private static @Nullable Instant earlier(@Nullable Instant at, Instant now) {
        return at == null || at.isBefore(now) ? at : now;
    }

    KeyState withOperator(@Nullable Object next) {
        return new KeyState(next, evidence, incident, clearing, lastFault, cleared, forget);
    }

    /** The same, with what came of an event or a deadline. */
    KeyState with(@Nullable Object nextOperator, Evidence nextEvidence, @Nullable Incident nextIncident) {
        return new KeyState(nextOperator, nextEvidence, nextIncident, clearing, lastFault, cleared, forget);
    }

    KeyState withIncident(@Nullable Incident next) {
        return new KeyState(operator, evidence, next, clearing, lastFault, cleared, forget);
    }

    KeyState withClearing(List<Clearing> next) {
        return new KeyState(operator, evidence, incident, next, lastFault, cleared, forget);
    }

    /** When it was last over need not be known any more. */
    KeyState forgotten() {
        return new KeyState(operator, evidence, incident, clearing, lastFault, null, null);
    }

    /** The same with what came of one more fault; what was clearing when it happened is not. */
    KeyState faulty(Event event, @Nullable Object nextOperator, Evidence nextEvidence,
            @Nullable Incident nextIncident) {
        Instant at = event.at();
        Instant newest = lastFault == null || at.isAfter(lastFault) ? at : lastFault;
        List<Clearing> left = clearing.isEmpty()
                ? clearing
                : clearing.stream().filter(one -> one.at().isAfter(at)).toList();
        return new KeyState(nextOperator, nextEvidence, nextIncident, left, newest, cleared, forget);
    }

    /** Over: only when is remembered, for a while. */
    static KeyState over(Instant cleared, Instant forget) {
        return new KeyState(null, Evidence.NONE, null, List.of(), null, cleared, forget);
    }
}
