package io.dockmedic.rules.operator;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.cron.Cron;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides when matching events of one key make a rule fire. Pure: what it remembers of a key is in the state it is
 * given and gives back, plain data that is bounded and can be written down. One instance serves all keys of a rule.
 *
 * @param <S> what it remembers of a key
 */
public interface Operator<S> {
    /** The type of its state, for reading it back. */
    Class<S> stateType();

    /** The events it is about, when it names them itself; empty when the rule's {@code on} and {@code when} do. */
    default Optional<Trigger> events() {
        return Optional.empty();
    }

    /** The times at which it is due by itself; empty when events alone move it. */
    default Optional<Cron> schedule() {
        return Optional.empty();
    }

    /** For how long at most it fires; empty when only events can be its end. */
    default Optional<Duration> lasts() {
        return Optional.empty();
    }

    /** The same over readings, whose silence means that; as a rule the same. */
    default Operator<S> heeding(Silence silence) {
        return this;
    }

    /** The same over readings of which some were left out, so that no shorter silence than that means anything. */
    default Operator<S> sparse(Duration silence) {
        return this;
    }

    /**
     * Why it may say something else where of readings only the first of each time is there, for a person; empty when it says the
     * same, a while later at most.
     *
     * @param readings the kinds of which that is so
     * @param each     the time
     */
    default Optional<String> thinnedBy(Set<String> readings, Duration each) {
        return Optional.empty();
    }

    /** Whether it minds that readings do not come. */
    default boolean heedsSilence() {
        return false;
    }

    /** A reading of a key it has a state of has come, fault or not: what it remembers then, as a rule the same. */
    default S heard(S state, Instant now) {
        return state;
    }

    /**
     * When nobody knows any more how it is, unless a reading comes before; null where that is not minded, or is what {@link #due}
     * is for.
     */
    default @Nullable Instant unknownFrom(S state) {
        return null;
    }

    /** How long after the last event that it needs it fires, if nothing else comes; zero for at once. */
    default Duration delay() {
        return Duration.ZERO;
    }

    /** How many events it needs at least; empty when that is not for it to say. */
    default Optional<Fewest> fewest() {
        return Optional.empty();
    }

    /** Whether it knows that this was counted already, beside what is kept as evidence; that it was told again is no news. */
    default boolean has(S state, Event event) {
        return false;
    }

    /**
     * A matching event of a key that has not fired.
     *
     * @param state null for the first one
     * @param now   by the engine's steady clock; when the event happened at its source is in itself
     */
    Reaction<S> matched(@Nullable S state, Subject subject, Instant now) throws ExpressionException;

    /** A matching event of a key that fires: as a rule the fault once more. */
    default Reaction<S> again(@Nullable S state, Subject subject, Instant now) throws ExpressionException {
        return Reaction.fires();
    }

    /** Further kinds it wants to see of keys it has a state of. */
    default Set<String> alsoOn() {
        return Set.of();
    }

    /**
     * Whether an event of these kinds is what it waited for: then the key is forgotten, or its incident resolved.
     *
     * @param state null when the key fires
     */
    default boolean settledBy(@Nullable S state, Subject subject) throws ExpressionException {
        return false;
    }

    /**
     * The same of one that comes late: after some of the matching events that it goes by, and before others that are known already.
     * What it remembers then, of these alone; null where such a one settles nothing.
     */
    default @Nullable S settledLate(S state, Subject subject, Instant now) throws ExpressionException {
        return null;
    }

    /** When it wants {@link #due}; null for never. */
    @Nullable
    Instant deadline(S state);

    /** Its deadline has come. Of a key that fires only the state counts. */
    Reaction<S> due(S state, Instant now);

    /** Events before this do not count any more; for the evidence. */
    default Instant since(S state) {
        return Instant.MIN;
    }

    /** What it still knows of a key that fired or was about to, when that is over. */
    default @Nullable S afterwards(@Nullable S state) {
        return null;
    }

    /**
     * What a clock that was ahead of ours left behind: the same, but nothing in it has happened later than {@code now},
     * nor falls due later than it would had it happened now.
     */
    S notAfter(S state, Instant now);

    /** Whether any event of {@code resolve} cancels what has not fired, even one that must hold for a while. */
    boolean cancelledAtOnce();

    /** Whether an event that is the fault may also begin a way to resolve that must hold for a while. */
    default boolean faultMayCalm() {
        return false;
    }
}
