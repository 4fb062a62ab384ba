package io.dockmedic.rules.operator.step;

import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.expression.Trigger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Several events a rule is about, each with its own {@code on} and {@code when}. Immutable. */
public final class Steps {
    private final List<Trigger> steps;

    public Steps(List<Trigger> steps) {
        this.steps = List.copyOf(steps);
    }

    public int size() {
        return steps.size();
    }

    /** Events of any step. */
    public Trigger any() {
        Set<String> kinds = new HashSet<>();
        steps.forEach(step -> kinds.addAll(step.kinds()));
        return new Trigger(kinds, subject -> !of(subject).isEmpty());
    }

    /**
     * The steps, from 0, that the event is of.
     *
     * @throws ExpressionException when it is of none, and whether it is of one could not be evaluated
     */
    public List<Integer> of(Subject subject) throws ExpressionException {
        List<Integer> matching = new ArrayList<>();
        ExpressionException failed = null;
        for (int step = 0; step < steps.size(); step++) {
            try {
                if (steps.get(step).matches(subject)) {
                    matching.add(step);
                }
            } catch (ExpressionException e) {
                failed = e;
            }
        }
        if (matching.isEmpty() && failed != null) {
            throw failed;
        }
        return matching;
    }

    /** Whether the event is of the last step. */
    public boolean isLast(Subject subject) throws ExpressionException {
        return steps.getLast().matches(subject);
    }
}
