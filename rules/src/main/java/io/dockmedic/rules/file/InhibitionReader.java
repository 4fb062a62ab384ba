package io.dockmedic.rules.file;

import io.dockmedic.rules.expression.Nearest;
import io.dockmedic.rules.rule.Inhibition;
import io.dockmedic.rules.rule.Inhibition.Aspect;
import io.dockmedic.rules.rule.Inhibition.Equal;
import io.dockmedic.rules.rule.Rule;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads which rules' incidents keep which others' from being acted on, when all rules of all files are known. */
final class InhibitionReader {
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final int MOST_NAMES = 100;

    private record Entry(YamlMap map, ExpressionReader expressions) {}

    private final List<Entry> entries = new ArrayList<>();
    private final InhibitionCircles circles = new InhibitionCircles();
    /** What of a rule's incidents an entry compares: the same for whatever that rule is set beside. */
    private final IdentityHashMap<YamlNode, Map<String, Optional<Aspect>>> aspects = new IdentityHashMap<>();

    /** Takes a file's {@code inhibit}. */
    void take(YamlNode node, ExpressionReader expressions) {
        node.list()
                .ifPresent(list -> list.forEach(entry -> entry.map(List.of("source", "target", "equal"))
                        .ifPresent(map -> entries.add(new Entry(map, expressions)))));
    }

    /**
     * Each rule with what inhibits it.
     *
     * @param rules that are sound
     * @param names of all, also of those that are not
     */
    List<Rule> applied(List<Rule> rules, Set<String> names) {
        Map<String, Rule> sound = new HashMap<>();
        rules.forEach(rule -> sound.put(rule.name(), rule));
        Map<String, List<Inhibition>> byTarget = new LinkedHashMap<>();
        for (Entry one : entries) {
            YamlMap entry = one.map();
            Map<String, YamlNode> sources = names(entry, "source", "write source: DiskReadOnly", names);
            Map<String, YamlNode> targets = names(entry, "target", "write target: [ContainerExitedWithError]", names);
            List<YamlNode> equal = entry.get("equal").flatMap(YamlNode::list).orElse(List.of());
            targets.forEach((target, place) -> sources.keySet().forEach(source -> {
                circles.add(source, target, place);
                Rule here = sound.get(target);
                Rule there = sound.get(source);
                if (here != null && there != null) {
                    byTarget.computeIfAbsent(target, first -> new ArrayList<>())
                            .add(new Inhibition(source, equal(equal, one.expressions(), here, there)));
                }
            }));
        }
        circles.complain();
        return rules.stream()
                .map(rule -> byTarget.containsKey(rule.name()) ? rule.inhibited(byTarget.get(rule.name())) : rule)
                .toList();
    }

    private static Map<String, YamlNode> names(YamlMap entry, String key, String hint, Set<String> known) {
        Map<String, YamlNode> found = new LinkedHashMap<>();
        List<YamlNode> written = entry.required(key, hint).map(YamlNode::oneOrMore).orElse(List.of());
        if (written.size() > MOST_NAMES || (written.isEmpty() && entry.get(key).isPresent())) {
            entry.get(key).ifPresent(list -> list.problem("must name one rule, or up to " + MOST_NAMES, hint));
        }
        for (YamlNode name : written) {
            name.text().ifPresent(text -> {
                if (known.contains(text)) {
                    found.put(text, name);
                } else {
                    name.problem("there is no alert '" + text + "'", Nearest.find(text, known)
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("it may be in another file of the set"));
                }
            });
        }
        return found;
    }

    private List<Equal> equal(List<YamlNode> nodes, ExpressionReader expressions, Rule here, Rule there) {
        List<Equal> all = new ArrayList<>();
        for (YamlNode node : nodes) {
            Optional<Aspect> one = aspect(node, expressions, here);
            // What is wrong for both is said once.
            one.ifPresent(mine -> aspect(node, expressions, there)
                    .ifPresent(yours -> all.add(new Equal(mine, yours))));
        }
        return all;
    }

    private Optional<Aspect> aspect(YamlNode node, ExpressionReader expressions, Rule rule) {
        return aspects.computeIfAbsent(node, first -> new HashMap<>())
                .computeIfAbsent(rule.name(), name -> read(node, expressions, rule));
    }

    private static Optional<Aspect> read(YamlNode node, ExpressionReader expressions, Rule rule) {
        Optional<String> source = node.source();
        if (source.isEmpty() || !LABEL.matcher(source.get()).matches()) {
            return source.flatMap(text -> expressions.value(node, text, rule))
                    .map(text -> (first, labels) -> text.of(first));
        }
        String label = source.get();
        if (!rule.labels().containsKey(label)) {
            node.problem("the rule '" + rule.name() + "' has no label '" + label + "'",
                    Nearest.hint(label, rule.labels().keySet()));
            return Optional.empty();
        }
        return Optional.of((first, labels) -> labels.getOrDefault(label, ""));
    }
}
