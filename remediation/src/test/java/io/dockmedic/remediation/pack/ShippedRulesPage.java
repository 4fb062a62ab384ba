package io.dockmedic.remediation.pack;

import io.dockmedic.rules.file.RuleFile;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/shipped-rules.md}, made from the files. */
final class ShippedRulesPage {
    private static final String HEAD = """
            # The shipped rules

            Made from the rule files that ship with Dockmedic; a test compares it with them, so this is what they say. What the words
            mean: [every key of a rule](rules.md#every-key). When one calls you: [the runbook](runbook.md).

            What a rule *does* it does for a container whose owner [consents](remediation.md#consent), as long as nothing
            [stands against it](remediation.md#verdicts), and within its attempts, each proof's time and the [budgets](remediation.md#budgets).
            Where a step says *switched off*, it is skipped until your [configuration](configuration.md#settings) has what stands beside it.

            These rules are always in force, beside yours; they cannot be edited, left out or replaced under their names. To change what one does:

            | to have | write |
            |---|---|
            | more done | `actions` in the [configuration](configuration.md#settings); the table of [actions](remediation.md#actions) says what each does |
            | less done, or nobody called | [labels](configuration.md#labels-on-containers) on the container, a [silence or a maintenance window](remediation.md#pause-silence-maintenance) |
            | something else done | a [rule of your own](rules.md#a-whole-file) with another name that [inhibits](rules.md#inhibition-what-follows-from-something-else) the shipped one |
            | a person asked each time | `actions: {ask: […]}`, for the actions that have [such a question](remediation.md#approvals) |
            """;

    private ShippedRulesPage() {}

    /** @param rules the page that says what the words mean */
    static String of(List<RuleFile> files, String rules) {
        Headings headings = Headings.of(rules);
        return HEAD + files.stream()
                .map(ShippedFile::of)
                .map(file -> file(file, headings))
                .collect(
                        Collectors.joining());
    }

    private static String file(ShippedFile file, Headings headings) {
        List<ShippedRule> rules = file.rules().stream().map(rule -> new ShippedRule(file, rule, headings)).toList();
        String named = file.rest()
                .entrySet()
                .stream()
                .flatMap(ShippedRulesPage::named)
                .collect(
                        Collectors.joining());
        return "\n## " + file.name() + "\n\n" + file.about() + "\n\n"
                + (named.isEmpty() ? "" : named + "\n")
                + "| rule | severity | does |\n|---|---|---|\n"
                + rules.stream().map(ShippedRule::row).collect(Collectors.joining()) + "\n"
                + rules.stream().map(ShippedRule::section).collect(Collectors.joining("\n"));
    }

    /** By names of the file's own, as predicates are, or as it stands there. */
    private static Stream<String> named(Map.Entry<?, ?> entry) {
        return entry.getValue() instanceof Map<?, ?> names
                ? names.entrySet()
                        .stream()
                        .map(name -> "- " + entry.getKey() + " " + Words.code(
                                String.valueOf(name.getKey())) + ": " + Words.PLAIN.of(name.getValue()) + "\n")
                : Stream.of("- " + entry.getKey() + ": " + Words.PLAIN.of(entry.getValue()) + "\n");
    }
}
