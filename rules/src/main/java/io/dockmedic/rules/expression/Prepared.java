package io.dockmedic.rules.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A sound expression, made ready to run now or when it is first needed. Safe for use by several threads. */
final class Prepared {
    private final Planner planner;
    private volatile @Nullable Evaluation evaluation;
    private String written = "";

    private Prepared(Planner planner) {
        this.planner = planner;
    }

    static Prepared of(Evaluation evaluation) {
        return new Prepared(() -> evaluation);
    }

    /** Most of the shipped rules' expressions are about what a host does not have, or what never happens to it. */
    static Prepared whenNeeded(Language language, Supplier<CelAbstractSyntaxTree> expression) {
        return new Prepared(() -> language.evaluation(expression.get()));
    }

    /** How it is written, for who reads that it cannot be evaluated. */
    Prepared written(String source) {
        written = source;
        return this;
    }

    /** What it comes to. Fails when it cannot be planned, too. Two threads may plan it at once; either is as good. */
    Object of(Subject subject) throws ExpressionException {
        Evaluation made = evaluation;
        if (made == null) {
            made = plan();
            evaluation = made;
        }
        try {
            return made.of(subject);
        } catch (ExpressionException e) {
            throw e.of(written);
        }
    }

    private Evaluation plan() throws ExpressionException {
        try {
            return planner.plan();
        } catch (CelEvaluationException e) {
            throw new ExpressionException(String.valueOf(e.getMessage()), e);
        }
    }

    @FunctionalInterface
    private interface Planner {
        Evaluation plan() throws CelEvaluationException;
    }
}
