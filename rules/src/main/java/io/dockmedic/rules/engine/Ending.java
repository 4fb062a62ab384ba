package io.dockmedic.rules.engine;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How what one rule has seen of a key comes to its end: by events that are no fault, by time, or both. For one thread. */
final class Ending {
    private static final Duration REMEMBER = Duration.ofMinutes(10);

    /** What never fired has not lasted for as long as its rule says, whatever its texts say. */
    private static final String UNFIRED = "over before the rule fired: ";

    private final Ways ways;
    private final Operated<?> operator;
    private final boolean lasts;
    private final KeyTable keys;
    private final Telling telling;
    private final RuleMeters meters;
    private final Clock clock;

    Ending(Rule rule, Kinds kinds, Operated<?> operator, KeyTable keys, Telling telling, RuleMeters meters,
            Clock clock) {
        this.lasts = rule.operator().lasts().isPresent();
        this.ways = new Ways(rule.resolve(), lasts, kinds);
        this.operator = operator;
        this.keys = keys;
        this.telling = telling;
        this.meters = meters;
        this.clock = clock;
    }

    /** An event that is no fault, of a key that something is known of. */
    void calm(String key, KeyState state, Subject subject, Outcome.Builder out) {
        Instant at = subject.event().at();
        if (state.lastFault() == null) {
            return;
        }
        if (at.isBefore(state.lastFault())) {
            late(key, state, subject, out);
            return;
        }
        if (settled(state, subject)) {
            over(key, state, at, "came after all: " + subject.event().summary(), out);
            return;
        }
        boolean atOnce = !state.fires() && operator.cancelledAtOnce();
        Ways.Step step = ways.after(state, subject, atOnce, clock.now());
        count(step);
        if (step.over() >= 0) {
            over(key, state, at, subject.event().summary(), out);
        } else if (!step.state().equals(state)) {
            keys.put(key, step.state(), out);
        }
    }

    /** It happened before the newest fault: at most it settles those before it. */
    private void late(String key, KeyState state, Subject subject, Outcome.Builder out) {
        Object settled = state.fires() ? null : settledLate(state, subject);
        Evidence left = settled == null ? Evidence.NONE : state.evidence().since(subject.event().at().plusNanos(1));
        if (left.count() > 0 && left.count() < state.evidence().count()) {
            keys.put(key, state.with(settled, left, state.incident()), out);
        } else {
            meters.stale();
        }
    }

    private @Nullable Object settledLate(KeyState state, Subject subject) {
        try {
            return operator.settledLate(state, subject, clock.now());
        } catch (ExpressionException e) {
            meters.error(e);
            return null;
        }
    }

    /** A fault that may be the last one, as the key is since. */
    void faultCalms(String key, Subject subject, Outcome.Builder out) {
        if (!operator.faultMayCalm()) {
            return;
        }
        KeyState state = keys.get(key);
        if (state != null && state.fires()) {
            Ways.Step step = ways.begun(state, subject, clock.now());
            count(step);
            if (!step.state().equals(state)) {
                keys.put(key, step.state(), out);
            }
        }
    }

    /** What cannot be evaluated is no match, and stops nothing. */
    private boolean settled(KeyState state, Subject subject) {
        try {
            return operator.settledBy(state, subject);
        } catch (ExpressionException e) {
            meters.error(e);
            return false;
        }
    }

    private void count(Ways.Step step) {
        if (step.failed() != null) {
            meters.error(step.failed());
        }
    }

    /** Whether a way had to hold until now. It has, unless by then nobody knew any more: out of silence nothing is over. */
    boolean held(String key, KeyState state, Instant now, Outcome.Builder out) {
        KeyState.Clearing clearing = state.next();
        if (clearing == null || clearing.due().isAfter(now)) {
            return false;
        }
        KeyState known = known(state, clearing.due());
        if (known.equals(state)) {
            over(key, state, clearing.at(), ways.held(clearing.way()), out);
        } else {
            keys.put(key, known, out);
        }
        return true;
    }

    /** The same without what readings had begun to clear, where none has come for so long that by {@code now} nobody knows. */
    KeyState known(KeyState state, Instant now) {
        Instant from = operator.unknownFrom(state);
        return from == null || from.isAfter(now) ? state : ways.unheard(state, from);
    }

    /** Whether that readings go on is a part of its end. */
    boolean hangsOnReadings(KeyState state) {
        return operator.unknownFrom(state) != null && !ways.unheard(state, Instant.MIN).equals(state);
    }

    /** Nothing is heard of it any more, and the rule takes that for well. */
    void silent(String key, KeyState state, Instant now, Outcome.Builder out) {
        over(key, state, now, "no reading of it came any more", out);
    }

    /** The next occasion has come {@code now}: what the last one began is over. */
    void timeIsUp(Instant now, Outcome.Builder out) {
        for (Map.Entry<String, KeyState> key : keys.all().entrySet()) {
            if (key.getValue().fires()) {
                over(key.getKey(), key.getValue(), now, Incident.TIME_IS_UP, out);
            }
        }
    }

    /**
     * Readings pause. What was only pending because of them is over, and what they had begun to clear goes on; whatever fires
     * goes on too.
     *
     * @param fault whether the rule's fault is in such readings
     */
    void paused(Event by, boolean fault, Outcome.Builder out) {
        for (Map.Entry<String, KeyState> key : keys.all().entrySet()) {
            KeyState state = key.getValue();
            KeyState next = ways.paused(state, by.pauses());
            if (fault && state.incident() != null && !state.fires()) {
                over(key.getKey(), state, by.at(), "it is not read any more: " + by.summary(), out);
            } else if (!next.equals(state)) {
                keys.put(key.getKey(), next, out);
            }
        }
    }

    /** What was heard of it so far does not make it over. */
    void anew(String key, KeyState state, Outcome.Builder out) {
        KeyState next = ways.anew(state);
        if (!next.equals(state)) {
            keys.put(key, next, out);
        }
    }

    /** What was remembered before a restart, with no time in it that lies further ahead than it could. */
    KeyState since(KeyState saved, Instant now) {
        return saved.notAfter(now, kept -> ways.bounded(kept, now), now.plus(REMEMBER))
                .withOperator(operator.notAfter(saved, now));
    }

    /** What fires for a time only, and whose time was up while nobody looked, is not begun now: it is over. */
    boolean passed(String key, KeyState restored, Instant now, Outcome.Builder out) {
        return lasts && restored.fires() && held(key, restored, now, out);
    }

    private void over(String key, KeyState state, Instant at, String why, Outcome.Builder out) {
        if (state.incident() != null) {
            telling.resolved(state.incident(), state.fires() ? why : UNFIRED + why, out);
        }
        KeyState over = KeyState.over(at, clock.now().plus(REMEMBER));
        keys.put(key, over.withOperator(operator.afterwards(state)), out);
    }
}
