package io.dockmedic.api.doctor.healer;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.EngineTraits;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** The engine itself: restart policies, and the swarm. */
public final class PolicyCheck implements Check {
    @Override
    public String name() {
        return "restart_policies";
    }

    @Override
    public Section section() {
        return Section.HEALERS;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        return facts.containers()
                .compose(containers -> facts.traits()
                        .map(traits -> of(containers,
                                traits instanceof CallResult.Done<EngineTraits>(EngineTraits known) && known.swarm())));
    }

    static List<Finding> of(List<Sighting> containers, boolean swarm) {
        List<Finding> found = new ArrayList<>();
        long restarted = containers.stream().filter(PolicyCheck::restarted).count();
        found.add(Finding.ok("the engine itself restarts " + restarted + " of " + containers.size()
                + " containers when they end (restart policy); it goes first, and of a loop Dockmedic tells a person"));
        long composed = containers.stream().filter(one -> !one.container().service().project().isEmpty()).count();
        if (composed > 0) {
            found.add(Finding.ok(composed + " of them are Compose's, whose `up` and `down` have the right of way"));
        }
        if (swarm) {
            found.add(Finding.ok("the engine is a node of a swarm, whose tasks are only watched"));
        }
        return found;
    }

    /** Whether the engine starts it again after an end that nobody asked for. */
    public static boolean restarted(Sighting sighting) {
        return switch (sighting.state().restartPolicy().name()) {
            case "always", "unless-stopped", "on-failure" -> true;
            default -> false;
        };
    }
}
