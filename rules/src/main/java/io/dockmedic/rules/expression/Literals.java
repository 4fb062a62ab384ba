package io.dockmedic.rules.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelRuntime;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.RegexLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks what types cannot: that literal patterns, durations and times can be read, and that a field of few words is
 * compared with one of them. {@code event.intent == 'notasked'} is well typed and would never match.
 */
final class Literals {
    private static final Set<String> COMPARISONS = Set.of("_==_", "_!=_", "@in");

    private Literals() {}

    static List<Flaw> check(CelAbstractSyntaxTree ast, CelCompiler compiler, CelRuntime runtime, CommonFields fields) {
        List<Flaw> flaws = new ArrayList<>();
        CelValidationResult validated = CelValidatorFactory.standardCelValidatorBuilder(compiler, runtime)
                .addAstValidators(
                        RegexLiteralValidator.INSTANCE,
                        DurationLiteralValidator.INSTANCE,
                        TimestampLiteralValidator.INSTANCE)
                .build()
                .validate(ast);
        for (CelIssue issue : validated.getErrors()) {
            int offset = ast.getSource()
                    .getLocationOffset(
                            issue.getSourceLocation().getLine(),
                            issue.getSourceLocation().getColumn())
                    .orElse(0);
            flaws.add(new Flaw(offset, issue.getMessage(), ""));
        }
        List<CelExpr> calls = CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(expr -> expr.getKind() == ExprKind.Kind.CALL)
                .toList();
        for (CelExpr call : calls) {
            if (COMPARISONS.contains(call.call().function())) {
                words(call.call().args(), ast, fields, flaws);
            } else if (call.call().function().equals("matches") && flaws.isEmpty()) {
                pattern(call.call().args().getLast(), ast, flaws);
            }
        }
        return flaws;
    }

    /** One that is too large, or that the evaluation alone finds wrong, would fail on every event. */
    private static void pattern(CelExpr text, CelAbstractSyntaxTree ast, List<Flaw> flaws) {
        if (text.getKind() != ExprKind.Kind.CONSTANT
                || text.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            return;
        }
        Integer known = ast.getSource().getPositionsMap().get(text.id());
        int at = known == null ? 0 : known;
        try {
            if (Pattern.compile(text.constant().stringValue()).programSize() > Language.LARGEST_PATTERN) {
                flaws.add(new Flaw(at, "the pattern is too large", "repeat less"));
            }
        } catch (PatternSyntaxException e) {
            flaws.add(new Flaw(at, "the pattern cannot be read: " + e.getMessage(), ""));
        }
    }

    private static void words(
            List<CelExpr> sides, CelAbstractSyntaxTree ast, CommonFields fields, List<Flaw> flaws) {
        for (CelExpr side : sides) {
            if (side.getKind() == ExprKind.Kind.SELECT && isEvent(side.select().operand())) {
                Set<String> words = fields.words(side.select().field());
                if (!words.isEmpty()) {
                    sides.forEach(other -> unknownWords(other, side.select().field(), words, ast, flaws));
                }
            }
        }
    }

    private static void unknownWords(
            CelExpr side, String field, Set<String> words, CelAbstractSyntaxTree ast, List<Flaw> flaws) {
        if (side.getKind() == ExprKind.Kind.LIST) {
            side.list().elements().forEach(element -> unknownWords(element, field, words, ast, flaws));
        } else if (side.getKind() == ExprKind.Kind.CONSTANT
                && side.constant().getKind() == CelConstant.Kind.STRING_VALUE
                && !words.contains(side.constant().stringValue())) {
            String word = side.constant().stringValue();
            Integer at = ast.getSource().getPositionsMap().get(side.id());
            flaws.add(new Flaw(
                    at == null ? 0 : at, "event." + field + " is never '" + word + "'", Nearest.hint(word, words)));
        }
    }

    private static boolean isEvent(CelExpr expr) {
        return expr.getKind() == ExprKind.Kind.IDENT && expr.ident().name().equals("event");
    }
}
