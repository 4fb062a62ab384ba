package io.dockmedic.rules.engine;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.Reaction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A rule's operator, for states whose type only it knows. */
final class Operated<S> {
    private final Operator<S> operator;

    private Operated(Operator<S> operator) {
        this.operator = operator;
    }

    static <S> Operated<S> of(Operator<S> operator) {
        return new Operated<>(operator);
    }

    Reaction<S> matched(KeyState key, Subject subject, Instant now) throws ExpressionException {
        @Nullable
        S state = state(key);
        return key.fires() ? operator.again(state, subject, now) : operator.matched(state, subject, now);
    }

    /** What is remembered of the key when a reading has come; null for nothing. */
    @Nullable
    Object heard(KeyState key, Instant now) {
        S state = state(key);
        return state == null ? null : operator.heard(state, now);
    }

    boolean has(KeyState key, Event event) {
        S state = state(key);
        return state != null && operator.has(state, event);
    }

    boolean settledBy(KeyState key, Subject subject) throws ExpressionException {
        return operator.settledBy(key.fires() ? null : state(key), subject);
    }

    /** What is remembered of the key after what came late; null where that settles nothing. */
    @Nullable
    Object settledLate(KeyState key, Subject subject, Instant now) throws ExpressionException {
        S state = state(key);
        return state == null ? null : operator.settledLate(state, subject, now);
    }

    /** When nobody knows any more how the key is, unless a reading comes before; null where that is not minded. */
    @Nullable
    Instant unknownFrom(KeyState key) {
        S state = state(key);
        return state == null ? null : operator.unknownFrom(state);
    }

    @Nullable
    Instant deadline(KeyState key) {
        S state = state(key);
        return state == null ? null : operator.deadline(state);
    }

    /** What its deadline brings; null when it has none or that has not come. */
    @Nullable
    Reaction<S> due(KeyState key, Instant now) {
        S state = state(key);
        Instant deadline = deadline(key);
        return state == null || deadline == null || deadline.isAfter(now) ? null : operator.due(state, now);
    }

    /** Before which nothing counts any more. */
    Instant since(Object state) {
        return operator.since(operator.stateType().cast(state));
    }

    @Nullable
    Object afterwards(KeyState key) {
        return operator.afterwards(state(key));
    }

    @Nullable
    Object notAfter(KeyState key, Instant now) {
        S state = state(key);
        return state == null ? null : operator.notAfter(state, now);
    }

    boolean heedsSilence() {
        return operator.heedsSilence();
    }

    boolean cancelledAtOnce() {
        return operator.cancelledAtOnce();
    }

    boolean faultMayCalm() {
        return operator.faultMayCalm();
    }

    /** It is the operator's own, or was read as that; and each operator's method looks once more. */
    @SuppressWarnings("unchecked")
    private @Nullable S state(KeyState key) {
        return (S) key.operator();
    }
}
