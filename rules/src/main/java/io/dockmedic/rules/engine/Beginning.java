package io.dockmedic.rules.engine;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange.What;
import io.dockmedic.rules.operator.Reaction;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How faults of a key that one rule has seen become an incident, pending or firing, and what one more does to it. For one thread. */
final class Beginning {
    private final Operated<?> operator;
    private final KeyTable keys;
    private final IncidentFactory incidents;
    private final Telling telling;
    private final Ending ending;
    private final Clock clock;

    Beginning(Operated<?> operator, KeyTable keys, IncidentFactory incidents, Telling telling, Ending ending,
            Clock clock) {
        this.operator = operator;
        this.keys = keys;
        this.incidents = incidents;
        this.telling = telling;
        this.ending = ending;
        this.clock = clock;
    }

    /** One more fault of a key that has an incident. */
    void goesOn(String key, KeyState before, @Nullable Object remembered, Subject subject, Outcome.Builder out)
            throws ExpressionException {
        Evidence evidence = before.evidence().and(subject.event());
        Incident more = incidents.with(Objects.requireNonNull(before.incident()), evidence);
        KeyState state = before.faulty(subject.event(), remembered, evidence, more);
        boolean reading = subject.event().reading();
        if (reading && before.clearing().isEmpty() && Objects.equals(before.operator(), remembered)) {
            // It still is so: known when the incident is told of next, and not worth a word or a write of its own.
            keys.note(key, state);
        } else {
            keys.put(key, state, out);
        }
        if (state.fires() && !reading) {
            telling.fault(What.AGAIN, more, out);
        }
        ending.faultCalms(key, subject, out);
    }

    /** Does what the operator says of one more fault, of a key whose incident does not fire; what is over may fire, too. */
    void react(String key, KeyState before, Event fault, Reaction<?> reaction, Outcome.Builder out) {
        react(key, before, fault, before.evidence().and(fault), reaction, null, out);
    }

    /**
     * The same of what is due.
     *
     * @param missedAt when it was due, while nobody looked; null for now
     */
    void react(String key, KeyState state, Reaction<?> reaction, @Nullable Instant missedAt, Outcome.Builder out) {
        react(key, state, null, state.evidence(), reaction, missedAt, out);
    }

    private void react(String key, KeyState state, @Nullable Event fault, Evidence evidence, Reaction<?> reaction,
            @Nullable Instant missedAt, Outcome.Builder out) {
        Object remembered = reaction.state();
        switch (reaction.does()) {
            case PASS, WAIT -> {
                Evidence counted = remembered == null ? Evidence.NONE : evidence.since(operator.since(remembered));
                keys.put(key, next(state, fault, remembered, counted, state.incident()), out);
            }
            case OVER -> ending.silent(key, state, clock.now(), out);
            case PEND -> {
                Incident pending = incidents.pending(key, evidence);
                telling.fault(What.PENDING, pending, out);
                keys.put(key, next(state, fault, remembered, evidence, pending), out);
            }
            case FIRE -> {
                Evidence kept = evidence.since(reaction.since());
                Evidence counted = reaction.count() > 0 ? kept.counted(reaction.count()) : kept;
                Incident pending = state.incident();
                Incident firing = pending == null
                        ? incidents.firing(key, counted, missedAt)
                        : incidents.firing(pending, missedAt);
                telling.fault(What.FIRED, firing, out);
                keys.put(key, next(state, fault, remembered, counted, firing), out);
            }
        }
    }

    private static KeyState next(KeyState state, @Nullable Event fault, @Nullable Object remembered, Evidence evidence,
            @Nullable Incident incident) {
        return fault == null
                ? state.with(remembered, evidence, incident)
                : state.faulty(fault, remembered, evidence, incident);
    }
}
