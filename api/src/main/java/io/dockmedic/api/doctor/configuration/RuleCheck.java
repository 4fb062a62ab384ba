package io.dockmedic.api.doctor.configuration;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.RuleLook;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;

/** Whether the rules load. */
public final class RuleCheck implements Check {
    @Override
    public String name() {
        return "rules";
    }

    @Override
    public Section section() {
        return Section.CONFIGURATION;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        return facts.rules().map(rules -> of(rules, facts.settings().config().rulesDirectory()));
    }

    static List<Finding> of(RuleLook rules, Path directory) {
        if (rules.problems().isEmpty()) {
            return List
                    .of(Finding.ok(rules.shipped() + " shipped rules, " + rules.own() + " of yours in " + directory));
        }
        return rules.problems()
                .stream()
                .map(problem -> Finding
                        .missing(
                                "refused, so that the last good rules stay, or the shipped ones only watch: " + problem)
                        .todo("correct it, then: dockmedic check " + directory))
                .toList();
    }
}
