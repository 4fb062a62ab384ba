package io.dockmedic.rules.expression;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.dockmedic.rules.kind.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the expressions of one rule. {@code event} has the fields that all of the rule's kinds have in common, so
 * that what compiles cannot miss a field when it runs. For use by one thread; what it compiles is for several.
 */
public final class Environment {
    private static final int LONGEST = 4096;
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(LONGEST)
            .maxParseRecursionDepth(50)
            .comprehensionMaxIterations(1000)
            .maxRegexProgramSize(1000)
            .build();
    private static final Set<CelType> TRUTH = Set.of(SimpleType.BOOL);
    private static final Set<CelType> TEXT = Set.of(SimpleType.STRING);
    private static final Set<CelType> NUMBER = Set.of(SimpleType.INT, SimpleType.UINT, SimpleType.DOUBLE);
    private static final Set<CelType> PRINTABLE = Set.of(
            SimpleType.STRING, SimpleType.INT, SimpleType.UINT, SimpleType.DOUBLE, SimpleType.BOOL,
            SimpleType.TIMESTAMP, SimpleType.DURATION);

    private final CommonFields fields;
    private final FieldTypes types;
    private final CelRuntime runtime;
    private final CelCompiler conditions;
    private final CelCompiler keys;
    private final CelCompiler templates;

    /** Of few rules, and making one takes time: null until it is needed. */
    private @Nullable CelCompiler values;

    /** @param kinds the rule's, at least one */
    public Environment(List<Kind<?>> kinds) {
        this.fields = new CommonFields(kinds);
        this.types = new FieldTypes(ImmutableMap.copyOf(fields.types()));
        this.runtime = CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();
        this.conditions = compiler(types).setResultType(SimpleType.BOOL).build();
        this.keys = compiler(types).setResultType(SimpleType.STRING).build();
        this.templates = compiler(types).addVar("count", SimpleType.INT)
                .addVar("subjects", SimpleType.STRING)
                .build();
    }

    /** An expression that must be true or false. */
    public Compiled<Condition> condition(String source) {
        return switch (compile(source, conditions, TRUTH)) {
            case Compiled.Ok<Program>(Program program) -> new Compiled.Ok<>(
                    subject -> Boolean.TRUE.equals(run(program, subject)));
            case Compiled.Flawed<Program>(List<Flaw> flaws) -> new Compiled.Flawed<>(flaws);
        };
    }

    /** An expression that must be a string: a part of a key. */
    public Compiled<Text> key(String source) {
        return switch (compile(source, keys, TEXT)) {
            case Compiled.Ok<Program>(Program program) ->
                new Compiled.Ok<>(subject -> String.valueOf(run(program, subject)));
            case Compiled.Flawed<Program>(List<Flaw> flaws) -> new Compiled.Flawed<>(flaws);
        };
    }

    /** An expression that gives something that can be printed, as the text it is printed as. */
    public Compiled<Text> value(String source) {
        return printed(source, values());
    }

    /** An expression that must be a number. */
    public Compiled<Measure> measure(String source) {
        return switch (compile(source, values(), NUMBER)) {
            case Compiled.Ok<Program>(Program program) -> new Compiled.Ok<>(
                    subject -> ((Number) run(program, subject)).doubleValue());
            case Compiled.Flawed<Program>(List<Flaw> flaws) -> new Compiled.Flawed<>(flaws);
        };
    }

    /** An expression inside a template: anything that can be printed; {@code count} and {@code subjects} can be used. */
    Compiled<Text> printed(String source) {
        return printed(source, templates);
    }

    private Compiled<Text> printed(String source, CelCompiler compiler) {
        return switch (compile(source, compiler, PRINTABLE)) {
            case Compiled.Ok<Program>(Program program) -> new Compiled.Ok<>(subject -> print(run(program, subject)));
            case Compiled.Flawed<Program>(List<Flaw> flaws) -> new Compiled.Flawed<>(flaws);
        };
    }

    private CelCompiler values() {
        CelCompiler known = values;
        if (known == null) {
            known = compiler(types).build();
            values = known;
        }
        return known;
    }

    private static CelCompilerBuilder compiler(FieldTypes types) {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(
                        CelStandardMacro.HAS, CelStandardMacro.ALL, CelStandardMacro.EXISTS,
                        CelStandardMacro.EXISTS_ONE)
                .setTypeProvider(types)
                .addVar("event", types.event());
    }

    private Compiled<Program> compile(String source, CelCompiler compiler, Set<CelType> results) {
        CelValidationResult validated = compiler.compile(source);
        if (validated.hasError()) {
            return new Compiled.Flawed<>(new Flaws(source, fields).of(validated));
        }
        try {
            CelAbstractSyntaxTree ast = validated.getAst();
            if (!results.contains(ast.getResultType())) {
                return new Compiled.Flawed<>(List.of(new Flaw(
                        0, "a " + ast.getResultType().name() + " cannot be used here", "choose one of its values")));
            }
            List<Flaw> flaws = Literals.check(ast, compiler, runtime, fields);
            return flaws.isEmpty() ? new Compiled.Ok<>(runtime.createProgram(ast)) : new Compiled.Flawed<>(flaws);
        } catch (CelValidationException | CelEvaluationException e) {
            return new Compiled.Flawed<>(List.of(new Flaw(0, String.valueOf(e.getMessage()), "")));
        }
    }

    private static Object run(Program program, Subject subject) throws ExpressionException {
        try {
            return program.eval(Map.of(
                    "event", new EventView(subject.kind(), subject.event()), "count", (long) subject.count(),
                    "subjects", subject.subjects()));
        } catch (CelEvaluationException e) {
            throw new ExpressionException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String print(Object value) {
        return value instanceof Duration duration ? PrometheusDuration.format(duration) : String.valueOf(value);
    }
}
