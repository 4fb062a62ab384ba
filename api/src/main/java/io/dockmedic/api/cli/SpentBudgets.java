package io.dockmedic.api.cli;

import io.dockmedic.api.config.Budget;
import io.dockmedic.api.config.Budgets;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Steps of the owner's own rules that are never done, or never skipped, for a budget is spent by then. */
final class SpentBudgets {
    private SpentBudgets() {}

    /**
     * One line for each.
     *
     * @param budgets  of service, rule, action and host
     * @param cooldown so long between two acts on a service
     */
    static List<String> in(RuleSet set, Budgets budgets, Duration cooldown) {
        return RulePlace.own(set)
                .flatMap(rule -> Stream.concat(longer(rule, budgets, cooldown).limit(1), neverSkipped(rule, budgets))
                        .map(why -> RulePlace.of(set, rule) + " " + why))
                .toList();
    }

    /** An act of a ladder: by what, and how long after the one before it begins at the latest when none helps. */
    private record Act(String action, Duration gap) {}

    /** A ladder that has more acts than a budget, so close together that none of the first is out of its time by then. */
    private static Stream<String> longer(Rule rule, Budgets budgets, Duration cooldown) {
        List<Act> acts = acts(rule.plan(), cooldown);
        Stream<String> byAction = acts.stream()
                .map(Act::action)
                .distinct()
                .flatMap(action -> longer(acts, action, budgets.action(), "an action", "action"));
        return Stream.of(longer(acts, "", budgets.service(), "a service", "service"),
                longer(acts, "", budgets.rule(), "a rule", "rule"), byAction,
                longer(acts, "", budgets.host(), "this host", "host")).flatMap(lines -> lines);
    }

    /** @param action of which alone the budget is; empty for all */
    private static Stream<String> longer(List<Act> ladder, String action, Budget budget, String whose, String key) {
        List<Duration> counted = new ArrayList<>();
        Duration since = Duration.ZERO;
        for (Act act : ladder) {
            since = since.plus(act.gap());
            if (action.isEmpty() || act.action().equals(action)) {
                counted.add(since);
            }
        }
        if (counted.size() <= budget.acts()) {
            return Stream.of();
        }
        // From the first act to the first that is one too many.
        Duration span = counted.get(budget.acts()).minus(counted.getFirst());
        return span.compareTo(budget.within()) >= 0
                ? Stream.of()
                : Stream.of("has a remedy of " + counted.size() + " acts" + (action.isEmpty() ? "" : " by " + action)
                        + ", and " + whose + " may have " + says(budget)
                        + ": what comes after those is skipped; let it have fewer attempts or steps, or write budgets: {"
                        + key + ": {acts: " + counted.size() + "}} in the configuration");
    }

    private static List<Act> acts(RemedyPlan plan, Duration cooldown) {
        List<Act> acts = new ArrayList<>();
        Duration proof = Duration.ZERO;
        for (Step step : plan.steps()) {
            if (step.verify() == null) {
                continue;
            }
            for (Duration wait : step.attempts()) {
                Duration gap = proof.plus(wait);
                acts.add(new Act(step.action(), gap.compareTo(cooldown) < 0 ? cooldown : gap));
                proof = Objects.requireNonNull(step.verify()).within();
            }
        }
        return acts;
    }

    private static Stream<String> neverSkipped(Rule rule, Budgets budgets) {
        return rule.plan()
                .steps()
                .stream()
                .flatMap(step -> Stream.ofNullable(step.skipAfter())
                        .flatMap(skip -> Stream.of(
                                neverSkipped(step, skip, budgets.service(), "a service"),
                                neverSkipped(step, skip, budgets.action(), "an action"),
                                neverSkipped(step, skip, budgets.host(), "this host"))
                                .flatMap(Optional::stream)
                                .limit(1)));
    }

    private static Optional<String> neverSkipped(Step step, Step.SkipAfter skip, Budget budget, String whose) {
        return skip.acts() <= most(budget, skip.within())
                ? Optional.empty()
                : Optional.of("skips " + step.action() + " after " + skip.acts() + " acts in "
                        + PrometheusDuration.format(skip.within()) + ", and " + whose + " may have "
                        + says(budget) + ": it is never skipped for that; write skip_after: {acts: "
                        + Math.max(1, budget.acts() - 1) + ", within: "
                        + PrometheusDuration.format(skip.within()) + "}");
    }

    /** How many acts there can be in so long. */
    static long most(Budget budget, Duration time) {
        return budget.acts() * (time.minusNanos(1).dividedBy(budget.within()) + 1);
    }

    static String says(Budget budget) {
        return budget.acts() + " in " + PrometheusDuration.format(budget.within());
    }
}
