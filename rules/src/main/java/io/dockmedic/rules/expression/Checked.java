package io.dockmedic.rules.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Expressions that were parsed and type-checked before, by a name that says all that gives them meaning: what they are
 * for, the fields they may use, and their text.
 */
public interface Checked {
    /** None, and nothing is kept. */
    Checked NONE = name -> Optional.empty();

    /** The expression of this name, read when it is asked for; empty when it must be checked. */
    Optional<Supplier<CelAbstractSyntaxTree>> find(String name);

    /** An expression was found sound. */
    default void add(String name, CelAbstractSyntaxTree expression) {
        // Not kept.
    }
}
