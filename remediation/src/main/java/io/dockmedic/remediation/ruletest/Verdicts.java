package io.dockmedic.remediation.ruletest;

import io.dockmedic.remediation.action.Catalog;
import io.dockmedic.remediation.decide.Circumstances;
import io.dockmedic.remediation.decide.Decider;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Situation;
import io.dockmedic.remediation.decide.Spent;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.decide.brake.Brakes;
import io.dockmedic.remediation.decide.guard.Guards;
import io.dockmedic.rules.drive.Told;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the guards say of a ladder's first step, as if nothing else had happened: the engine in sight for an hour, nothing
 * spent, nobody else at work on the service.
 */
public final class Verdicts {
    private static final Duration IN_SIGHT = Duration.ofHours(1);

    private final Decider decider = new Decider(Guards.IN_ORDER);
    private final Catalog catalog;
    private final Policy policy;

    public Verdicts(Catalog catalog, HealMode heal) {
        this.catalog = catalog;
        Policy usual = Policy.DEFAULT;
        this.policy = new Policy(
                heal, usual.dryRun(), usual.service(), usual.rule(), usual.action(), usual.host(), usual.settle(),
                usual.staleAfter(),
                usual.cooldown(), usual.storm(), usual.windows(), usual.permits(), usual.ownContainers(),
                usual.ownImages());
    }

    /** Empty when the rule has no remedy. */
    public Optional<Verdict> of(Told told) {
        List<Step> steps = told.change().plan().steps();
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        Incident incident = told.change().incident();
        return catalog.find(steps.getFirst().action())
                .map(about -> decider.judge(new Proposal(
                        told.at(), about, policy.permits().allow(about, incident.target(), told.at()), incident,
                        incident.target(), null, policy,
                        new Situation(false, true, told.at().minus(IN_SIGHT)), Circumstances.QUIET, Spent.NOTHING,
                        Brakes.NONE)));
    }
}
