package io.dockmedic.rules.expression;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.kind.Kind;

/**
 * What an expression is evaluated on.
 *
 * @param kind  the event's kind
 * @param event {@code event} in the expression
 * @param count {@code count} in a template: how many events contributed to the incident so far
 */
public record Subject(Kind<?> kind, Event event, int count) {}
