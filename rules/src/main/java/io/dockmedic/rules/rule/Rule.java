package io.dockmedic.rules.rule;

import io.dockmedic.rules.expression.Text;
import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.remedy.RemedyPlan;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A rule as it runs.
 *
 * @param name        {@code alert}, unique in the set
 * @param file        where it was written
 * @param trigger     the events that are the fault
 * @param by          the parts of the key, usable on all of {@link #kinds()}
 * @param operator    when they make it fire
 * @param resolve     how it is over; at least one way
 * @param labels      with {@code severity} and {@code route}
 * @param annotations for people
 * @param plan        its ladder; may be empty
 * @param inhibitions which incidents of other rules keep its own from being acted on
 * @param temporal    a fingerprint of all that gives meaning to remembered state: everything but labels, annotations,
 *                    remedy and inhibitions
 */
public record Rule(
        String name,
        String file,
        Trigger trigger,
        List<Text> by,
        Operator<?> operator,
        List<Resolve> resolve,
        Map<String, Text> labels,
        Map<String, Text> annotations,
        RemedyPlan plan,
        List<Inhibition> inhibitions,
        String temporal) {
    public Rule {
        by = List.copyOf(by);
        resolve = List.copyOf(resolve);
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        inhibitions = List.copyOf(inhibitions);
    }

    /** Every kind of event it needs to see. */
    public Set<String> kinds() {
        Set<String> kinds = new HashSet<>(trigger.kinds());
        kinds.addAll(operator.alsoOn());
        for (Resolve way : resolve) {
            kinds.addAll(way.trigger().kinds());
            kinds.addAll(way.unless());
        }
        return kinds;
    }

    /** The same over readings of which some were left out, so that no shorter silence than that means anything. */
    public Rule sparse(Duration silence) {
        return new Rule(
                name, file, trigger, by, operator.sparse(silence), resolve, labels, annotations, plan, inhibitions,
                temporal);
    }

    /**
     * Why it may say something else where of readings only the first of each time is there, for a person; empty when it says the
     * same, a while later at most.
     *
     * @param readings the kinds of which that is so
     * @param each     the time
     */
    public Optional<String> thinnedBy(Set<String> readings, Duration each) {
        if (!Collections.disjoint(trigger.kinds(), readings) || !Collections.disjoint(operator.alsoOn(), readings)) {
            Optional<String> why = operator.thinnedBy(readings, each);
            if (why.isPresent()) {
                return why;
            }
        }
        boolean brief = resolve.stream()
                .filter(way -> !Collections.disjoint(way.trigger().kinds(), readings))
                .map(Resolve::longest)
                .anyMatch(holds -> holds.compareTo(each.multipliedBy(2)) < 0);
        return brief ? Optional.of("one that was left out may have kept it firing") : Optional.empty();
    }

    /** The same, but it only tells what it sees. */
    public Rule observing() {
        return new Rule(
                name, file, trigger, by, operator, resolve, labels, annotations, RemedyPlan.NONE, inhibitions,
                temporal);
    }

    /** The same, with these. */
    public Rule inhibited(List<Inhibition> others) {
        return new Rule(
                name, file, trigger, by, operator, resolve, labels, annotations, plan.following(), others,
                temporal);
    }
}
