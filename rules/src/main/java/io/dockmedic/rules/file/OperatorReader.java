package io.dockmedic.rules.file;

import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.OperatorSyntax;
import io.dockmedic.rules.operator.once.Once;
import io.dockmedic.rules.yaml.YamlMap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads which events a rule is about and which operator it has: at most one. */
final class OperatorReader {
    private final ExpressionReader expressions;
    private final List<OperatorSyntax> operators;
    private final SilenceReader silences;

    OperatorReader(ExpressionReader expressions, List<OperatorSyntax> operators) {
        this.expressions = expressions;
        this.operators = operators;
        this.silences = new SilenceReader(expressions);
    }

    /**
     * What a rule waits for; what was not sound is missing.
     *
     * @param trigger the events that are the fault
     */
    record Temporal(Optional<Trigger> trigger, Optional<Operator<?>> operator) {}

    List<String> keys() {
        return operators.stream().map(OperatorSyntax::key).toList();
    }

    Temporal read(YamlMap rule) {
        List<OperatorSyntax> written = operators.stream()
                .filter(syntax -> rule.get(syntax.key()).isPresent())
                .toList();
        if (written.isEmpty()) {
            Optional<Trigger> trigger = expressions.trigger(rule);
            Operator<?> once = new Once();
            return new Temporal(trigger,
                    trigger.isPresent() ? silences.read(rule, trigger.get(), once) : Optional.of(once));
        }
        OperatorSyntax syntax = written.getFirst();
        for (OperatorSyntax more : written.subList(1, written.size())) {
            rule.key(more.key())
                    .ifPresent(key -> key.problem(
                            "a rule has at most one of " + names() + ", and this one has '" + syntax.key()
                                    + "' already",
                            "make two rules"));
        }
        if (syntax.needsKey() && rule.get("by").isEmpty()) {
            rule.key(syntax.key())
                    .ifPresent(key -> key.problem(
                            "'" + syntax.key() + "' compares several subjects, so the rule must say within what",
                            "write by: [event.host]"));
        }
        return syntax.namesEvents() ? ofSteps(rule, syntax) : ofRule(rule, syntax);
    }

    private Temporal ofSteps(YamlMap rule, OperatorSyntax syntax) {
        for (String own : List.of("on", "when")) {
            rule.key(own)
                    .ifPresent(key -> key.problem(
                            syntax.instead(own), "move it there"));
        }
        silences.misplaced(rule);
        Optional<Operator<?>> operator = rule.get(syntax.key())
                .flatMap(value -> syntax.read(value, expressions.terms(Set.of())))
                .map(found -> found);
        return new Temporal(operator.flatMap(Operator::events), operator);
    }

    private Temporal ofRule(YamlMap rule, OperatorSyntax syntax) {
        Optional<Trigger> trigger = expressions.trigger(rule);
        Set<String> on = trigger.map(Trigger::kinds).orElse(Set.of());
        Optional<Operator<?>> operator = rule.get(syntax.key())
                .flatMap(value -> syntax.read(value, expressions.terms(on)))
                .map(found -> found);
        List<Duration> every = expressions.soonest(on);
        operator.flatMap(Operator::fewest)
                .filter(needs -> !every.isEmpty())
                .ifPresent(needs -> ShortWindow.warn(rule, syntax.key(), needs, every));
        return new Temporal(trigger, trigger.isPresent() && operator.isPresent()
                ? silences.read(rule, trigger.get(), operator.get())
                : operator);
    }

    private String names() {
        List<String> keys = keys();
        return keys.stream().limit(keys.size() - 1L).collect(Collectors.joining(", ")) + " and " + keys.getLast();
    }
}
