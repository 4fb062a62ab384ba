package io.dockmedic.rules.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A checked expression as a person would write it, and the same for the same meaning whatever its blanks and brackets were. */
final class Written {
    private static final Map<String, String> BETWEEN = Map.ofEntries(
            Map.entry("_&&_", "&&"), Map.entry("_||_", "||"), Map.entry("_==_", "=="), Map.entry("_!=_", "!="),
            Map.entry("_<_", "<"), Map.entry("_<=_", "<="), Map.entry("_>_", ">"), Map.entry("_>=_", ">="),
            Map.entry("_+_", "+"), Map.entry("_-_", "-"), Map.entry("_*_", "*"), Map.entry("_/_", "/"),
            Map.entry("_%_", "%"), Map.entry("@in", "in"));

    private Written() {}

    /** Empty for what has variables of its own, and may mean something else elsewhere. */
    static Optional<String> of(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> Optional.of(of(expr.constant()));
            case IDENT -> Optional.of(expr.ident().name());
            case SELECT -> of(expr.select().operand())
                    .map(of -> of + "." + expr.select().field())
                    .map(field -> expr.select().testOnly() ? "has(" + field + ")" : field);
            case CALL -> call(expr.call());
            case LIST -> all(expr.list().elements()).map(items -> "[" + String.join(", ", items) + "]");
            default -> Optional.empty();
        };
    }

    private static Optional<String> call(CelExpr.CelCall call) {
        Optional<List<String>> arguments = all(call.args());
        Optional<String> target = call.target().flatMap(Written::of);
        if (arguments.isEmpty() || target.isPresent() != call.target().isPresent()) {
            return Optional.empty();
        }
        List<String> parts = arguments.get();
        String between = BETWEEN.get(call.function());
        if (between != null && parts.size() == 2) {
            return Optional.of(bracketed(call.args().get(0), parts.get(0)) + " " + between + " "
                    + bracketed(call.args().get(1), parts.get(1)));
        }
        return Optional.of(switch (call.function()) {
            case "!_" -> "!" + bracketed(call.args().getFirst(), parts.getFirst());
            case "-_" -> "-" + bracketed(call.args().getFirst(), parts.getFirst());
            case "_[_]" -> parts.get(0) + "[" + parts.get(1) + "]";
            case "_?_:_" -> "(" + parts.get(0) + " ? " + parts.get(1) + " : " + parts.get(2) + ")";
            default -> target.map(of -> of + ".").orElse("") + call.function() + "(" + String.join(", ", parts) + ")";
        });
    }

    private static String bracketed(CelExpr expr, String text) {
        boolean joins = expr.getKind() == ExprKind.Kind.CALL && BETWEEN.containsKey(expr.call().function());
        return joins ? "(" + text + ")" : text;
    }

    private static Optional<List<String>> all(List<CelExpr> parts) {
        List<String> texts = new ArrayList<>();
        for (CelExpr part : parts) {
            of(part).ifPresent(texts::add);
        }
        return texts.size() == parts.size() ? Optional.of(texts) : Optional.empty();
    }

    private static String of(CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE -> "'" + constant.stringValue().replace("\\", "\\\\").replace("'", "\\'") + "'";
            case INT64_VALUE -> Long.toString(constant.int64Value());
            case UINT64_VALUE -> constant.uint64Value() + "u";
            case DOUBLE_VALUE -> Double.toString(constant.doubleValue());
            case BOOLEAN_VALUE -> Boolean.toString(constant.booleanValue());
            case NULL_VALUE -> "null";
            default -> constant.toString().lines().collect(Collectors.joining(" "));
        };
    }
}
