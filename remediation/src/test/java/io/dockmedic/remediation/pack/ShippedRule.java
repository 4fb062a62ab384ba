package io.dockmedic.remediation.pack;

import io.dockmedic.remediation.Shipped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the page has of one rule.
 *
 * @param file     where it is written
 * @param rule     as it is written
 * @param headings of the page that says what the words in it mean
 */
record ShippedRule(ShippedFile file, Map<?, ?> rule, Headings headings) {
    private static final String FOLDER = "../rules/src/main/resources/io/dockmedic/rules/";

    /** All else says when it fires. */
    private static final Set<String> ELSEWHERE = Set.of("alert", "resolve", "labels", "annotations", "remedy");

    String name() {
        return String.valueOf(rule.get("alert"));
    }

    /** In the table of its file. */
    String row() {
        String ladder = steps().stream()
                .map(step -> String.valueOf(step.get("action")))
                .collect(
                        Collectors.joining(", "));
        return "| [" + name() + "](#" + Headings.anchor(name()) + ") | " + map("labels").get("severity") + " | "
                + (ladder.isEmpty() ? "nothing" : ladder) + " |\n";
    }

    String section() {
        String about = file.about(name());
        return "### " + name() + "\n\n" + (about.isEmpty() ? "" : about + "\n\n")
                + "- **Fires** " + fires() + "\n"
                + "- **Says** " + Words.code(String.valueOf(map("annotations").get("summary")).strip()) + "; "
                + Words.PLAIN.of(map("labels")) + "\n"
                + "- **Does** " + does() + "\n"
                + "- **Is over** " + over() + "\n"
                + "- [The rule](" + FOLDER + file.name() + "), [its tests](" + FOLDER + "pack/tests/" + name()
                + ".yml), [at 3 a.m.](runbook.md#" + Headings.anchor(name()) + ")\n";
    }

    private String fires() {
        Words linked = new Words(text -> headings.linked(text, Words.code(text)));
        return rule.entrySet()
                .stream()
                .filter(entry -> !ELSEWHERE.contains(String.valueOf(entry.getKey())))
                .map(entry -> headings.linked(String.valueOf(entry.getKey()), Words.key(entry.getKey())) + " "
                        + linked.of(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private String does() {
        return steps().isEmpty()
                ? "nothing, and calls nobody"
                : steps().stream().map(ShippedRule::step).collect(Collectors.joining("; then "));
    }

    private static String step(Map<?, ?> step) {
        String action = String.valueOf(step.get("action"));
        Map<Object, Object> rest = new LinkedHashMap<>(step);
        rest.remove("action");
        List<String> parts = new ArrayList<>(List.of("[`" + action + "`](remediation.md#actions)"));
        rest.forEach((key, value) -> parts.add(Words.key(key) + " " + Words.PLAIN.of(value)));
        return String.join(", ", parts) + condition(action);
    }

    /** What a person has to do or say first. */
    private static String condition(String action) {
        return switch (Shipped.catalog().find(action).orElseThrow().kind()) {
            case SAFE -> "";
            case CAREFUL -> " (switched off: `actions: {careful: [" + action + "]}`)";
            case DESTRUCTIVE -> " (with an [approval](remediation.md#approvals) alone)";
        };
    }

    private String over() {
        Object ways = rule.get("resolve");
        return ways instanceof List<?> list
                ? list.stream().map(Words.PLAIN::of).collect(Collectors.joining("; or "))
                : ways == null ? "when its time is up" : Words.PLAIN.of(ways);
    }

    private List<Map<?, ?>> steps() {
        List<Map<?, ?>> steps = new ArrayList<>();
        for (Object step : (List<?>) Objects.requireNonNullElse(rule.get("remedy"), List.of())) {
            steps.add((Map<?, ?>) step);
        }
        return steps;
    }

    private Map<?, ?> map(String key) {
        return (Map<?, ?>) Objects.requireNonNull(rule.get(key), name() + " has no " + key);
    }
}
