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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** CEL with the bounds and macros that rules have; one for many expressions. Safe for use by several threads. */
public final class Language {
    private static final int LONGEST = 4096;
    /** Of a pattern's compiled steps. */
    static final int LARGEST_PATTERN = 1000;
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(LONGEST)
            .maxParseRecursionDepth(50)
            .comprehensionMaxIterations(1000)
            .maxRegexProgramSize(LARGEST_PATTERN)
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

    /** Without the library's runtime where that is not needed. */
    Evaluation evaluation(CelAbstractSyntaxTree ast) throws CelEvaluationException {
        Optional<Evaluation> lowered = Lowering.of(ast);
        return lowered.isPresent() ? lowered.get() : byLibrary(ast);
    }

    /** As the library plans it, whatever it is. */
    Evaluation byLibrary(CelAbstractSyntaxTree ast) throws CelEvaluationException {
        Program program = runtime().createProgram(ast);
        return subject -> {
            try {
                return program.eval(Map.of(
                        "event", new EventView(subject.kind(), subject.event()), "count", (long) subject.count(),
                        "subjects", subject.subjects()));
            } catch (CelEvaluationException e) {
                throw new ExpressionException(String.valueOf(e.getMessage()), e);
            } catch (StackOverflowError e) {
                // A pattern that comes with an event, of brackets by the thousand.
                throw new ExpressionException("nested too deeply", e);
            }
        };
    }
}
