package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import java.util.List;
import java.util.Map;

/**
 * A container of the project.
 *
 * @param container who it is
 * @param state     as it was looked at
 * @param service   its name in the project
 * @param needs     what it depends on, by the names of services
 * @param livesOn   ids of those whose network, memory or processes it shares
 * @param against   why it is left alone; empty when it is not
 */
record Member(Container container, ContainerState state, String service, Map<String, Need> needs,
        List<String> livesOn, String against) {
    /** Nobody wants it up again. */
    static final String ENDED_WELL = "it has ended well, by itself";

    Member {
        needs = Map.copyOf(needs);
        livesOn = List.copyOf(livesOn);
    }

    String id() {
        return state.id();
    }

    String name() {
        return state.name();
    }

    /** Its place among those of its service. */
    int number() {
        String number = container.service().number();
        return number.matches("[0-9]{1,6}") ? Integer.parseInt(number) : 0;
    }

    boolean leftAlone() {
        return !against.isEmpty();
    }

    /** Whether it is as it should be for what needs it so far; one that has ended well was started. */
    boolean met(Need need) {
        return need.met(state) || (need == Need.STARTED && against.equals(ENDED_WELL));
    }

    Member leave(String why) {
        return new Member(container, state, service, needs, livesOn, why);
    }
}
