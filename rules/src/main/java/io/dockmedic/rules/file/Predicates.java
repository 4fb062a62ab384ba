package io.dockmedic.rules.file;

import io.dockmedic.rules.expression.Condition;
import io.dockmedic.rules.expression.Nearest;
import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The conditions that a file names, for {@code unless} of its rules. Each is compiled for the kinds of the rule that uses it. */
final class Predicates {
    private final ExpressionReader expressions;
    private final Map<String, YamlNode> byName;

    /** @param byName the file's {@code predicates} */
    Predicates(ExpressionReader expressions, Map<String, YamlNode> byName) {
        this.expressions = expressions;
        this.byName = Map.copyOf(byName);
    }

    /** The rule's events without those for which one of its {@code unless} holds. */
    Optional<Trigger> without(YamlMap rule, Optional<Trigger> trigger) {
        List<Condition> exceptions = new ArrayList<>();
        Set<String> kinds = trigger.map(Trigger::kinds).orElse(Set.of());
        rule.get("unless")
                .filter(list -> list.oneOrMore().isEmpty())
                .ifPresent(list -> list.problem("names no predicate", "remove unless"));
        List<String> texts = new ArrayList<>();
        for (YamlNode name : names(rule)) {
            Optional<YamlNode> found = find(name);
            found.flatMap(node -> expressions.condition(node, kinds)).ifPresent(condition -> {
                exceptions.add(condition);
                found.flatMap(YamlNode::source).ifPresent(texts::add);
            });
        }
        Optional<String> when = rule.get("when").flatMap(YamlNode::source);
        rule.get("unless")
                .ifPresent(list -> expressions.nothingLeft(when, texts, kinds)
                        .ifPresent(why -> list.warning("this leaves nothing of 'when': " + why,
                                "take one of the names out, or mend its condition")));
        return exceptions.isEmpty() ? trigger : trigger.map(events -> without(events, exceptions));
    }

    /** What the rule's {@code unless} mean, for its fingerprint; empty without any. */
    String canonical(YamlMap rule) {
        StringBuilder meaning = new StringBuilder();
        for (YamlNode name : names(rule)) {
            name.scalar().map(byName::get).ifPresent(node -> meaning.append(node.canonical()).append(';'));
        }
        return meaning.toString();
    }

    private static Trigger without(Trigger events, List<Condition> exceptions) {
        return new Trigger(events.kinds(), subject -> {
            if (!events.matches(subject)) {
                return false;
            }
            for (Condition exception : exceptions) {
                if (exception.test(subject)) {
                    return false;
                }
            }
            return true;
        });
    }

    private static List<YamlNode> names(YamlMap rule) {
        return rule.get("unless").map(YamlNode::oneOrMore).orElse(List.of());
    }

    private Optional<YamlNode> find(YamlNode name) {
        Optional<String> text = name.text();
        text.filter(written -> !byName.containsKey(written))
                .ifPresent(unknown -> name.problem(
                        "no predicate is called '" + unknown + "'",
                        byName.isEmpty()
                                ? "write predicates: at the top of the file"
                                : Nearest.hint(unknown, byName.keySet())));
        text.ifPresent(expressions.names()::use);
        return text.map(byName::get);
    }
}
