package io.dockmedic.rules.file;

import io.dockmedic.rules.expression.Nearest;
import io.dockmedic.rules.operator.OperatorSyntax;
import io.dockmedic.rules.proof.Heard;
import io.dockmedic.rules.proof.Proofs;
import io.dockmedic.rules.remedy.ActionCatalog;
import io.dockmedic.rules.remedy.ListText;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.yaml.TextList;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a remedy's ladder and checks it against the actions there are. */
final class RemedyReader {
    private static final int MOST_ATTEMPTS = 10;
    private static final int MOST_ACTS = 100;
    private static final Duration OLDEST_BACKUP = Duration.ofDays(366);

    private final ActionCatalog actions;
    private final Heard heard;

    /** @param heard reads what is about events in a proof */
    RemedyReader(ActionCatalog actions, Heard heard) {
        this.actions = actions;
        this.heard = heard;
    }

    /**
     * @param occasion  the rule fires because a time has come, and is about no container
     * @param elsewhere what is about something else than the rule
     */
    RemedyPlan read(YamlNode node, boolean occasion, SeenElsewhere elsewhere) {
        List<Step> steps = new ArrayList<>();
        List<YamlNode> items = node.list().orElse(List.of());
        for (YamlNode item : items) {
            item.map(List.of("action", "with", "attempts", "skip_after", "after_backup", "quiet", "verify"))
                    .flatMap(map -> step(item, map))
                    .ifPresent(step -> {
                        about(item, step, occasion);
                        elsewhere.check(item, step, occasion && step.parameters().containsKey(ActionCatalog.SERVICE));
                        reached(item, step, steps);
                        steps.add(step);
                    });
        }
        if (!steps.isEmpty() && steps.size() == items.size()) {
            Step.Verify last = steps.getLast().verify();
            if (last != null && !last.condition().cures()) {
                items.getLast()
                        .problem("what '" + last.condition().word() + "' proves is no cure, so a step must follow",
                                "write - action: escalate");
            } else if (actions.keeps(steps.getLast().action()) || actions.marks(steps.getLast().action())) {
                items.getLast()
                        .problem("'" + steps.getLast().action() + (occasion
                                ? "' may fail, and nobody would hear of it, so a step must follow"
                                : "' is no cure, so a step must follow"),
                                "write - action: escalate");
            }
            String skips = steps.getLast().skipAfter() != null
                    ? "skip_after"
                    : steps.getLast().afterBackup() != null
                            ? "after_backup"
                            : steps.getLast().quiet() != null ? "quiet" : "";
            if (!skips.isEmpty()) {
                items.getLast()
                        .problem("the last step cannot be skipped: nothing would be left",
                                last == null ? "remove " + skips : "write - action: escalate after it");
            }
        }
        return new RemedyPlan(steps, occasion);
    }

    /** On a schedule it is not known which container is meant, and anywhere else it is. */
    private void about(YamlNode item, Step step, boolean occasion) {
        boolean named = step.parameters().containsKey(ActionCatalog.SERVICE);
        if (!occasion) {
            if (named && actions.keeps(step.action())) {
                item.problem("'" + step.action() + "' is done to the container that the rule is about",
                        "remove " + ActionCatalog.SERVICE + ", or write a rule with a schedule");
            }
        } else if (actions.keeps(step.action())) {
            if (!named) {
                item.problem("'" + step.action() + "' is done to a container, and a schedule is about none",
                        "write with: {" + ActionCatalog.SERVICE + ": shop/db/1}");
            }
        } else if (actions.marks(step.action())) {
            item.problem("'" + step.action() + "' is done to a GPU, and a schedule is about none",
                    "write prune, backup-volume or escalate");
        } else if (!ofTheHost(step.action())) {
            item.problem("'" + step.action() + "' is done to a container, and a schedule is about none",
                    "write prune, backup-volume or escalate");
        }
    }

    /** Who is called has it from then on: what only tells ends the remedy. */
    private void reached(YamlNode item, Step step, List<Step> before) {
        before.stream()
                .map(Step::action)
                .filter(action -> !actions.needsVerify(action) && !actions.marks(action))
                .findFirst()
                .ifPresent(end -> item.problem("'" + step.action() + "' is never reached, for '" + end
                        + "' ends the remedy",
                        step.action().equals(end)
                                ? "remove it"
                                : "write it before '" + end + "', which is the last step, or remove it"));
    }

    private boolean ofTheHost(String action) {
        return !actions.needsVerify(action) || actions.proofs(action).equals(Set.of(Step.State.FREED.word()));
    }

    private Optional<Step> step(YamlNode item, YamlMap map) {
        Optional<YamlNode> action = map.required("action", Nearest.hint("", actions.names()));
        Optional<String> name = action.flatMap(YamlNode::text);
        Set<String> lists = name.map(actions::lists).orElse(Set.of());
        Optional<Map<String, String>> parameters = map.get("with")
                .map(node -> parameters(node, lists))
                .orElse(Optional.of(Map.of()));
        List<Duration> attempts = map.get("attempts").map(RemedyReader::attempts).orElse(List.of(Duration.ZERO));
        Optional<Step.Verify> verify = map.get("verify")
                .flatMap(node -> Proofs.read(node, heard));
        if (action.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        if (!actions.names().contains(name.get())) {
            action.get()
                    .problem("there is no action '" + name.get() + "'", Nearest.hint(name.get(), actions.names()));
            return Optional.empty();
        }
        parameters.flatMap(texts -> actions.problem(name.get(), texts))
                .ifPresent(problem -> map.get("with").orElse(item).problem(problem, ""));
        proof(map, item, name.get());
        Optional<Duration> backup = map.get("after_backup").flatMap(node -> afterBackup(node, name.get()));
        Optional<Duration> quiet = map.get("quiet").flatMap(node -> quiet(node, name.get()));
        fits(map, name.get(), verify.orElse(null));
        return Optional.of(new Step(name.get(), parameters.orElse(Map.of()), attempts,
                map.get("skip_after").flatMap(RemedyReader::skipAfter).orElse(null), backup.orElse(null),
                quiet.orElse(null), verify.orElse(null)));
    }

    private void proof(YamlMap map, YamlNode item, String action) {
        Optional<YamlNode> verify = map.get("verify");
        if (actions.needsVerify(action) && verify.isEmpty() && !map.mistyped("verify")) {
            item.problem(
                    "'" + action + "' must say how its success is proven",
                    "write verify: {" + usual(action) + ": 10s, within: 60s}");
        }
        if (!actions.needsVerify(action)) {
            verify.ifPresent(value -> value.problem("'" + action + "' has nothing to prove", "remove verify"));
        }
    }

    private void fits(YamlMap map, String action, Step.@Nullable Verify verify) {
        if (verify != null && actions.needsVerify(action)
                && !actions.proofs(action).contains(verify.condition().word())) {
            map.get("verify")
                    .ifPresent(value -> value.problem(
                            "'" + action + "' is not proven by '" + verify.condition().word() + "'",
                            "write " + usual(action) + ": 10s"));
        }
    }

    private String usual(String action) {
        return Proofs.words()
                .stream()
                .filter(actions.proofs(action)::contains)
                .findFirst()
                .orElse(Step.State.RUNNING.word());
    }

    /** Empty when one of them cannot be read, of which a problem then tells. */
    private static Optional<Map<String, String>> parameters(YamlNode node, Set<String> lists) {
        return node.openMap().flatMap(map -> {
            Map<String, String> texts = new LinkedHashMap<>();
            map.entries()
                    .forEach((name, value) -> (lists.contains(name)
                            ? TextList.read(name, value).map(ListText::of)
                            : value.text())
                            .ifPresent(text -> texts.put(name, text)));
            return texts.size() == map.entries().size() ? Optional.of(texts) : Optional.empty();
        });
    }

    private Optional<Duration> afterBackup(YamlNode node, String action) {
        if (actions.keeps(action)) {
            node.problem("'" + action + "' is what makes the backup", "write it at the step that touches data");
        } else if (ofTheHost(action) || actions.marks(action)) {
            node.problem("'" + action + "' touches no service's data", "remove after_backup");
        }
        return node.duration(Duration.ofMinutes(1), OLDEST_BACKUP);
    }

    private Optional<Duration> quiet(YamlNode node, String action) {
        if (ofTheHost(action) || actions.marks(action)) {
            node.problem("'" + action + "' disturbs no service, whenever it is done", "remove quiet");
        }
        return node.duration(Duration.ofMinutes(1), OperatorSyntax.LONGEST);
    }

    private static Optional<Step.SkipAfter> skipAfter(YamlNode node) {
        return node.map(List.of("acts", "within")).flatMap(map -> {
            Optional<Integer> acts = map.required("acts", "write acts: 2").flatMap(most -> most.whole(1, MOST_ACTS));
            Optional<Duration> within = map.required("within", "write within: 1h")
                    .flatMap(window -> window.duration(Duration.ofSeconds(1), Step.SkipAfter.LONGEST));
            return acts.flatMap(most -> within.map(window -> new Step.SkipAfter(most, window)));
        });
    }

    private static List<Duration> attempts(YamlNode node) {
        List<Duration> waits = new ArrayList<>();
        List<YamlNode> items = node.list().orElse(List.of());
        for (YamlNode item : items) {
            item.duration(Duration.ZERO, OperatorSyntax.LONGEST).ifPresent(waits::add);
        }
        if (items.size() > MOST_ATTEMPTS) {
            node.problem("more than " + MOST_ATTEMPTS + " attempts", "a person should look sooner");
        }
        return waits;
    }
}
