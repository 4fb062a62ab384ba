package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Containers that an orchestrator owns are observed only, neither changed nor paged about. */
public final class OrchestratedGuard implements Guard {
    /** Labels that only an orchestrator sets, and its name. */
    private static final Map<String, String> MARKS = Map.of(
            "com.docker.swarm.task.id", "Swarm",
            "com.docker.swarm.service.id", "Swarm",
            "io.kubernetes.pod.name", "Kubernetes",
            "io.kubernetes.container.name", "Kubernetes",
            "com.hashicorp.nomad.alloc_id", "Nomad",
            "com.amazonaws.ecs.task-arn", "ECS",
            "PODMAN_SYSTEMD_UNIT", "systemd");

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        return owner(proposal::label)
                .map(owner -> new Verdict.Suppress(Reason.ORCHESTRATED, owner + " owns the container"));
    }

    /** The name of the orchestrator that owns it, by its labels; a label that it does not have is empty. */
    public static Optional<String> owner(UnaryOperator<String> label) {
        return MARKS.entrySet()
                .stream()
                .filter(mark -> !label.apply(mark.getKey()).isEmpty())
                .findFirst()
                .map(Map.Entry::getValue);
    }
}
