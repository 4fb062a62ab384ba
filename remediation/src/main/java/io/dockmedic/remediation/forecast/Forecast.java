package io.dockmedic.remediation.forecast;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.remediation.action.restart.RestartAction;
import io.dockmedic.remediation.decide.Circumstances;
import io.dockmedic.remediation.decide.Decider;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Situation;
import io.dockmedic.remediation.decide.Spent;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.decide.brake.Brakes;
import io.dockmedic.remediation.decide.guard.ConsentGuard;
import io.dockmedic.remediation.decide.guard.Guards;
import io.dockmedic.rules.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Whether a container would be restarted if it died by itself, or turned unhealthy. Those guards answer that will then,
 * and only those whose answer is not of the moment: a budget, a pause or a storm may still stand against it. Of several
 * reasons against it the one is given that no label would take away.
 */
public final class Forecast {
    /** Consent is asked last: against what the others say no label helps. */
    private static final Decider DECIDER = new Decider(Guards.OF_THE_CONTAINER.stream()
            .sorted(Comparator.comparing(ConsentGuard.class::isInstance))
            .toList());

    private final Policy policy;
    private final Instant now;

    /** @param now when it is asked; of no account for the answer */
    public Forecast(Policy policy, Instant now) {
        this.policy = policy;
        this.now = now;
    }

    /** If it ended with an error, and nobody had asked for it. */
    public Verdict died(Container container, ContainerState state) {
        return after(new ContainerEvent.Died(now, "", Origin.ENGINE, container, 1, false,
                new Judgement(Intent.NOT_ASKED, false, List.of()), false, 0, Duration.ZERO, false, ""), state);
    }

    /** If its health check said that it is unhealthy. */
    public Verdict unhealthy(Container container, ContainerState state) {
        return after(new ContainerEvent.HealthChanged(now, "", Origin.ENGINE, container, "unhealthy", 1, ""), state);
    }

    private Verdict after(ContainerEvent event, ContainerState state) {
        Incident incident = new Incident("", "", event.subject(), Incident.State.FIRING, now, now, null, "", Map.of(),
                Map.of(), List.of(event), 1);
        return DECIDER.judge(new Proposal(now, RestartAction.ABOUT, true, incident, event.container(), state, policy,
                new Situation(false, true, now), Circumstances.QUIET, Spent.NOTHING, Brakes.NONE));
    }
}
