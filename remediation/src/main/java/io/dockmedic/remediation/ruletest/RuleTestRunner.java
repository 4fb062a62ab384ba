package io.dockmedic.remediation.ruletest;

import io.dockmedic.remediation.action.Catalog;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.rules.drive.RuleDriver;
import io.dockmedic.rules.drive.Told;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.rule.Rule;
import io.dockmedic.rules.script.Scripted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs tests of rules. For use by one thread. */
public final class RuleTestRunner {
    /** When a test begins. */
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** The host of events in tests that do not name one. */
    private static final String HOST = "host";

    private final Kinds kinds;
    private final Catalog catalog;

    public RuleTestRunner(Kinds kinds, Catalog catalog) {
        this.kinds = kinds;
        this.catalog = catalog;
    }

    /** One result for each test. */
    public List<TestReport.Result> run(RuleTests tests) {
        Verdicts verdicts = new Verdicts(catalog, tests.heal());
        return tests.tests()
                .stream()
                .map(test -> new TestReport.Result(test.name(), failures(tests, test, verdicts)))
                .toList();
    }

    private List<String> failures(RuleTests tests, RuleTest test, Verdicts verdicts) {
        List<Told> told = new ArrayList<>();
        List<Rule> tested = tests.rules().stream().filter(rule -> test.alerts().contains(rule.name())).toList();
        RuleDriver driver = new RuleDriver(tested, kinds, HOST, START, told::add);
        List<Duration> restarts = new ArrayList<>(test.restarts());
        for (Scripted scripted : test.events()) {
            restart(driver, restarts, scripted.seen());
            driver.to(scripted.seen());
            driver.see(scripted.event());
        }
        restart(driver, restarts, Instant.MAX);
        driver.to(START.plus(test.until()));
        List<String> failures = new ArrayList<>();
        compare(test.expected(), told, verdicts, failures);
        driver.errors()
                .forEach((rule, count) -> failures.add(
                        "an expression of " + rule + " could not be evaluated on " + count + " event(s): "
                                + driver.causes().getOrDefault(rule, "")));
        return failures;
    }

    private static void restart(RuleDriver driver, List<Duration> restarts, Instant until) {
        while (!restarts.isEmpty() && !START.plus(restarts.getFirst()).isAfter(until)) {
            driver.to(START.plus(restarts.removeFirst()));
            driver.restart();
        }
    }

    private static void compare(List<Expected> expected, List<Told> told, Verdicts verdicts, List<String> failures) {
        List<Told> left = new ArrayList<>(told);
        for (Expected one : expected) {
            List<Told> candidates = left.stream().filter(real -> isMeant(one, real)).toList();
            if (candidates.isEmpty()) {
                failures.add("expected, and not told: " + shown(one));
                continue;
            }
            left.remove(candidates.getFirst());
            parts(one, candidates.getFirst(), verdicts, failures);
        }
        left.forEach(real -> failures.add("told, and not expected: " + shown(real)));
    }

    private static boolean isMeant(Expected one, Told real) {
        return one.at().equals(Duration.between(START, real.at()))
                && one.alert().equals(real.change().incident().rule())
                && one.is() == real.change().what()
                && (one.key() == null || one.key().equals(real.change().incident().key()));
    }

    private static void parts(Expected one, Told real, Verdicts verdicts, List<String> failures) {
        Incident incident = real.change().incident();
        String where = shown(real) + ": ";
        texts(where + "label ", one.labels(), incident.labels(), failures);
        texts(where + "annotation ", one.annotations(), incident.annotations(), failures);
        Integer count = one.count();
        if (count != null) {
            same(where + "count", count, incident.count(), failures);
        }
        List<String> remedy = one.remedy();
        if (remedy != null) {
            List<String> steps = real.change().plan().steps().stream().map(Step::action).toList();
            same(where + "remedy", remedy, steps, failures);
        }
        String verdict = one.verdict();
        String reason = one.reason();
        if (verdict != null || reason != null) {
            Verdict judged = verdicts.of(real).orElse(null);
            String detail = judged == null ? "" : " (" + judged.detail() + ")";
            if (verdict != null) {
                same(where + "verdict", verdict, judged == null ? "none" : judged.word() + detail, verdict
                        .equals(judged == null ? "none" : judged.word()), failures);
            }
            if (reason != null) {
                same(where + "reason", reason, judged == null ? "none" : judged.reason().word() + detail, reason
                        .equals(judged == null ? "none" : judged.reason().word()), failures);
            }
        }
    }

    private static void texts(String where, Map<String, String> expected, Map<String, String> real,
            List<String> failures) {
        expected.forEach((name, text) -> same(
                where + name, "'" + text + "'", "'" + real.getOrDefault(name, "") + "'", failures));
    }

    private static void same(String where, Object expected, Object real, List<String> failures) {
        same(where, expected, real, expected.equals(real), failures);
    }

    private static void same(String where, Object expected, Object real, boolean same, List<String> failures) {
        if (!same) {
            failures.add(where + ": expected " + expected + " but is " + real);
        }
    }

    private static String shown(Expected one) {
        return shown(one.at(), one.is().name(), one.alert(), one.key() == null ? "" : one.key());
    }

    private static String shown(Told real) {
        Incident incident = real.change().incident();
        return shown(Duration.between(START, real.at()), real.change().what().name(), incident.rule(), incident.key());
    }

    private static String shown(Duration at, String is, String alert, String key) {
        return (PrometheusDuration.format(at) + " " + is.toLowerCase(Locale.ROOT) + " " + alert + " " + key).strip();
    }
}
