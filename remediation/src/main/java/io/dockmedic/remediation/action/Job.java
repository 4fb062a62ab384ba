package io.dockmedic.remediation.action;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.decide.TakenDown;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.record.Act;
import io.dockmedic.rules.incident.Incident;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an action is asked to do.
 *
 * @param act        id of the intent
 * @param incident   as it is now
 * @param container  it is about; null when the incident is about none
 * @param state      as it was just looked at; null for actions that change nothing
 * @param step       the rung, from 0
 * @param resets     how often somebody's act began the ladder anew after a person was told, or what they approved failed
 * @param parameters the step's
 * @param attempts   what was tried so far for this incident, and what came of it
 * @param acts       the service's latest, for whichever incident, oldest first; those on the host when there is no container
 * @param takenDown  those that took it down on purpose, of whatever age, oldest first
 * @param approved   what a person was told would be done, who has just said yes; empty where nobody was asked
 */
public record Job(
        String act,
        Incident incident,
        @Nullable Container container,
        @Nullable ContainerState state,
        int step,
        int resets,
        Map<String, String> parameters,
        List<Attempt> attempts,
        List<Act> acts,
        List<TakenDown> takenDown,
        String approved) {
    /** One that nobody was asked about. */
    public Job(String act, Incident incident, @Nullable Container container, @Nullable ContainerState state, int step,
            int resets, Map<String, String> parameters, List<Attempt> attempts, List<Act> acts,
            List<TakenDown> takenDown) {
        this(act, incident, container, state, step, resets, parameters, attempts, acts, takenDown, "");
    }
}
