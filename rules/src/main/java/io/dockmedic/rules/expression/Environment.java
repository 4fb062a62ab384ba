package io.dockmedic.rules.expression;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.dockmedic.rules.kind.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * Compiles the expressions of one rule. {@code event} has the fields that all of the rule's kinds have in common, so
 * that what compiles cannot miss a field when it runs. For use by one thread; what it compiles is for several.
 */
public final class Environment {
    private final CommonFields fields;
    private final FieldTypes types;
    private final Language language;
    private final String meaning;
    private final Names names;

    /** Making one takes time, and for what was checked before there is no need of any. */
    private final Map<Use, CelCompiler> compilers = new EnumMap<>(Use.class);

    /**
     * @param kinds the rule's, at least one
     * @param names that expressions may use beside {@code event}
     */
    public Environment(List<Kind<?>> kinds, Language language, Names names) {
        this.names = names;
        this.fields = new CommonFields(kinds);
        this.types = new FieldTypes(ImmutableMap.copyOf(fields.types()));
        this.language = language;
        this.meaning = meaning(fields);
    }

    /** An expression that must be true or false. */
    public Compiled<Condition> condition(String source) {
        return switch (compile(source, Use.CONDITION)) {
            case Compiled.Ok<Prepared>(Prepared program) -> new Compiled.Ok<>(
                    subject -> program.of(subject) instanceof Boolean holds && holds);
            case Compiled.Flawed<Prepared>(List<Flaw> flaws) -> new Compiled.Flawed<>(flaws);
        };
    }

    /** An expression that must be a string: a part of a key. */
    public Compiled<Text> key(String source) {
        return switch (compile(source, Use.KEY)) {
            case Compiled.Ok<Prepared>(Prepared program) ->
                new Compiled.Ok<>(subject -> text(program.of(subject)));
            case Compiled.Flawed<Prepared>(List<Flaw> flaws) -> new Compiled.Flawed<>(flaws);
        };
    }

    /** An expression that gives something that can be printed, as the text it is printed as. */
    public Compiled<Text> value(String source) {
        return printed(source, Use.VALUE);
    }

    /** An expression that must be a number. */
    public Compiled<Measure> measure(String source) {
        return switch (compile(source, Use.MEASURE)) {
            case Compiled.Ok<Prepared>(Prepared program) -> new Compiled.Ok<>(
                    subject -> ((Number) program.of(subject)).doubleValue());
            case Compiled.Flawed<Prepared>(List<Flaw> flaws) -> new Compiled.Flawed<>(flaws);
        };
    }

    /** An expression inside a template: anything that can be printed; {@code count} and {@code subjects} can be used. */
    Compiled<Text> printed(String source) {
        return printed(source, Use.TEMPLATE);
    }

    private Compiled<Text> printed(String source, Use use) {
        return switch (compile(source, use)) {
            case Compiled.Ok<Prepared>(Prepared program) -> new Compiled.Ok<>(subject -> print(program.of(subject)));
            case Compiled.Flawed<Prepared>(List<Flaw> flaws) -> new Compiled.Flawed<>(flaws);
        };
    }

    private Compiled<Prepared> compile(String written, Use use) {
        Expanded expanded = names.expand(written);
        return switch (compileExpanded(expanded.text(), use)) {
            case Compiled.Ok<Prepared>(Prepared program) -> new Compiled.Ok<>(program.written(written));
            case Compiled.Flawed<Prepared>(List<Flaw> flaws) ->
                new Compiled.Flawed<>(flaws.stream().map(expanded::placed).distinct().toList());
        };
    }

    /** Why this sound condition is never true, for a person; empty where it may be. Takes longer than to compile it. */
    public Optional<String> never(String source) {
        CelCompiler compiler = compilers.computeIfAbsent(Use.CONDITION, missing -> missing.compiler(language, types));
        CelValidationResult validated = compiler.compile(names.expand(source).text());
        try {
            return validated.hasError() ? Optional.empty() : Never.why(validated.getAst(), fields::words);
        } catch (CelValidationException e) {
            return Optional.empty();
        }
    }

    private Compiled<Prepared> compileExpanded(String source, Use use) {
        String name = use + " " + meaning + " " + source;
        Optional<Supplier<CelAbstractSyntaxTree>> before = language.checked().find(name);
        if (before.isPresent()) {
            return new Compiled.Ok<>(Prepared.whenNeeded(language, before.get()));
        }
        try {
            return check(source, use, name);
        } catch (CelValidationException | CelEvaluationException e) {
            return new Compiled.Flawed<>(List.of(new Flaw(0, String.valueOf(e.getMessage()), "")));
        }
    }

    private Compiled<Prepared> check(String source, Use use, String name)
            throws CelValidationException, CelEvaluationException {
        CelCompiler compiler = compilers.computeIfAbsent(use, missing -> use.compiler(language, types));
        CelValidationResult validated = compiler.compile(source);
        if (validated.hasError()) {
            return new Compiled.Flawed<>(new Flaws(source, fields, names.all()).of(validated));
        }
        CelAbstractSyntaxTree ast = validated.getAst();
        if (!use.takes(ast.getResultType())) {
            return new Compiled.Flawed<>(List.of(new Flaw(
                    0, "a " + TypeWords.of(ast.getResultType().name()) + " cannot be used here",
                    "choose one of its values")));
        }
        List<Flaw> flaws = Literals.check(ast, compiler, language.runtime(), fields);
        if (!flaws.isEmpty()) {
            return new Compiled.Flawed<>(flaws);
        }
        language.checked().add(name, ast);
        return new Compiled.Ok<>(Prepared.of(language.evaluation(ast)));
    }

    /** What {@code event} is, so that what was checked before counts only where it still means the same. */
    private static String meaning(CommonFields fields) {
        CRC32C sum = new CRC32C();
        new TreeMap<>(fields.types()).forEach((field, type) -> {
            String whole = field + ":" + type.name() + type.parameters() + new TreeSet<>(fields.words(field)) + ";";
            sum.update(whole.getBytes(StandardCharsets.UTF_8));
        });
        return Long.toHexString(sum.getValue());
    }

    /** Without the second compiler the check is at hand, and the call of its {@code toString} is not. */
    private static String text(Object value) {
        return value instanceof String text ? text : String.valueOf(value);
    }

    private static String print(Object value) {
        return value instanceof Duration duration ? PrometheusDuration.format(duration) : String.valueOf(value);
    }
}
