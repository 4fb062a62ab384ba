package io.dockmedic.api.cli;

import io.dockmedic.remediation.Shipped;
import io.dockmedic.remediation.action.Catalog;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.backup.BackupVolumeAction;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.rule.Rule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Steps of the owner's own rules that the configuration does not let be done by themselves: sound, and skipped or asked about. */
final class NotPermitted {
    private NotPermitted() {}

    /** One line for each such action of a rule. */
    static List<String> in(RuleSet set, Permits permits) {
        Catalog catalog = Shipped.catalog();
        return RulePlace.own(set)
                .flatMap(rule -> Stream.of(actions(rule, catalog, permits), parts(rule, permits),
                        proofs(rule, permits))
                        .flatMap(lines -> lines)
                        .map(why -> RulePlace.of(set, rule) + " " + why))
                .toList();
    }

    private static Stream<String> actions(Rule rule, Catalog catalog, Permits permits) {
        return rule.plan()
                .steps()
                .stream()
                .map(step -> step.action())
                .distinct()
                .flatMap(action -> catalog.find(action).stream())
                .flatMap(about -> why(about, permits, rule.plan()).stream());
    }

    /** Nor about what is part of another action. */
    private static Stream<String> parts(Rule rule, Permits permits) {
        return rule.plan()
                .steps()
                .stream()
                .filter(step -> step.action().equals(BackupVolumeAction.NAME))
                .map(step -> BackupVolumeAction.part(step.parameters()))
                .filter(needs -> !needs.isEmpty() && !names(permits, needs))
                .distinct()
                .map(needs -> "wants " + BackupVolumeAction.NAME + " by a command, which is an " + needs
                        + " that no approval of the configuration names, so the step is skipped; write approvals: "
                        + "[{name: …, actions: [" + needs + "], services: […]}]");
    }

    /** Nobody is asked about a proof: a step whose proof may not be looked for is skipped. */
    private static Stream<String> proofs(Rule rule, Permits permits) {
        return rule.plan()
                .steps()
                .stream()
                .flatMap(step -> Stream.ofNullable(step.verify()))
                .map(verify -> verify.condition().needs())
                .filter(needs -> !needs.isEmpty() && !names(permits, needs))
                .distinct()
                .map(needs -> "wants a proof by " + needs
                        + ", which no approval of the configuration names, so the step is skipped; write approvals: "
                        + "[{name: …, actions: [" + needs + "], services: […]}]");
    }

    private static boolean names(Permits permits, String action) {
        return permits.approvals().stream().anyMatch(one -> one.actions().contains(action));
    }

    private static Optional<String> why(ActionDescription about, Permits permits, RemedyPlan plan) {
        String wants = "wants " + about.name();
        return switch (about.kind()) {
            case SAFE -> Optional.empty();
            case CAREFUL -> permits.careful().contains(about.name())
                    ? Optional.empty()
                    : careful(about.name(), wants, permits, plan);
            case DESTRUCTIVE -> names(permits, about.name())
                    ? Optional.empty()
                    : Optional.of(wants
                            + ", which can destroy and which no approval of the configuration names, so it waits "
                            + "for a person's yes each time; to have it done without, write approvals: [{name: …, actions: ["
                            + about.name() + "], services: […]}]");
        };
    }

    private static Optional<String> careful(String action, String wants, Permits permits, RemedyPlan plan) {
        String write = "; write actions: {careful: [" + action + "]} in the configuration";
        if (!permits.ask().contains(action)) {
            return Optional.of(wants + ", which is not switched on, so the step is skipped" + write
                    + (Shipped.ASKED.contains(action) && !plan.occasion() ? ", or {ask: [" + action + "]}" : ""));
        }
        return plan.occasion()
                ? Optional.of(wants + ", about which a person is asked, and a schedule asks nobody" + write)
                : Optional.empty();
    }
}
