package io.dockmedic.remediation.decide.brake;

import io.dockmedic.collectors.event.Container;

/**
 * Whoever belongs to a group.
 *
 * @param groups all there are: what fits several belongs to the first
 * @param name   of the one
 */
public record Members(Groups groups, String name) implements Whom {
    @Override
    public boolean matches(Container container) {
        return groups.of(container).filter(one -> one.name().equals(name)).isPresent();
    }

    @Override
    public String text() {
        return "group " + name;
    }

    @Override
    public String toString() {
        return text();
    }
}
