package io.dockmedic.rules.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.types.SimpleType;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.dockmedic.rules.expression.Claim.Is;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that are never true, whatever comes: each way to be true asks for things that exclude each other. What is not understood is
 * taken for what may be so, so nothing is said that is not certain.
 */
final class Never {
    private static final int WAYS = 200;
    private static final Set<String> TWO_WAYS = Set.of("_?_:_", "_&&_", "_||_");
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
    private static final Map<String, Is> ORDERS = Map.of(
            "_<_", Is.LESS, "_<=_", Is.AT_MOST, "_>_", Is.MORE, "_>=_", Is.AT_LEAST);
    private static final Map<Is, Is> TURNED = Map.of(
            Is.LESS, Is.MORE, Is.MORE, Is.LESS, Is.AT_MOST, Is.AT_LEAST, Is.AT_LEAST, Is.AT_MOST);
    private static final Map<String, Is> TEXTS = Map.of(
            "startsWith", Is.BEGINS, "endsWith", Is.ENDS, "contains", Is.HOLDS);
    private static final Map<Is, String> SIGNS = Map.of(
            Is.LESS, "<", Is.AT_MOST, "<=", Is.MORE, ">", Is.AT_LEAST, ">=");

    /** There are more ways than are looked at. */
    private static final class TooManyException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final CelAbstractSyntaxTree ast;

    private Never(CelAbstractSyntaxTree ast) {
        this.ast = ast;
    }

    /**
     * Why it is never true, for a person; empty where it may be.
     *
     * @param words the only texts that a field can be; empty for any
     */
    static Optional<String> why(CelAbstractSyntaxTree condition, Function<String, Set<String>> words) {
        try {
            return new Never(condition).why(new Together(about -> domain(about, words)));
        } catch (TooManyException e) {
            return Optional.empty();
        }
    }

    private static Set<Object> domain(String about, Function<String, Set<String>> words) {
        return about.startsWith("event.") ? Set.copyOf(words.apply(about.substring("event.".length()))) : Set.of();
    }

    private Optional<String> why(Together together) {
        List<List<Claim>> ways = ways(ast.getExpr(), true);
        String why = "";
        for (List<Claim> way : ways) {
            List<Claim> excluding = together.excluding(way);
            if (excluding.isEmpty()) {
                return Optional.empty();
            }
            if (why.isEmpty()) {
                why = excluding.stream().map(Claim::shown).collect(Collectors.joining(" and "))
                        + (excluding.size() == 1 ? " cannot be" : " exclude each other");
            }
        }
        return Optional.of(ways.isEmpty() ? "it is false whatever comes" : why);
    }

    /** Each way in which it is what is wanted: all claims of one. */
    private List<List<Claim>> ways(CelExpr expr, boolean wanted) {
        if (expr.getKind() == ExprKind.Kind.CONSTANT) {
            return expr.constant().booleanValue() == wanted ? List.of(List.of()) : List.of();
        }
        if (expr.getKind() == ExprKind.Kind.CALL) {
            List<CelExpr> parts = expr.call().args();
            switch (expr.call().function()) {
                case "!_" -> {
                    return ways(parts.getFirst(), !wanted);
                }
                case "_&&_", "_||_" -> {
                    boolean both = expr.call().function().equals("_&&_") == wanted;
                    List<List<Claim>> left = ways(parts.get(0), wanted);
                    List<List<Claim>> right = ways(parts.get(1), wanted);
                    return both ? both(left, right) : either(left, right);
                }
                case "_?_:_" -> {
                    return either(both(ways(parts.get(0), true), ways(parts.get(1), wanted)),
                            both(ways(parts.get(0), false), ways(parts.get(2), wanted)));
                }
                default -> {
                    // One claim.
                }
            }
        }
        return claims(expr, wanted);
    }

    private static List<List<Claim>> either(List<List<Claim>> left, List<List<Claim>> right) {
        return bounded(Stream.concat(left.stream(), right.stream()).toList());
    }

    private static List<List<Claim>> both(List<List<Claim>> left, List<List<Claim>> right) {
        if ((long) left.size() * right.size() > WAYS) {
            throw new TooManyException();
        }
        List<List<Claim>> all = new ArrayList<>();
        left.forEach(one -> right.forEach(
                other -> all.add(Stream.concat(one.stream(), other.stream()).toList())));
        return all;
    }

    private static List<List<Claim>> bounded(List<List<Claim>> ways) {
        if (ways.size() > WAYS) {
            throw new TooManyException();
        }
        return ways;
    }

    private List<List<Claim>> claims(CelExpr expr, boolean wanted) {
        List<Claim> claims = new ArrayList<>();
        Optional<Boolean> settled = compared(expr, wanted, claims);
        if (settled.isPresent()) {
            return settled.get() == wanted ? List.of(List.of()) : List.of();
        }
        if (claims.isEmpty()) {
            String text = Written.of(expr).orElse("#" + expr.id());
            claims.add(new Claim(text, wanted ? Is.SO : Is.NOT_SO, Set.of(),
                    wanted ? text : "!(" + text + ")"));
        }
        labels(expr, claims);
        return List.of(claims);
    }

    /** What is asked for a label is so only where there is one: else it is an error. */
    private static void labels(CelExpr expr, List<Claim> claims) {
        // Of two ways only the one that is gone is gone into, and which that is is not known here.
        if (expr.getKind() == ExprKind.Kind.CALL && !TWO_WAYS.contains(expr.call().function())) {
            List<CelExpr> parts = expr.call().args();
            if (expr.call().function().equals("_[_]") && parts.get(0).getKind() == ExprKind.Kind.SELECT) {
                Written.of(parts.get(1))
                        .flatMap(key -> Written.of(parts.get(0)).map(map -> key + " in " + map))
                        .ifPresent(has -> claims.add(new Claim(has, Is.SO, Set.of(), has)));
            }
            expr.call().target().ifPresent(target -> labels(target, claims));
            parts.forEach(part -> labels(part, claims));
        }
    }

    /** Adds what a comparison claims, or says what it comes to where it is one of constants. */
    private Optional<Boolean> compared(CelExpr expr, boolean wanted, List<Claim> claims) {
        if (expr.getKind() != ExprKind.Kind.CALL) {
            return Optional.empty();
        }
        CelExpr.CelCall call = expr.call();
        List<CelExpr> parts = Stream.concat(call.target().stream(), call.args().stream()).toList();
        if (parts.size() != 2) {
            return Optional.empty();
        }
        boolean turned = constant(parts.get(0)) != null && !TEXTS.containsKey(call.function());
        CelExpr about = parts.get(turned ? 1 : 0);
        Object value = constant(parts.get(turned ? 0 : 1));
        Set<Object> values = value == null && call.function().equals("@in") ? listed(parts.get(1)) : Set.of();
        Is is = is(call.function(), turned);
        Optional<String> name = Written.of(about);
        if (is == null || name.isEmpty() || (value == null && values.isEmpty())) {
            return Optional.empty();
        }
        if (SIGNS.containsKey(is) && !isWhole(about, value)) {
            // What is no number is neither less nor more.
            return Optional.empty();
        }
        Claim claim = new Claim(name.get(), wanted ? is : is.not(), value == null ? values : Set.of(value),
                shown(name.get(), wanted ? is : is.not(), expr, wanted, parts.get(turned ? 0 : 1)));
        Object first = constant(about);
        if (first != null) {
            return Optional.of(claim.isOf(first) == wanted);
        }
        claims.add(claim);
        return Optional.empty();
    }

    private static String shown(String about, Is is, CelExpr expr, boolean wanted, CelExpr with) {
        String sign = SIGNS.get(is);
        if (sign != null) {
            return about + " " + sign + " " + Written.of(with).orElse("");
        }
        String text = Written.of(expr).orElse(about);
        return wanted ? text : "!(" + text + ")";
    }

    private static @Nullable Is is(String function, boolean turned) {
        Is order = ORDERS.get(function);
        if (order != null) {
            return turned ? TURNED.get(order) : order;
        }
        return switch (function) {
            case "_==_" -> Is.ONE_OF;
            case "_!=_" -> Is.NONE_OF;
            case "@in" -> turned ? null : Is.ONE_OF;
            default -> TEXTS.get(function);
        };
    }

    private boolean isWhole(CelExpr expr, @Nullable Object with) {
        return with instanceof BigDecimal
                && ast.getType(expr.id())
                        .filter(type -> type.equals(SimpleType.INT) || type.equals(SimpleType.DURATION))
                        .isPresent();
    }

    /** All of a list of constants; empty where it is anything else. */
    private static Set<Object> listed(CelExpr list) {
        if (list.getKind() != ExprKind.Kind.LIST) {
            return Set.of();
        }
        Set<Object> values = new HashSet<>();
        for (CelExpr element : list.list().elements()) {
            Object value = constant(element);
            if (value == null) {
                return Set.of();
            }
            values.add(value);
        }
        return values;
    }

    private static @Nullable Object constant(CelExpr expr) {
        if (expr.getKind() == ExprKind.Kind.CALL && expr.call().function().equals("duration")
                && expr.call().args().getFirst().getKind() == ExprKind.Kind.CONSTANT) {
            return PrometheusDuration.parse(expr.call().args().getFirst().constant().stringValue())
                    .map(span -> BigDecimal.valueOf(span.getSeconds())
                            .multiply(NANOS)
                            .add(BigDecimal.valueOf(span.getNano())))
                    .orElse(null);
        }
        if (expr.getKind() != ExprKind.Kind.CONSTANT) {
            return null;
        }
        CelConstant constant = expr.constant();
        return switch (constant.getKind()) {
            case STRING_VALUE -> constant.stringValue();
            case INT64_VALUE -> BigDecimal.valueOf(constant.int64Value());
            case DOUBLE_VALUE -> Double.isFinite(constant.doubleValue())
                    ? BigDecimal.valueOf(constant.doubleValue())
                    : null;
            case BOOLEAN_VALUE -> constant.booleanValue();
            default -> null;
        };
    }
}
