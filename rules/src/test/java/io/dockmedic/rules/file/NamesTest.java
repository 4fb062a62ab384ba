package io.dockmedic.rules.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.yaml.RuleProblem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a file's lists and predicates mean in its expressions. */
class NamesTest {
    private final Happenings web = Happenings.of("web");
    private final Happenings db = Happenings.of("db");

    private static String when(String condition) {
        return """
                groups:
                  - name: test
                    rules:
                      - alert: Test
                        on: container.died
                        when: %s
                        resolve: {on: container.started}
                """.formatted(condition);
    }

    private static boolean fires(String names, String condition, Happenings one, int exitCode) {
        RuleBench bench = new RuleBench(names + when(condition));
        bench.happens(at -> one.died(at, exitCode));
        return !bench.told().isEmpty();
    }

    private static void says(String yaml, String expected) {
        assertThat(RuleBench.problems(yaml))
                .extracting(RuleProblem::toString)
                .anySatisfy(problem -> assertThat(problem).contains(expected));
    }

    @Test
    void listsOfTextsAndNumbersAreThereInConditions() {
        String names = "lists: {services: [db, \"o'\\\\x\"], codes: [1, 137]}\n";
        String condition = "event.service in services && event.exitCode in codes";
        assertThat(fires(names, condition, db, 137)).isTrue();
        assertThat(fires(names, condition, db, 2)).isFalse();
        assertThat(fires(names, condition, web, 137)).isFalse();
        assertThat(fires(names, "services.exists(one, one == event.service)", db, 1)).isTrue();
        assertThat(fires(names, "\"'o\\\\'\\\\\\\\x' in services\"", web, 1)).isTrue();
    }

    @Test
    void predicatesAreThereInConditionsAndInOneAnother() {
        String names = """
                lists: {services: [db]}
                predicates: {ours: event.service in services, bad: "!ours || event.exitCode == 3"}
                """;
        assertThat(fires(names, "ours && event.exitCode != 0", db, 1)).isTrue();
        assertThat(fires(names, "bad && event.exitCode != 0", db, 1)).isFalse();
        assertThat(fires(names, "bad && event.exitCode != 0", db, 3)).isTrue();
        assertThat(fires(names, "bad", web, 1)).isTrue();
    }

    @Test
    void theyAreThereWhereverAnExpressionIs() {
        String names = "lists: {codes: [1, 2]}\npredicates: {tests: event.name == 'test'}\n";
        RuleBench bench = new RuleBench(names + when("event.exitCode in codes")
                .replace("    resolve:", "    by: [\"tests ? 'tests' : event.service\"]\n        resolve:")
                .replace("    resolve:",
                        "    annotations: {summary: \"{{ event.exitCode in codes }} {{ tests }}\"}\n        resolve:"));
        bench.happens(at -> web.died(at, 1)).tells("0s FIRED Test web");
        assertThat(bench.latest().incident().annotations()).containsEntry("summary", "true false");
    }

    @Test
    void whatIsNoNameStaysAsItIs() {
        String names = "predicates: {exitCode: event.exitCode == 1, name: 'false', size: 'false'}\n";
        assertThat(fires(names, "event.exitCode == 1 && event.name == 'web' && 'name'.size() == 4", web, 1)).isTrue();
        assertThat(fires(names, "event . exitCode == 1 && r'na\\me' != \"name\" && size('name') == 4", web, 1))
                .isTrue();
    }

    @Test
    void whatIsWrongIsSaidWhereItIsWritten() {
        says("lists: {databases: [db]}\n" + when("event.service in database"),
                "test.yml:7:32: nothing is called 'database'; did you mean 'databases'?");
        says("lists: {intents: [asked, notasked]}\n" + when("event.intent in intents"),
                "test.yml:7:31: in 'intents': event.intent is never 'notasked'; did you mean 'not_asked'?");
        says("predicates: {tests: event.nme == 'a'}\n" + when("event.exitCode == 1 || tests"),
                "test.yml:7:38: in 'tests': event has no field 'nme'; did you mean 'name'?");
        says("predicates: {tests: 'true'}\n" + when("tests || event.exitcode == 0"),
                "test.yml:7:30: event has no field 'exitcode'");
        says("predicates: {code: event.exitCode}\n" + when("code && true"),
                "test.yml:7:15: 'code' is neither true nor false");
        says("predicates: {tests: event.nme == 'a'}\n" + when("'true'").replace("    resolve",
                "    annotations: {summary: \"of {{ tests }}\"}\n        resolve"),
                "test.yml:8:39: in 'tests': event has no field 'nme'");
    }

    @Test
    void circlesAreRefused() {
        says("predicates:\n  a: event.exitCode == 0 || b\n  b: 'true && c'\n  c: a\n" + when("'true'"),
                "test.yml:2:29: 'a' would mean itself: it uses b, which uses c, which uses a");
        says("predicates: {a: '!a'}\n" + when("a"), "test.yml:1:19: 'a' would mean itself: it uses a");
    }

    @Test
    void namesAreSound() {
        says("lists: {a: [1]}\npredicates: {a: 'true'}\n" + when("a"),
                "test.yml:2:14: 'a' is here twice, also at test.yml:1");
        says("lists: {event: [1]}\n" + when("'true'"), "test.yml:1:9: 'event' means something already");
        says("lists: {a-b: [1]}\n" + when("'true'"), "test.yml:1:9: 'a-b' is no name");
        says("lists: {a: []}\n" + when("'true'"), "test.yml:1:12: is empty");
        says("lists: {a: [1, b]}\n" + when("'true'"), "test.yml:1:16: must be a whole number");
        says("lists: {a: [b, 1]}\n" + when("'true'"), "test.yml:1:16: must be text but is '1'");
    }

    @Test
    void whatGrowsWithoutBoundIsRefused() {
        String doubling = IntStream.range(0, 100)
                .mapToObj(i -> "  p" + i + ": p" + (i + 1) + " || p" + (i + 1) + "\n")
                .collect(Collectors.joining("", "predicates:\n", "  p100: event.exitCode == 1\n"));
        assertThat(RuleBench.problems(doubling + when("p0"))).isNotEmpty();
        String many = IntStream.range(0, 201)
                .mapToObj(i -> "  p" + i + ": 'true'\n")
                .collect(Collectors.joining("", "predicates:\n", ""));
        says(many + when("p0"), "test.yml:202:3: is one name more than the 200 that a file may give");
        assertThat(RuleBench.problems("predicates: {a: '" + "x".repeat(100_000) + " || a'}\n" + when("a")))
                .isNotEmpty();
    }

    @Test
    void whatNothingUsesIsAWarning() {
        String names = """
                lists: {services: [db], codes: [1]}
                predicates: {ours: event.service in services, others: 'true', tests: 'false'}
                """;
        RuleSet set = RuleBench.load(List.of(new RuleFile("test.yml",
                names + when("ours").replace("    resolve", "    unless: tests\n        resolve")
                        .replace("container.started", "container.removed"))));
        assertThat(set.warnings()).extracting(RuleProblem::toString)
                .containsExactly(
                        "test.yml:1:25: nothing uses 'codes'", "test.yml:2:47: nothing uses 'others'");
    }

    @Test
    void aRuleWhoseNamesMeanSomethingElseIsAnother() {
        String names = "lists: {services: [web], others: [db]}\npredicates: {ours: event.service in services}\n";
        RuleBench bench = new RuleBench(names + when("ours"));
        bench.happens(at -> web.died(at, 1)).replace(names.replace("db", "cache") + when("ours"));
        bench.tells("0s FIRED Test web");
        bench.replace(names.replace("[web]", "[web, db]") + when("ours")).tells("0s RESOLVED Test web");
        bench.happens(at -> db.died(at, 1)).tells("0s FIRED Test db");
    }
}
