package io.dockmedic.rules.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A sound expression, made ready to run now or when it is first needed. Safe for use by several threads. */
final class Prepared {
    private final Planner planner;
    private volatile @Nullable Program program;

    private Prepared(Planner planner) {
        this.planner = planner;
    }

    static Prepared of(Program program) {
        return new Prepared(() -> program);
    }

    /** Most of the shipped rules' expressions are about what a host does not have, or what never happens to it. */
    static Prepared whenNeeded(Language language, Supplier<CelAbstractSyntaxTree> expression) {
        return new Prepared(() -> language.program(expression.get()));
    }

    /** Two threads may make it at once; either is as good. */
    Program program() throws CelEvaluationException {
        Program made = program;
        if (made == null) {
            made = planner.plan();
            program = made;
        }
        return made;
    }

    @FunctionalInterface
    private interface Planner {
        Program plan() throws CelEvaluationException;
    }
}
