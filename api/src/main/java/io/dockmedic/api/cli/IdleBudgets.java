package io.dockmedic.api.cli;

import io.dockmedic.api.config.Budget;
import io.dockmedic.api.config.Budgets;
import io.dockmedic.rules.duration.PrometheusDuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Budgets of a configuration that are never spent, whatever happens, for something else holds acts back before. */
final class IdleBudgets {
    private IdleBudgets() {}

    /**
     * One line for each.
     *
     * @param file     where they are written
     * @param cooldown so long between two acts on a service
     */
    static List<String> in(Path file, Budgets budgets, Duration cooldown) {
        Budget host = budgets.host();
        return Stream.of(
                beyond(file, "service", budgets.service(), host, "one service in trouble can spend all of it"),
                beyond(file, "rule", budgets.rule(), host, "one rule can spend all of it"),
                beyond(file, "action", budgets.action(), host, "one action can spend all of it"),
                held(file, budgets.service(), cooldown))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Every act counts against the host's, too. */
    private static Optional<String> beyond(Path file, String whose, Budget budget, Budget host, String so) {
        long most = SpentBudgets.most(host, budget.within());
        return budget.acts() <= most
                ? Optional.empty()
                : Optional.of(ConfigPlace.of(file, "budgets") + "budgets." + whose + " lets be "
                        + SpentBudgets.says(budget)
                        + " and is never spent, for this host may have " + SpentBudgets.says(host) + ", and " + so
                        + "; write " + whose + ": {acts: " + most + "} or less, or more for host");
    }

    private static Optional<String> held(Path file, Budget service, Duration cooldown) {
        return service.acts() < 2 || cooldown.compareTo(service.within()) < 0
                ? Optional.empty()
                : Optional.of(ConfigPlace.of(file, "cooldown") + "a cooldown of " + PrometheusDuration.format(cooldown)
                        + " leaves one act in each, so the service's budget of " + SpentBudgets.says(service)
                        + " is never spent; write a cooldown shorter than "
                        + PrometheusDuration.format(service.within()) + ", or budgets: {service: {acts: "
                        + service.acts() + ", within: " + PrometheusDuration.format(
                                cooldown.multipliedBy(service.acts()))
                        + "}}");
    }
}
