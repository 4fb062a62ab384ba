package io.dockmedic.rules.garbage;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.yaml.RuleProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules made to hurt are refused with their place, or cut off when they run; on a stack as small as the program's. */
@Timeout(120)
class HostileRulesTest {
    private static final int STACK = 512 << 10;
    private static final String RULE = """
            groups:
              - name: g
                rules:
                  - alert: A
                    on: container.died
                    when: "%s"
                    resolve: {on: container.started}
            """;

    static List<String> hostileFiles() {
        return List.of(
                // An alias bomb, one that holds itself, and brackets by the thousand.
                "a: &a [x, x, x, x, x, x, x, x, x]\n" + IntStream.range(0, 9)
                        .mapToObj(i -> "k%d: &k%d [%s]\n".formatted(i, i, String.join(", ",
                                Collections.nCopies(9, i == 0 ? "*a" : "*k" + (i - 1)))))
                        .collect(Collectors.joining()),
                "groups: &g [*g]\n",
                "[".repeat(100_000),
                "{a: ".repeat(100_000),
                "- ".repeat(100_000),
                "groups: \"" + "x".repeat(1_100_000) + "\"\n",
                "? ".repeat(50_000),
                "groups:\n" + "  - {name: a}\n".repeat(60_000));
    }

    @ParameterizedTest
    @MethodSource("hostileFiles")
    void aHostileFileIsRefusedWithItsPlace(String file) {
        refused(file);
    }

    static List<String> hostileConditions() {
        return List.of(
                "x".repeat(5_000), "(".repeat(2_000) + "true" + ")".repeat(2_000),
                "[".repeat(1_500) + "]".repeat(1_500) + " == []",
                "true ? ".repeat(400) + "true" + " : true".repeat(400),
                "true ? true : ".repeat(290) + "true",
                "1" + " + 1".repeat(1_000) + " > 0", "'a'" + " + 'a'".repeat(680) + " == ''",
                "'" + "a".repeat(4_000) + "' == event.nme", "event" + ".at".repeat(1_300) + " == 1",
                "event.name.matches('" + "(a{30}){30}".repeat(20) + "')", "event.name.matches('x{1000}{1000}')",
                "event.name.matches('" + "(".repeat(1_900) + "a" + ")".repeat(1_900) + "')",
                "event.name.matches('" + "(a|".repeat(1_000) + "')",
                "[1].all(a, ".repeat(300) + "true" + ")".repeat(300),
                "{'a': ".repeat(600) + "1" + "}".repeat(600) + " == {}");
    }

    @ParameterizedTest
    @MethodSource("hostileConditions")
    void aHostileConditionIsRefusedWithItsPlace(String condition) {
        refused(RULE.formatted(condition));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "L.all(a, L.all(b, L.all(c, L.all(d, a + b + c + d >= 0))))",
            "L.exists(a, L.exists(b, L.exists(c, a + b + c < 0)))",
            "event.name.matches(event.labels['pattern'])",
            "event.name.matches(event.labels['deep'])",
            "event.name.matches(event.labels['stars'] + event.labels['stars'])"})
    void aConditionThatHurtsWhenItRunsIsCutOffAndIsNoMatch(String condition) throws InterruptedException {
        String list = IntStream.range(0, 40).mapToObj(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
        Container web = new Container("c0ffee", "a".repeat(2_000), "web:1",
                Map.of("pattern", "x{1000}{1000}", "deep", "(".repeat(50_000) + "a" + ")".repeat(50_000), "stars",
                        "(a*)*".repeat(2_000)),
                Service.of("web", Map.of()), false);
        onSmallStack(() -> {
            RuleBench bench = new RuleBench(RULE.formatted(condition.replace("L", list)));
            bench.happens(at -> new Happenings(web).died(at, 1));
            bench.tells();
            assertThat(bench.counter("dockmedic.rule.errors")).isEqualTo(1);
        });
    }

    /** What is long and not deep is sound, and runs. */
    @ParameterizedTest
    @ValueSource(strings = {"event.exitCode == 1 || ", "event.name != 'b' && ", "!!", "--"})
    void aLongConditionRuns(String part) throws InterruptedException {
        String condition = part.repeat(4_000 / part.length())
                + (part.equals("--") ? "1 == 1" : "(event.exitCode == 1)");
        onSmallStack(() -> new RuleBench(RULE.formatted(condition))
                .happens(at -> Happenings.of("web").died(at, 1))
                .tells("0s FIRED A web"));
    }

    @Test
    void namesThatGrowByTheirMeaningAreRefused() {
        String doubling = IntStream.range(1, 199)
                .mapToObj(i -> "  p%d: p%d && p%d\n".formatted(i, i - 1, i - 1))
                .collect(Collectors.joining("", "predicates:\n  p0: event.job\n", ""));
        refused(doubling + RULE.formatted("p198"));
    }

    /** Of two hundred names each may use all those before it. */
    @Test
    void namesThatUseEachOtherAreFollowedOnce() {
        String names = IntStream.range(1, 200)
                .mapToObj(i -> "  p%d: %s\n".formatted(i, IntStream.range(0, i)
                        .mapToObj(j -> "p" + j)
                        .collect(Collectors.joining(" && "))))
                .collect(Collectors.joining("", "predicates:\n  p0: event.job\n", ""));
        refused(names + RULE.formatted("p199"));
    }

    @Test
    void aTextWithHolesByTheThousandIsRefused() {
        refused(RULE.formatted("true") + "        annotations: {summary: \"" + "{{1}}".repeat(20_000) + "\"}\n");
    }

    @Test
    void aFileFullOfFlawsIsRefusedAtTheFirstOfThem() {
        StringBuilder file = new StringBuilder("groups:\n  - name: g\n    rules:\n");
        for (int i = 0; file.length() < 900_000; i++) {
            file.append("      - {alert: A")
                    .append(i)
                    .append(", on: container.died, when: x.y, resolve: {on: container.started}}\n");
        }
        refused(file.toString());
    }

    private static void refused(String file) {
        List<RuleProblem> problems = onSmallStack(file);
        Inputs.placed(problems, file);
    }

    private static List<RuleProblem> onSmallStack(String file) {
        List<RuleProblem> problems = new ArrayList<>();
        try {
            onSmallStack(() -> problems.addAll(RuleBench.problems(file)));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return problems;
    }

    private static void onSmallStack(Runnable work) throws InterruptedException {
        List<Throwable> failures = new ArrayList<>();
        Thread thread = new Thread(null, work, "hostile", STACK);
        thread.setUncaughtExceptionHandler((one, thrown) -> failures.add(thrown));
        thread.start();
        thread.join();
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.getFirst());
        }
    }
}
