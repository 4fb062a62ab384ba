package io.dockmedic.remediation.decide.guard;

import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/** Nobody's container is healed, and nobody is paged about it, without the owner's consent. */
public final class ConsentGuard implements Guard {
    private static final String HEAL = "dockmedic.heal";
    private static final String AUTOHEAL = "autoheal";

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        if (proposal.container() == null) {
            // A person is still told.
            return proposal.changes() && proposal.policy().heal() == HealMode.NONE
                    ? Optional.of(new Verdict.Suppress(Reason.NOT_SWITCHED_ON, "the configuration says heal: none"))
                    : Optional.empty();
        }
        if (says(proposal, HEAL, "false") || says(proposal, AUTOHEAL, "false")) {
            return no("a label of the container refuses");
        }
        if (proposal.policy().heal() == HealMode.NONE) {
            return no("the configuration says heal: none");
        }
        if (says(proposal, HEAL, "true")) {
            return Optional.empty();
        }
        if (proposal.container().job()) {
            return no("the container is a job, which may end");
        }
        if (proposal.policy().heal() == HealMode.ALL) {
            return Optional.empty();
        }
        if (!says(proposal, AUTOHEAL, "true")) {
            return no("the container has no label dockmedic.heal=true");
        }
        boolean restartOrWord = proposal.bringsUp() || !proposal.changes();
        if (restartOrWord && proposal.incident().latest() instanceof HealthChanged health
                && health.status().equals("unhealthy")) {
            return Optional.empty();
        }
        return Optional.of(new Verdict.Suppress(
                Reason.CONSENT_LIMITED, "autoheal=true consents to a restart when unhealthy, not to this"));
    }

    private static boolean says(Proposal proposal, String label, String value) {
        return proposal.label(label).strip().equalsIgnoreCase(value);
    }

    private static Optional<Verdict> no(String why) {
        return Optional.of(new Verdict.Suppress(Reason.NO_CONSENT, why));
    }
}
