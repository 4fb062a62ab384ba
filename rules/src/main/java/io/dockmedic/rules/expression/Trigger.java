package io.dockmedic.rules.expression;

import java.util.Set;

/**
 * Which events are meant: {@code on} and {@code when}.
 *
 * @param kinds names of kinds
 * @param when  compiled for these kinds
 */
public record Trigger(Set<String> kinds, Condition when) {
    public Trigger {
        kinds = Set.copyOf(kinds);
    }

    /** Whether the event is one of those meant. */
    public boolean matches(Subject subject) throws ExpressionException {
        return kinds.contains(subject.kind().name()) && when.test(subject);
    }
}
