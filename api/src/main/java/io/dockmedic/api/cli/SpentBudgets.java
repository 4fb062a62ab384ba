package io.dockmedic.api.cli;

import io.dockmedic.api.config.Budget;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Steps of the owner's own rules that are never done, or never skipped, for the service's budget is spent by then. */
final class SpentBudgets {
    private SpentBudgets() {}

    /**
     * One line for each.
     *
     * @param service  the service's
     * @param cooldown so long between two acts on it
     */
    static List<String> in(RuleSet set, Budget service, Duration cooldown) {
        return RulePlace.own(set)
                .flatMap(rule -> Stream.concat(longer(rule, service, cooldown), neverSkipped(rule, service))
                        .map(why -> RulePlace.of(set, rule) + " " + why))
                .toList();
    }

    /** A ladder that has more acts than the budget, so close together that none of the first is out of its time by then. */
    private static Stream<String> longer(Rule rule, Budget budget, Duration cooldown) {
        List<Duration> gaps = gaps(rule.plan(), cooldown);
        if (gaps.size() <= budget.acts()) {
            return Stream.of();
        }
        // From the first act to the first that is one too many.
        Duration span = gaps.subList(1, budget.acts() + 1).stream().reduce(Duration.ZERO, Duration::plus);
        return span.compareTo(budget.within()) >= 0
                ? Stream.of()
                : Stream.of("has a remedy of " + gaps.size() + " acts, and a service may have " + says(budget)
                        + ": what comes after those is skipped; let it have fewer attempts or steps, or write budgets: "
                        + "{service: {acts: " + gaps.size() + "}} in the configuration");
    }

    /** Of each act of the ladder, when none helps, how long after the one before it begins at the latest. */
    private static List<Duration> gaps(RemedyPlan plan, Duration cooldown) {
        List<Duration> gaps = new ArrayList<>();
        Duration proof = Duration.ZERO;
        for (Step step : plan.steps()) {
            if (step.verify() == null) {
                continue;
            }
            for (Duration wait : step.attempts()) {
                Duration gap = proof.plus(wait);
                gaps.add(gap.compareTo(cooldown) < 0 ? cooldown : gap);
                proof = Objects.requireNonNull(step.verify()).within();
            }
        }
        return gaps;
    }

    private static Stream<String> neverSkipped(Rule rule, Budget budget) {
        return rule.plan()
                .steps()
                .stream()
                .flatMap(step -> Stream.ofNullable(step.skipAfter())
                        .filter(skip -> skip.acts() > most(budget, skip.within()))
                        .map(skip -> "skips " + step.action() + " after " + skip.acts() + " acts in "
                                + PrometheusDuration.format(skip.within()) + ", and a service may have "
                                + says(budget) + ": it is never skipped for that; write skip_after: {acts: "
                                + Math.max(1, budget.acts() - 1) + ", within: "
                                + PrometheusDuration.format(skip.within()) + "}"));
    }

    /** How many acts there can be in so long. */
    private static long most(Budget budget, Duration time) {
        return budget.acts() * (time.minusNanos(1).dividedBy(budget.within()) + 1);
    }

    private static String says(Budget budget) {
        return budget.acts() + " in " + PrometheusDuration.format(budget.within());
    }
}
