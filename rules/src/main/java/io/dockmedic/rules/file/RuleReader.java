package io.dockmedic.rules.file;

import io.dockmedic.rules.expression.Text;
import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.OperatorSyntax;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.rule.Resolve;
import io.dockmedic.rules.rule.Rule;
import io.dockmedic.rules.yaml.Document;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads one rule: every part of it, so that one reading finds all problems. */
final class RuleReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final List<String> COMMON = List.of(
            "alert", "on", "when", "unless", "by", SilenceReader.KEY, "keep_firing_for", "resolve", "labels",
            "annotations", "remedy");

    private static final String SCHEDULE = "schedule";

    private final Document document;
    private final String file;
    private final RemedyReader remedies;
    private final OperatorReader operators;
    private final ExpressionReader expressions;
    private final Predicates predicates;

    RuleReader(
            Document document, String file, ExpressionReader expressions, Predicates predicates,
            RemedyReader remedies, List<OperatorSyntax> operators) {
        this.document = document;
        this.file = file;
        this.remedies = remedies;
        this.operators = new OperatorReader(expressions, operators);
        this.expressions = expressions;
        this.predicates = predicates;
    }

    /** Every key that a rule may have. */
    List<String> keys() {
        return Stream.concat(COMMON.stream(), operators.keys().stream()).toList();
    }

    /** @param names alert names so far, with the place of each */
    Optional<Rule> read(YamlNode node, Map<String, String> names) {
        int before = document.problemCount();
        if (document.isHopeless()) {
            return Optional.empty();
        }
        return node.map(keys()).flatMap(map -> rule(map, names)).filter(rule -> document.problemCount() == before);
    }

    private Optional<Rule> rule(YamlMap map, Map<String, String> names) {
        Optional<String> name = map.required("alert", "name the rule: alert: SomethingIsWrong")
                .flatMap(alert -> name(alert, names));
        OperatorReader.Temporal temporal = operators.read(map);
        Optional<Trigger> trigger = predicates.without(map, temporal.trigger());
        Optional<Operator<?>> operator = temporal.operator();
        Optional<Duration> keep = map.get("keep_firing_for")
                .flatMap(time -> time.duration(OperatorSyntax.SHORTEST, OperatorSyntax.LONGEST));
        Optional<Duration> lasts = operator.flatMap(Operator::lasts);
        boolean endsByItself = map.get(SCHEDULE).isPresent();
        Optional<YamlNode> written = endsByItself
                ? map.get("resolve")
                : map.required("resolve", "say how it is over: resolve: {on: container.started}");
        List<Resolve> resolve = new ArrayList<>(written.map(ways -> resolve(ways, keep)).orElse(List.of()));
        lasts.ifPresent(time -> trigger.ifPresent(
                events -> resolve.add(new Resolve(events, time, time, Set.of()))));
        Set<String> kinds = kinds(trigger, operator, resolve);
        List<Text> by = endsByItself
                ? expressions.byHost(map.get("by"), kinds)
                : expressions.by(map.get("by"), kinds);
        Set<String> faults = trigger.map(Trigger::kinds).orElse(Set.of());
        Map<String, Text> labels = new LabelReader(expressions, faults).labels(map.get("labels"));
        Map<String, Text> annotations = new LabelReader(expressions, faults).annotations(map.get("annotations"));
        RemedyPlan plan = map.get("remedy")
                .map(node -> remedies.read(node, endsByItself, SeenElsewhere.in(faults,
                        operator.<Set<String>>map(Operator::alsoOn).orElse(Set.of()), expressions.kinds())))
                .orElse(RemedyPlan.NONE);
        boolean acts = plan.steps().stream().anyMatch(step -> step.verify() != null);
        trigger.filter(events -> !endsByItself && !resolve.isEmpty())
                .ifPresent(events -> Lingering.warn(map, events, resolve, acts));
        SoonOver.warn(map, plan, resolve);
        if (name.isEmpty() || trigger.isEmpty() || operator.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Rule(
                name.get(), file, trigger.get(), by, operator.get(), resolve, labels, annotations, plan, List.of(),
                Fingerprint.of(map, predicates.canonical(map), expressions.names())));
    }

    private static Optional<String> name(YamlNode alert, Map<String, String> names) {
        Optional<String> name = alert.text();
        name.filter(text -> !NAME.matcher(text).matches())
                .ifPresent(text -> alert.problem(
                        "'" + text + "' is no name for an alert", "letters, digits and _, at most 100"));
        if (name.isPresent()) {
            String other = names.putIfAbsent(name.get(), alert.place());
            if (other != null) {
                alert.problem(
                        "the alert '" + name.get() + "' exists already, at " + other,
                        "each alert needs a name of its own");
            }
        }
        return name;
    }

    private List<Resolve> resolve(YamlNode node, Optional<Duration> keep) {
        List<Resolve> ways = new ArrayList<>();
        for (YamlNode way : node.oneOrMore()) {
            way.map(List.of("on", "when", "for", "unless")).ifPresent(map -> {
                Optional<Trigger> trigger = expressions.trigger(map);
                Duration holds = map.get("for")
                        .flatMap(time -> time.duration(Duration.ZERO, OperatorSyntax.LONGEST))
                        .orElse(Duration.ZERO);
                Set<String> unless = map.get("unless").map(expressions::kinds).orElse(Set.of());
                Duration keeps = map.get("for").isPresent() ? holds : keep.orElse(holds);
                if (!unless.isEmpty() && map.get("for").isEmpty() && keep.isEmpty()) {
                    map.key("unless").ifPresent(key -> key.problem("'unless' means nothing without 'for'", ""));
                }
                trigger.ifPresent(events -> ways.add(new Resolve(events, holds, keeps, unless)));
            });
        }
        if (node.oneOrMore().isEmpty()) {
            node.problem("says no way to be over", "write resolve: {on: container.started}");
        }
        return ways;
    }

    private static Set<String> kinds(
            Optional<Trigger> trigger, Optional<Operator<?>> operator, List<Resolve> resolve) {
        Set<String> kinds = new LinkedHashSet<>();
        trigger.ifPresent(events -> kinds.addAll(events.kinds()));
        operator.ifPresent(watching -> kinds.addAll(watching.alsoOn()));
        for (Resolve way : resolve) {
            kinds.addAll(way.trigger().kinds());
            kinds.addAll(way.unless());
        }
        return kinds;
    }
}
