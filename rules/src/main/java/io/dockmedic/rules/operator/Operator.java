package io.dockmedic.rules.operator;

import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides when matching events of one key make a rule fire. Pure: what it remembers of a key is in the state it is
 * given and gives back, plain data that is bounded and can be written down. One instance serves all keys of a rule.
 *
 * @param <S> what it remembers of a key that has not fired
 */
public interface Operator<S> {
    /** The type of its state, for reading it back. */
    Class<S> stateType();

    /**
     * A matching event of a key that has not fired.
     *
     * @param state null for the first one
     * @param at    when the event happened at its source
     * @param now   by the engine's steady clock
     */
    Reaction<S> matched(@Nullable S state, Instant at, Instant now);

    /** Further kinds it wants to see of keys it has a state of. */
    default Set<String> alsoOn() {
        return Set.of();
    }

    /** Whether an event of these kinds is what it waited for: then the key is forgotten, or its incident resolved. */
    default boolean settledBy(Subject subject) throws ExpressionException {
        return false;
    }

    /** When it wants {@link #due}; null for never. */
    @Nullable
    Instant deadline(S state);

    /** Its deadline has come. */
    Reaction<S> due(S state, Instant now);

    /** Events before this do not count any more; for the evidence. */
    default Instant since(S state) {
        return Instant.MIN;
    }

    /** Whether any event of {@code resolve} cancels what has not fired, even one that must hold for a while. */
    boolean cancelledAtOnce();
}
