package io.dockmedic.rules.engine;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.operator.Reaction;
import io.dockmedic.rules.operator.Reaction.Does;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What it means for the keys of one rule that readings come, whatever they say, and that for a time nothing comes: its operator is
 * told of the first, and says what is due by the second. For one thread.
 */
final class Hearing {
    private final Operated<?> operator;
    private final boolean heedsSilence;
    private final KeyTable keys;
    private final Beginning beginning;
    private final Ending ending;
    private final Clock clock;

    Hearing(Operated<?> operator, KeyTable keys, Beginning beginning, Ending ending, Clock clock) {
        this.operator = operator;
        this.heedsSilence = operator.heedsSilence();
        this.keys = keys;
        this.beginning = beginning;
        this.ending = ending;
        this.clock = clock;
    }

    /** Whether it matters that this has come. */
    boolean heeds(Event event) {
        return heedsSilence && event.reading();
    }

    /** A reading of the key has come, whatever it says. */
    void heard(String key, Outcome.Builder out) {
        KeyState state = keys.get(key);
        if (state == null || state.operator() == null) {
            return;
        }
        Instant now = clock.now();
        KeyState next = ending.known(state, now).withOperator(operator.heard(state, now));
        if (state.fires() && !ending.hangsOnReadings(state)) {
            // Not worth a write of its own: after a restart it is waited for anew.
            keys.take(key, next);
        } else if (!next.equals(state)) {
            keys.put(key, next, out);
        }
    }

    /**
     * Whether the operator's own time has come: then what that brings is done. What fires goes on, unless that ends it.
     *
     * @param away until when nobody looked
     */
    boolean due(String key, KeyState state, Instant now, Instant away, Outcome.Builder out) {
        Reaction<?> reaction = operator.due(state, now);
        if (reaction == null) {
            return false;
        }
        if (state.fires() && reaction.does() != Does.OVER) {
            keys.put(key, state.withOperator(reaction.state()), out);
        } else {
            beginning.react(key, state, reaction, missed(state, away), out);
        }
        return true;
    }

    /** When it was due, if nobody looked then and no fault has happened since; null when it is in time. */
    private @Nullable Instant missed(KeyState state, Instant away) {
        Instant due = operator.deadline(state);
        boolean heardSince = state.lastFault() != null && !state.lastFault().isBefore(away);
        return due != null && due.isBefore(away) && !heardSince ? due : null;
    }
}
