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

/**
 * CEL with the bounds and macros that rules have. One for many expressions.
 *
 * @param runtime runs them, whatever they are about
 * @param checked those that need not be checked again
 */
public record Language(CelRuntime runtime, Checked checked) {
    private static final int LONGEST = 4096;
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(LONGEST)
            .maxParseRecursionDepth(50)
            .comprehensionMaxIterations(1000)
            .maxRegexProgramSize(1000)
            .build();

    /** @param checked where expressions are that were checked before */
    public static Language with(Checked checked) {
        return new Language(CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build(), checked);
    }

    CelCompilerBuilder compiler() {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(
                        CelStandardMacro.HAS, CelStandardMacro.ALL, CelStandardMacro.EXISTS,
                        CelStandardMacro.EXISTS_ONE);
    }

    Program program(CelAbstractSyntaxTree ast) throws CelEvaluationException {
        return runtime.createProgram(ast);
    }
}
