package io.dockmedic.api.doctor.container;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.Unseen;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.forecast.Forecast;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Of every container, whether it would be healed; of those that would not, why, and what to write. */
public final class ContainerCheck implements Check {
    private final Forecast forecast;
    private final boolean labelsHelp;

    /** @param now when it is asked */
    public ContainerCheck(Policy policy, Instant now) {
        this.forecast = new Forecast(policy, now);
        this.labelsHelp = policy.heal() != HealMode.NONE;
    }

    @Override
    public String name() {
        return "containers";
    }

    @Override
    public Section section() {
        return Section.CONTAINERS;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        return facts.containers()
                .compose(containers -> facts.unseen()
                        .compose(unseen -> facts.engine()
                                .map(answer -> of(containers, unseen,
                                        !(answer instanceof CallResult.Done<EngineInfo>(EngineInfo info))
                                                || info.tellsRequests()))));
    }

    private List<Finding> of(List<Sighting> containers, List<Unseen> unseen, boolean asked) {
        List<Prognosis> all = containers.stream()
                .sorted(Comparator.comparing((Sighting one) -> one.container().service().key())
                        .thenComparing(one -> one.container().id()))
                .map(one -> Prognosis.of(one, forecast, labelsHelp, asked))
                .toList();
        List<Finding> found = new ArrayList<>();
        found.add(summary(all));
        all.forEach(one -> found.add(one.finding()));
        unseen.forEach(one -> found.add(Finding.unknown(one.why())
                .todo("docker inspect " + one.name() + "   hangs or fails, too: then it is the engine's fault, and goes"
                        + " with its next restart, as a rule")
                .about(one.name())));
        return found;
    }

    private Finding summary(List<Prognosis> all) {
        if (all.isEmpty()) {
            return Finding.ok("the engine has no containers");
        }
        long healed = all.stream().filter(Prognosis::healed).count();
        long meant = all.stream().filter(Prognosis::meantToBe).count();
        long byEngine = all.stream().filter(Prognosis::leftToTheEngine).count();
        long left = all.size() - healed - meant - byEngine;
        String counts = healed + " of " + all.size() + " containers would be healed"
                + (byEngine == 0 ? "" : "; restarted by the engine, and not by Dockmedic: " + byEngine)
                + "; left alone: " + meant + " on purpose or because they do not run, " + left
                + (labelsHelp ? " for want of a label or a health check" : " for the configuration says heal: none");
        if (healed > 0 || left == 0) {
            return Finding.ok(counts);
        }
        Finding nothing = Finding.loses(counts, Feature.HEALING);
        return labelsHelp
                ? nothing.todo("one by one, by label: dockmedic.heal=true", "or all but those that refuse: heal: all")
                : nothing.todo("heal: labelled");
    }
}
