package io.dockmedic.rules.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.dockmedic.rules.duration.PrometheusDuration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Plans those expressions that most rules are made of without the library, from its own checked tree: fields, constants, labels,
 * comparisons of one type, {@code in}, {@code && || ! ? :} and what texts begin, end with and contain. An expression with anything
 * else in it is the library's as a whole. Both must come to the same; a test compares them.
 */
final class Lowering {
    private static final int MOST_KEYS = 10;
    private static final int LONGEST_KEY = 40;
    private static final Set<CelType> COMPARED = Set.of(SimpleType.INT, SimpleType.DURATION, SimpleType.TIMESTAMP);
    private static final Set<CelType> EQUATED = Set.of(SimpleType.INT, SimpleType.DURATION, SimpleType.TIMESTAMP,
            SimpleType.STRING, SimpleType.BOOL);

    private static final Pattern HOURS_AND_LESS = Pattern.compile("(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,6}s)?(\\d{1,6}ms)?");

    private final CelAbstractSyntaxTree ast;

    private Lowering(CelAbstractSyntaxTree ast) {
        this.ast = ast;
    }

    /** Empty when it is the library's. */
    static Optional<Evaluation> of(CelAbstractSyntaxTree ast) {
        return new Lowering(ast).node(ast.getExpr());
    }

    private Optional<Evaluation> node(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> constant(expr.constant()).map(Constant::new);
            case SELECT -> field(expr.select());
            case IDENT -> named(expr.ident().name());
            case CALL -> call(expr.call());
            default -> Optional.empty();
        };
    }

    private static Optional<Object> constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> Optional.of(constant.booleanValue());
            case INT64_VALUE -> Optional.of(constant.int64Value());
            case STRING_VALUE -> Optional.of(constant.stringValue());
            default -> Optional.empty();
        };
    }

    private static Optional<Evaluation> named(String name) {
        return switch (name) {
            case "count" -> Optional.of(subject -> (long) subject.count());
            case "subjects" -> Optional.of(Subject::subjects);
            default -> Optional.empty();
        };
    }

    private static Optional<Evaluation> field(CelExpr.CelSelect select) {
        boolean own = select.operand().getKind() == CelExpr.ExprKind.Kind.IDENT
                && select.operand().ident().name().equals("event") && !select.testOnly();
        String name = select.field();
        return own ? Optional.of(new OwnField(name)) : Optional.empty();
    }

    private Optional<Evaluation> call(CelExpr.CelCall call) {
        List<CelExpr> parts = new ArrayList<>(call.target().map(List::of).orElse(List.of()));
        parts.addAll(call.args());
        if (call.function().equals("@in")) {
            return within(parts.get(0), parts.get(1));
        }
        if (call.function().equals("duration")) {
            return span(parts.getFirst());
        }
        List<Evaluation> nodes = new ArrayList<>();
        for (CelExpr part : parts) {
            node(part).ifPresent(nodes::add);
        }
        if (nodes.size() != parts.size()) {
            return Optional.empty();
        }
        return switch (call.function()) {
            case "!_" -> Optional.of(not(nodes.get(0)));
            case "_?_:_" -> Optional.of(either(nodes.get(0), nodes.get(1), nodes.get(2)));
            case "_&&_" -> Optional.of(new Joined(nodes.get(0), nodes.get(1), false));
            case "_||_" -> Optional.of(new Joined(nodes.get(0), nodes.get(1), true));
            case "_[_]" -> isText(parts.get(1)) ? Optional.of(label(nodes.get(0), nodes.get(1))) : Optional.empty();
            default -> two(call.function(), parts, nodes);
        };
    }

    /** One that is written as we would write it, and in which no day or year is in question. */
    private static Optional<Evaluation> span(CelExpr text) {
        boolean written = text.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && text.constant().getKind() == CelConstant.Kind.STRING_VALUE
                && HOURS_AND_LESS.matcher(text.constant().stringValue()).matches();
        return written
                ? PrometheusDuration.parse(text.constant().stringValue()).map(span -> subject -> span)
                : Optional.empty();
    }

    private Optional<Evaluation> two(String function, List<CelExpr> parts, List<Evaluation> nodes) {
        Optional<CelType> type = parts.size() == 2 ? common(parts.get(0), parts.get(1)) : Optional.empty();
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Evaluation left = nodes.get(0);
        Evaluation right = nodes.get(1);
        boolean equated = EQUATED.contains(type.get());
        boolean compared = COMPARED.contains(type.get());
        boolean texts = type.get().equals(SimpleType.STRING);
        return Optional.ofNullable(switch (function) {
            case "_==_" -> equated ? FieldIs.equal(left, right) : null;
            case "_!=_" -> equated ? not(FieldIs.equal(left, right)) : null;
            case "_<_" -> compared ? subject -> order(left, right, subject) < 0 : null;
            case "_<=_" -> compared ? subject -> order(left, right, subject) <= 0 : null;
            case "_>_" -> compared ? subject -> order(left, right, subject) > 0 : null;
            case "_>=_" -> compared ? subject -> order(left, right, subject) >= 0 : null;
            case "startsWith" -> texts ? subject -> text(left, subject).startsWith(text(right, subject)) : null;
            case "endsWith" -> texts ? subject -> text(left, subject).endsWith(text(right, subject)) : null;
            case "contains" -> texts ? subject -> text(left, subject).contains(text(right, subject)) : null;
            default -> null;
        });
    }

    /** In a list of constants of its own type, or a label's name. */
    private Optional<Evaluation> within(CelExpr element, CelExpr container) {
        Optional<Evaluation> one = node(element);
        if (one.isEmpty()) {
            return Optional.empty();
        }
        Evaluation asked = one.get();
        if (container.getKind() != CelExpr.ExprKind.Kind.LIST) {
            return node(container).filter(map -> isText(element) && container.getKind() == CelExpr.ExprKind.Kind.SELECT)
                    .map(map -> subject -> ((Map<?, ?>) map.of(subject)).containsKey(asked.of(subject)));
        }
        Set<Object> all = new HashSet<>();
        for (CelExpr item : container.list().elements()) {
            if (item.getKind() != CelExpr.ExprKind.Kind.CONSTANT
                    || common(element, item).filter(EQUATED::contains).isEmpty()) {
                return Optional.empty();
            }
            constant(item.constant()).ifPresent(all::add);
        }
        return container.list().optionalIndices().isEmpty()
                ? Optional.of(subject -> all.contains(asked.of(subject)))
                : Optional.empty();
    }

    private static Evaluation not(Evaluation node) {
        return subject -> !truth(node, subject);
    }

    private static Evaluation either(Evaluation asked, Evaluation yes, Evaluation no) {
        return subject -> (truth(asked, subject) ? yes : no).of(subject);
    }

    private static Evaluation label(Evaluation labels, Evaluation name) {
        return subject -> {
            Object asked = name.of(subject);
            Map<?, ?> there = labels.of(subject) instanceof Map<?, ?> map ? map : Map.of();
            Object value = there.get(asked);
            if (value == null) {
                throw new ExpressionException(() -> noKey(asked, there));
            }
            return value;
        };
    }

    private static String noKey(Object asked, Map<?, ?> there) {
        String keys = there.keySet()
                .stream()
                .map(key -> String.valueOf(key))
                .map(key -> key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) + "…" : key)
                .sorted()
                .limit(MOST_KEYS)
                .collect(Collectors.joining(", "));
        return "no such key: " + asked + "; there " + (keys.isEmpty() ? "is none" : "are: " + keys)
                + (there.size() > MOST_KEYS ? ", …" : "");
    }

    private Optional<CelType> common(CelExpr one, CelExpr other) {
        return ast.getType(one.id()).filter(type -> ast.getType(other.id()).filter(type::equals).isPresent());
    }

    private boolean isText(CelExpr expr) {
        return ast.getType(expr.id()).filter(SimpleType.STRING::equals).isPresent();
    }

    private static boolean truth(Evaluation node, Subject subject) throws ExpressionException {
        return (Boolean) node.of(subject);
    }

    private static String text(Evaluation node, Subject subject) throws ExpressionException {
        return (String) node.of(subject);
    }

    /** Of two of one type, which was checked. */
    @SuppressWarnings("unchecked")
    private static int order(Evaluation left, Evaluation right, Subject subject) throws ExpressionException {
        return ((Comparable<Object>) left.of(subject)).compareTo(right.of(subject));
    }

    /**
     * {@code &&} and {@code ||}: a side that settles it settles it, even where the other one cannot be evaluated, on whichever side
     * it stands.
     *
     * @param settles the value of a side that is that of the whole
     */
    private record Joined(Evaluation left, Evaluation right, boolean settles) implements Evaluation {
        @Override
        public Object of(Subject subject) throws ExpressionException {
            boolean first;
            try {
                first = truth(left, subject);
            } catch (ExpressionException e) {
                if (truth(right, subject) == settles) {
                    return settles;
                }
                throw e;
            }
            return first == settles ? first : truth(right, subject);
        }
    }
}
