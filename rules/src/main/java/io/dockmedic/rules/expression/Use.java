package io.dockmedic.rules.expression;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import org.jspecify.annotations.Nullable;

/** What an expression is for: what it may come to, and what it may name beside {@code event}. */
enum Use {
    /** True or false. */
    CONDITION(SimpleType.BOOL, Types.TRUTH),
    /** A part of a key. */
    KEY(SimpleType.STRING, Types.TEXT),
    /** Something that is remembered or compared as text. */
    VALUE(null, Types.PRINTABLE),
    /** Something that is counted with. */
    MEASURE(null, Types.NUMBER),
    /** A hole in a text: {@code count} and {@code subjects} can be used. */
    TEMPLATE(null, Types.PRINTABLE);

    private final @Nullable CelType only;
    private final ImmutableSet<CelType> results;

    Use(@Nullable CelType only, ImmutableSet<CelType> results) {
        this.only = only;
        this.results = results;
    }

    boolean takes(CelType result) {
        return results.contains(result);
    }

    CelCompiler compiler(Language language, FieldTypes types) {
        CelCompilerBuilder compiler = language.compiler().setTypeProvider(types).addVar("event", types.event());
        if (only != null) {
            compiler.setResultType(only);
        }
        if (this == TEMPLATE) {
            compiler.addVar("count", SimpleType.INT).addVar("subjects", SimpleType.STRING);
        }
        return compiler.build();
    }

    private static final class Types {
        static final ImmutableSet<CelType> TRUTH = ImmutableSet.of(SimpleType.BOOL);
        static final ImmutableSet<CelType> TEXT = ImmutableSet.of(SimpleType.STRING);
        static final ImmutableSet<CelType> NUMBER = ImmutableSet.of(SimpleType.INT, SimpleType.UINT, SimpleType.DOUBLE);
        static final ImmutableSet<CelType> PRINTABLE = ImmutableSet.of(
                SimpleType.STRING, SimpleType.INT, SimpleType.UINT, SimpleType.DOUBLE, SimpleType.BOOL,
                SimpleType.TIMESTAMP, SimpleType.DURATION);

        private Types() {}
    }
}
