package io.dockmedic.rules.garbage;

import io.dockmedic.rules.kind.Field;
import io.dockmedic.rules.kind.FieldType;
import io.dockmedic.rules.kind.Kind;
import java.util.List;

/** Expressions over one kind of event: by the grammar, mostly well typed; or mangled. */
public final class Expressions {
    private static final List<String> PATTERNS = List.of("^web-[0-9]+$", "a*", "(a|b)+", "\\\\d{3}", "(", "[", "(a+)+$",
            "x{1000}", "(x{100}){100}", "(?i)WEB", "\\\\pL", "(?<!a)b", "");

    private final Dice dice;
    private final Texts texts;
    private final Kind<?> kind;

    public Expressions(Dice dice, Kind<?> kind) {
        this.dice = dice;
        this.texts = new Texts(dice);
        this.kind = kind;
    }

    /** Of any type, and every third one broken. */
    public String any() {
        String sound = switch (dice.below(6)) {
            case 0 -> text(3);
            case 1 -> number(3);
            default -> truth(dice.oneIn(30) ? 8 : 4);
        };
        return dice.oneIn(3) ? texts.mangled(sound) : sound;
    }

    public String truth(int depth) {
        if (depth <= 0 || dice.oneIn(6)) {
            return field(FieldType.FLAG, dice.oneIn(2) ? "true" : "false");
        }
        int less = depth - 1;
        return switch (dice.below(14)) {
            case 0, 1 -> truth(less) + " && " + truth(less);
            case 2 -> truth(less) + " || " + truth(less);
            case 3 -> "!(" + truth(less) + ")";
            case 4 -> "(" + truth(less) + " ? " + truth(less) + " : " + truth(less) + ")";
            case 5, 6 -> number(less) + " " + comparison() + " " + number(less);
            case 7 -> text(less) + dice.of(List.of(" == ", " != ", " < ")) + text(less);
            case 8 ->
                text(less) + "." + dice.of(List.of("startsWith", "endsWith", "contains")) + "(" + text(less) + ")";
            case 9 -> text(less) + ".matches('" + dice.of(PATTERNS) + "')";
            case 10 -> text(less) + " in [" + text(less) + ", " + text(less) + "]";
            case 11 -> span(less) + " " + comparison() + " " + span(less);
            case 12 -> "[" + number(less) + ", " + number(less) + "]." + dice.of(List.of("all", "exists", "exists_one"))
                    + "(n, n " + comparison() + " " + number(less) + ")";
            default -> labels(less);
        };
    }

    /** What most rules are made of: no arithmetic, no patterns, no loops. */
    public String plain(int depth) {
        if (depth <= 0 || dice.oneIn(8)) {
            return field(FieldType.FLAG, dice.oneIn(2) ? "true" : "false");
        }
        int less = depth - 1;
        String text = field(FieldType.TEXT, "'web'");
        String other = dice.oneIn(3)
                ? field(FieldType.TEXT, "'web'")
                : "'" + texts.any().replaceAll("[\\\\'\\n\\r]", "") + "'";
        String number = dice.oneIn(3) ? dice.of(List.of("0", "1", "137", "-1")) : field(FieldType.NUMBER, "42");
        return switch (dice.below(11)) {
            case 0, 1 -> "(" + plain(less) + " && " + plain(less) + ")";
            case 2 -> "(" + plain(less) + " || " + plain(less) + ")";
            case 3 -> "!" + "(" + plain(less) + ")";
            case 4 -> "(" + plain(less) + " ? " + plain(less) + " : " + plain(less) + ")";
            case 5 -> field(FieldType.NUMBER, "42") + " " + comparison() + " " + number;
            case 6 -> text + dice.of(List.of(" == ", " != ")) + other;
            case 7 -> text + "." + dice.of(List.of("startsWith", "endsWith", "contains")) + "(" + other + ")";
            case 8 -> dice.oneIn(2) ? text + " in ['web', " + "'db']" : number + " in [0, 1, 137, -1]";
            case 9 -> field(FieldType.SPAN, "duration('1m')") + " " + comparison() + " duration('"
                    + dice.of(List.of("10s", "1h30m", "0s", "250ms", "90000h")) + "')";
            default -> dice.oneIn(2) ? other + " in event.labels" : "event.labels[" + other + "] == " + text;
        };
    }

    private String labels(int depth) {
        String key = text(depth);
        return dice.oneIn(2) ? key + " in event.labels" : "event.labels[" + key + "] == " + text(depth);
    }

    private String comparison() {
        return dice.of(List.of("==", "!=", "<", "<=", ">", ">="));
    }

    public String number(int depth) {
        if (depth <= 0 || dice.oneIn(3)) {
            return dice.oneIn(3)
                    ? dice.of(List.of("0", "1", "137", "-1", "2.5", "9223372036854775807", "1e308", "0x1f", "7u"))
                    : field(FieldType.NUMBER, "42");
        }
        int less = depth - 1;
        return switch (dice.below(6)) {
            case 0 -> "size(" + text(less) + ")";
            case 1 -> "int(" + dice.of(List.of(text(less), number(less), "event.at")) + ")";
            case 2 -> "(" + truth(less) + " ? " + number(less) + " : " + number(less) + ")";
            case 3 -> "event.at." + dice.of(List.of("getHours", "getDayOfWeek", "getMinutes", "getFullYear")) + "("
                    + dice.of(List.of("", "'Europe/Berlin'", "'+02:00'", "'Nowhere/At-All'")) + ")";
            default -> "(" + number(less) + dice.of(List.of(" + ", " - ", " * ", " / ", " % ")) + number(less) + ")";
        };
    }

    public String text(int depth) {
        if (depth <= 0 || dice.oneIn(3)) {
            return dice.oneIn(3)
                    ? "'" + texts.any().replaceAll("[\\\\'\\n\\r]", "") + "'"
                    : field(FieldType.TEXT, "'web'");
        }
        int less = depth - 1;
        return switch (dice.below(4)) {
            case 0 -> "string(" + dice.of(List.of(number(less), "event.at", span(less), text(less))) + ")";
            case 1 -> "(" + truth(less) + " ? " + text(less) + " : " + text(less) + ")";
            case 2 -> "event.labels[" + text(less) + "]";
            default -> text(less) + " + " + text(less);
        };
    }

    private String span(int depth) {
        if (depth <= 0 || dice.oneIn(3)) {
            return dice.oneIn(2)
                    ? "duration('" + dice.of(List.of("10s", "1h30m", "0s", "-5m", "1000000h", "99999999999h", "x"))
                            + "')"
                    : field(FieldType.SPAN, "duration('10s')");
        }
        return dice.oneIn(2)
                ? "(event.at - timestamp('" + dice.of(List.of("2026-11-01T00:00:00Z", "0001-01-01T00:00:00Z",
                        "9999-12-31T23:59:59Z", "yesterday")) + "'))"
                : "(" + span(depth - 1) + " + " + span(depth - 1) + ")";
    }

    /** One of the kind's own; {@code instead} when it has none of the type, and at times another kind's or none. */
    private String field(FieldType type, String instead) {
        if (dice.oneIn(40)) {
            return "event." + dice.of(List.of("nothing", "exitcode", "at.at", "labels.a", "labels"));
        }
        List<String> fields = kind.fields()
                .stream()
                .filter(field -> field.type() == type || dice.oneIn(200))
                .map(Field::name)
                .toList();
        return fields.isEmpty() ? instead : "event." + dice.of(fields);
    }
}
