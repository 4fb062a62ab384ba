package io.dockmedic.rules.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import org.jspecify.annotations.Nullable;

/** CEL with the bounds and macros that rules have; one for many expressions. Safe for use by several threads. */
public final class Language {
    private static final int LONGEST = 4096;
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(LONGEST)
            .maxParseRecursionDepth(50)
            .comprehensionMaxIterations(1000)
            .maxRegexProgramSize(1000)
            .build();

    private final Checked checked;
    private @Nullable CelRuntime runtime;

    /** @param checked where expressions are that were checked before */
    public Language(Checked checked) {
        this.checked = checked;
    }

    Checked checked() {
        return checked;
    }

    CelCompilerBuilder compiler() {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(
                        CelStandardMacro.HAS, CelStandardMacro.ALL, CelStandardMacro.EXISTS,
                        CelStandardMacro.EXISTS_ONE);
    }

    /** Runs expressions, whatever they are about. Made when it is first needed. */
    synchronized CelRuntime runtime() {
        CelRuntime known = runtime;
        if (known == null) {
            known = CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();
            runtime = known;
        }
        return known;
    }

    Program program(CelAbstractSyntaxTree ast) throws CelEvaluationException {
        return runtime().createProgram(ast);
    }
}
