package io.dockmedic.rules.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.TestActions;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.pack.Pack;
import io.dockmedic.rules.yaml.RuleProblem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A condition that no event can meet is said to be one, and no other is. */
class NeverTrueTest {
    private static List<String> warnings(String yaml) {
        Loaded loaded = new RuleLoader(Kinds.standard(), new TestActions()).thorough()
                .load(List.of(new RuleFile("own.yml", yaml)));
        assertThat(loaded).isInstanceOf(Loaded.Sound.class);
        return ((Loaded.Sound) loaded).set().warnings().stream().map(RuleProblem::toString).toList();
    }

    private static String rule(String more) {
        return """
                groups:
                  - name: own
                    rules:
                      - alert: Own
                        on: container.died
                        %s
                        resolve: [{on: container.started}, {on: container.removed}]
                """.formatted(more);
    }

    private static List<String> of(String when) {
        return warnings(rule("when: \"" + when + "\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
            "event.exitCode > 5 && event.exitCode < 3 ~ event.exitCode > 5 and event.exitCode < 3 exclude each other",
            "event.exitCode > 5 && event.exitCode < 6 ~ event.exitCode > 5 and event.exitCode < 6 exclude each other",
            "event.exitCode >= 5 && 5 > event.exitCode ~ event.exitCode >= 5 and event.exitCode < 5 exclude each other",
            "event.exitCode == 1 && event.name == 'a' && event.exitCode == 2 ~ event.exitCode == 1 and event.exitCode == 2 exclude each other",
            "event.exitCode in [1, 2] && event.exitCode > 2 ~ event.exitCode in [1, 2] and event.exitCode > 2 exclude each other",
            "event.exitCode > 0 && event.exitCode < 3 && event.exitCode != 1 && event.exitCode != 2 ~ event.exitCode > 0 and event.exitCode < 3 and event.exitCode != 1 and event.exitCode != 2 exclude each other",
            "event.ranFor < duration('10s') && event.ranFor > duration('1m') ~ event.ranFor < duration('10s') and event.ranFor > duration('1m') exclude each other",
            "event.intent == 'asked' && event.intent == 'not_asked' ~ event.intent == 'asked' and event.intent == 'not_asked' exclude each other",
            "event.intent in ['asked', 'not_asked'] && event.intent != 'asked' && event.intent != 'not_asked' ~ event.intent in ['asked', 'not_asked'] and event.intent != 'asked' and event.intent != 'not_asked' exclude each other",
            "event.origin != 'engine' && event.origin != 'reconcile' && event.origin != 'dockmedic' && event.origin != 'external' ~ event.origin != 'engine' and event.origin != 'reconcile' and event.origin != 'dockmedic' and event.origin != 'external' exclude each other",
            "event.name == 'web' && event.name.startsWith('db') ~ event.name == 'web' and event.name.startsWith('db') exclude each other",
            "event.name.startsWith('web') && event.name.startsWith('db') ~ event.name.startsWith('web') and event.name.startsWith('db') exclude each other",
            "event.job && !event.job ~ event.job and !(event.job) exclude each other",
            "event.job && event.job == false ~ event.job and event.job == false exclude each other",
            "'a' in event.labels && !('a' in event.labels) ~ 'a' in event.labels and !('a' in event.labels) exclude each other",
            "!('a' in event.labels) && event.labels['a'] == 'b' ~ !('a' in event.labels) and 'a' in event.labels exclude each other",
            "!(event.exitCode > 5 || event.exitCode < 10) ~ event.exitCode <= 5 and event.exitCode >= 10 exclude each other",
            "event.job ? event.exitCode > 5 && event.exitCode < 3 : false ~ event.exitCode > 5 and event.exitCode < 3 exclude each other",
            "(event.job || event.ours) && !event.job && !event.ours ~ event.job and !(event.job) exclude each other",
            "false ~ it is false whatever comes",
            "1 > 2 ~ it is false whatever comes"})
    void aConditionThatIsNeverTrueIsSaidToBeOne(String when, String why) {
        assertThat(of(when)).containsExactly("own.yml:6:15: this is never true: " + why
                + "; mend one of them, or write || where one is enough");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "!('a' in event.labels) && ('a' in event.labels ? event.labels['a'] : 'b') == 'b'",
            "event.exitCode > 5 && event.exitCode < 7", "event.exitCode > 5 || event.exitCode < 3",
            "event.exitCode != 1 && event.exitCode != 2", "event.exitCode == 1 || event.exitCode == 2",
            "event.exitCode in [1, 2] && event.exitCode > 1", "event.intent != 'asked' && event.intent != 'unknown'",
            "event.exitCode * 2 > 5 && event.exitCode < 3", "event.name > 'b' && event.name < 'a'",
            "event.name.startsWith('web') && event.name.startsWith('web-')",
            "event.name.matches('a') && event.name == 'b'",
            "event.job || !event.job", "'a' in event.labels && event.labels['a'] == 'b'",
            "!('a' in event.labels) || event.labels['a'] == 'b'", "!('a' in event.labels && event.labels['a'] == 'b')",
            "['x', 'y'].exists(one, event.name == one) && !['x'].exists(one, event.name == one)",
            "event.exitCode >= 5.5 && event.exitCode <= 5.6 || event.job", "true"})
    void nothingIsSaidOfOneThatMayBe(String when) {
        assertThat(of(when)).isEmpty();
    }

    @Test
    void eachConditionOfARuleIsLookedAt() {
        assertThat(warnings(
                """
                        groups:
                          - name: own
                            rules:
                              - alert: Own
                                sequence:
                                  steps:
                                    - {on: container.died, when: event.exitCode == 1 && event.exitCode == 2}
                                    - {on: container.started}
                                  within: 1m
                                  not_followed_by: {on: container.health, when: event.status == 'healthy' && event.status == 'starting', within: 1m}
                                resolve:
                                  - {on: container.removed}
                                  - {on: container.died, when: event.job && !event.job}
                        """))
                .extracting(line -> line.replaceAll("never true.*", "never true"))
                .containsExactly(
                        "own.yml:7:42: this is never true", "own.yml:10:57: this is never true",
                        "own.yml:13:40: this is never true");
    }

    @Test
    void anExceptionThatLeavesNothingIsSaidToBeOne() {
        String head = """
                predicates:
                  front: "'tier' in event.labels && event.labels['tier'] == 'front'"
                  throwaway: event.name.startsWith('test-') // by habit
                """;
        assertThat(warnings(head + rule("when: \"'tier' in event.labels && event.labels['tier'] == 'front'\"\n"
                + "        unless: [throwaway, front]"))).containsExactly(
                        "own.yml:10:17: this leaves nothing of 'when': 'tier' in event.labels and !('tier' in event.labels)"
                                + " exclude each other; take one of the names out, or mend its condition");
        assertThat(
                warnings(head + rule("when: event.exitCode > 1 // one is usual\n        unless: [throwaway, front]")))
                .isEmpty();
        assertThat(warnings(head + rule("unless: [throwaway, front]"))).isEmpty();
    }

    @Test
    void ofWhatIsShippedNothingIsNeverTrue() {
        Loaded loaded = new RuleLoader(Kinds.standard(), new TestActions()).thorough().load(Pack.files());
        assertThat(((Loaded.Sound) loaded).set().warnings()).isEmpty();
    }
}
