package io.dockmedic.api.doctor.container;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
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
                .compose(containers -> facts.engine()
                        .map(answer -> of(containers,
                                !(answer instanceof CallResult.Done<EngineInfo>(EngineInfo info))
                                        || info.tellsRequests())));
    }

    private List<Finding> of(List<Sighting> containers, boolean asked) {
        List<Prognosis> all = containers.stream()
                .sorted(Comparator.comparing((Sighting one) -> one.container().service().key())
                        .thenComparing(one -> one.container().id()))
                .map(one -> Prognosis.of(one, forecast, labelsHelp, asked))
                .toList();
        List<Finding> found = new ArrayList<>();
        found.add(summary(all));
        all.forEach(one -> found.add(one.finding()));
        return found;
    }

    private static Finding summary(List<Prognosis> all) {
        if (all.isEmpty()) {
            return Finding.ok("the engine has no containers");
        }
        long healed = all.stream().filter(Prognosis::healed).count();
        long meant = all.stream().filter(Prognosis::meantToBe).count();
        long left = all.size() - healed - meant;
        String counts = healed + " of " + all.size() + " containers would be healed; left alone: " + meant
                + " on purpose or because they do not run, " + left + " for want of a label or a health check";
        return healed == 0 && left > 0
                ? Finding.loses(counts, Feature.HEALING)
                        .todo("one by one, by label: dockmedic.heal=true", "or all but those that refuse: heal: all")
                : Finding.ok(counts);
    }
}
