package io.dockmedic.rules.file;

import io.dockmedic.rules.duration.PrometheusDuration;
import io.dockmedic.rules.proof.Proofs;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.rule.Resolve;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Warns of a proof by the incident's own end that has not the time for it: how it is over has to hold for a while, which begins after
 * the act.
 */
final class SoonOver {
    private static final Duration ROOM = Duration.ofMinutes(1);
    /** What is gone is not cured. */
    private static final Set<String> GONE = Set.of(".removed", ".gone", ".released", ".stopped");

    private SoonOver() {}

    /** @param ways how it is over */
    static void warn(YamlMap rule, RemedyPlan plan, List<Resolve> ways) {
        Optional<Duration> holds = ways.stream()
                .filter(way -> !way.trigger().kinds().stream().allMatch(SoonOver::gone))
                .map(Resolve::keeps)
                .min(Comparator.naturalOrder());
        List<YamlNode> items = rule.get("remedy").map(YamlNode::oneOrMore).orElse(List.of());
        if (holds.isEmpty() || items.size() != plan.steps().size()) {
            return;
        }
        for (int step = 0; step < items.size(); step++) {
            Step.Verify verify = plan.steps().get(step).verify();
            if (verify != null && verify.condition() == Step.State.OVER) {
                warn(items.get(step), verify, holds.get());
            }
        }
    }

    private static void warn(YamlNode item, Step.Verify verify, Duration holds) {
        Duration needed = holds.plus(verify.holds());
        if (holds.isPositive() && verify.within().compareTo(needed) <= 0) {
            item.openMap()
                    .flatMap(map -> map.get("verify"))
                    .ifPresent(node -> node.warning(
                            "'within' is " + PrometheusDuration.format(verify.within()) + ", and it can be over after "
                                    + PrometheusDuration.format(holds)
                                    + " at the soonest, by resolve: the proof can hardly hold",
                            Proofs.longer(needed, needed.plus(ROOM))));
        }
    }

    private static boolean gone(String kind) {
        return GONE.stream().anyMatch(kind::endsWith);
    }
}
