package io.dockmedic.rules.garbage;

import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.pack.Pack;
import java.util.ArrayList;
import java.util.List;

/** Rule files: shipped rules mangled, and files made by the grammar with whatever fits and does not. */
final class RuleFiles {
    private static final String HEAD = "groups:\n  - name: g\n    rules:\n";
    private static final List<String> SHIPPED = Pack.files()
            .stream()
            .flatMap(file -> rules(file.text()).stream())
            .toList();
    private static final List<Kind<?>> KINDS = List.copyOf(Kinds.standard().all());
    private static final List<String> WORDS = List.of("on", "when", "unless", "by", "count", "for", "absent",
            "sequence",
            "all", "distinct", "changes", "delta", "rate", "predict", "collect", "schedule", "keep_firing_for",
            "no_data",
            "resolve",
            "labels", "annotations", "remedy", "action", "attempts", "skip_after", "after_backup", "quiet", "acts",
            "verify",
            "within",
            "at_least", "steps", "of",
            "above",
            "rises_by", "per", "in", "cron", "zone", "not_followed_by", "running", "severity", "summary", "with", "x");

    private final Dice dice;
    private final Texts texts;

    RuleFiles(Dice dice) {
        this.dice = dice;
        this.texts = new Texts(dice);
    }

    String any() {
        return switch (dice.below(4)) {
            case 0, 1 -> texts.mangled(HEAD + dice.of(SHIPPED) + (dice.oneIn(4) ? dice.of(SHIPPED) : ""));
            case 2 -> byGrammar();
            default -> dice.oneIn(2) ? texts.mangled(byGrammar()) : flow(4);
        };
    }

    private String byGrammar() {
        Kind<?> kind = dice.of(KINDS);
        Expressions cel = new Expressions(dice, kind);
        StringBuilder text = new StringBuilder();
        if (dice.oneIn(5)) {
            text.append("lists: {some: [").append(dice.oneIn(2) ? "1, 2" : "a, b").append("]}\n");
            text.append("predicates: {calm: ")
                    .append(quoted(cel.truth(2)))
                    .append(", odd: ")
                    .append(dice.oneIn(3) ? "odd || calm" : quoted(cel.any()))
                    .append("}\n");
        }
        text.append(HEAD).append("      - alert: ").append(dice.oneIn(9) ? quoted(texts.any()) : "A").append('\n');
        line(text, "on", dice.oneIn(4) ? "[" + kind.name() + ", " + dice.of(KINDS).name() + "]" : kind.name());
        line(text, "when", quoted(cel.any()));
        List<String> more = new ArrayList<>(List.of(
                "by: [" + quoted(dice.oneIn(2) ? cel.text(2) : "event.host") + "]", operator(cel), "unless: [calm]",
                "keep_firing_for: " + duration(), "labels: {severity: " + dice.of(List.of("info", "loud")) + ", a: "
                        + quoted("{{ " + cel.any() + " }}") + "}",
                "annotations: {summary: " + quoted(texts.any() + "{{ " + cel.text(2) + " }}") + "}",
                "remedy: [{action: restart, attempts: [" + duration() + "], verify: {running: " + duration()
                        + ", within: "
                        + duration() + "}}]",
                dice.of(WORDS) + ": " + flow(3)));
        for (int left = dice.below(5); left > 0; left--) {
            text.append("        ").append(more.remove(dice.below(more.size()))).append('\n');
        }
        line(text, "resolve", "{on: " + dice.of(KINDS).name() + (dice.oneIn(3) ? ", for: " + duration() : "")
                + (dice.oneIn(4) ? ", when: " + quoted("event.host == 'a'") : "") + "}");
        return text.toString();
    }

    private String operator(Expressions cel) {
        String number = dice.oneIn(6) ? Long.toString(dice.number()) : Integer.toString(2 + dice.below(4));
        return switch (dice.below(11)) {
            case 0 -> "count: {at_least: " + number + ", within: " + duration() + "}";
            case 1 -> "for: " + duration();
            case 2 -> "absent: {on: " + dice.of(KINDS).name() + ", within: " + duration() + "}";
            case 3 -> "sequence: {steps: [{on: " + dice.of(KINDS).name() + "}, {on: " + dice.of(KINDS).name()
                    + "}], within: " + duration() + "}";
            case 4 -> "all: {steps: [{on: " + dice.of(KINDS).name() + "}], within: " + duration() + "}";
            case 5 -> "distinct: {of: " + quoted(cel.any()) + ", at_least: " + number + ", within: " + duration() + "}";
            case 6 ->
                "changes: {of: " + quoted(cel.text(2)) + ", at_least: " + number + ", within: " + duration() + "}";
            case 7 ->
                "delta: {of: " + quoted(cel.number(2)) + ", rises_by: " + number + ", within: " + duration() + "}";
            case 8 ->
                "predict: {of: " + quoted(cel.number(2)) + ", above: " + number + ", in: " + duration() + ", within: "
                        + duration() + "}";
            case 9 -> "collect: " + duration();
            default -> "schedule: {cron: " + quoted(dice.oneIn(3) ? texts.any() : "*/5 3 * * 1-5") + ", zone: "
                    + dice.of(List.of("UTC", "Europe/Berlin", "Nowhere")) + ", within: " + duration() + "}";
        };
    }

    private String duration() {
        return dice.oneIn(5)
                ? quoted(texts.any())
                : dice.of(List.of("1s", "30s", "10m", "24h", "0s", "3d", "1ms", "1h30m"));
    }

    /** Nested without sense. */
    private String flow(int depth) {
        if (depth == 0 || dice.oneIn(4)) {
            return dice.oneIn(3) ? texts.strange() : quoted(texts.any());
        }
        StringBuilder text = new StringBuilder();
        boolean map = dice.oneIn(2);
        for (int left = dice.below(5); left > 0; left--) {
            text.append(text.isEmpty() ? "" : ", ");
            text.append(map ? dice.of(WORDS) + ": " : "").append(flow(depth - 1));
        }
        return map ? "{" + text + "}" : "[" + text + "]";
    }

    private void line(StringBuilder text, String key, String value) {
        if (!dice.oneIn(25)) {
            text.append("        ").append(key).append(": ").append(value).append('\n');
        }
    }

    private String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r") + "\"";
    }

    /** The rules of a shipped file, each as it stands there. */
    private static List<String> rules(String file) {
        List<String> rules = new ArrayList<>();
        for (String part : file.split("(?m)^(?= {6}- alert:)", -1)) {
            if (part.startsWith("      - alert:")) {
                rules.add(part);
            }
        }
        return rules;
    }
}
