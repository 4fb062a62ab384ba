package io.dockmedic.rules.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.TestActions;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.remedy.ListText;
import io.dockmedic.rules.yaml.RuleProblem;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleProblemsTest {
    /** A sound rule; each test spoils it. */
    private static final String SOUND = """
            groups:
              - name: test
                rules:
                  - alert: Test
                    on: container.died
                    when: event.exitCode != 0
                    resolve: {on: container.started}
            """;

    @Test
    void soundRuleHasNoProblem() {
        assertThat(RuleBench.problems(SOUND)).isEmpty();
    }

    @Test
    void typoInAFieldIsShownAtTheFieldWithItsRealName() {
        says(
                SOUND.replace("exitCode", "exitcode"),
                "test.yml:6:21: event has no field 'exitcode'; did you mean 'exitCode'?");
    }

    @Test
    void bracketsByTheThousandAreAProblemLikeAnyOther() {
        says("groups: " + "[".repeat(100_000), "test.yml:1:58: nested too deeply");
    }

    @Test
    void placeIsRightInEveryStyleOfScalar() {
        String typo = "event.service != 'a'\n              && event.exitcode == 0";
        says(SOUND.replace("event.exitCode != 0", typo), "test.yml:7:24: event has no field 'exitcode'");
        says(
                SOUND.replace("event.exitCode != 0",
                        "|\n              event.service != 'a'\n              && event.exitcode == 0"),
                "test.yml:8:24: event has no field 'exitcode'");
        says(
                SOUND.replace("event.exitCode != 0",
                        ">-\n              event.service != 'a'\n              && event.exitcode == 0"),
                "test.yml:8:24: event has no field 'exitcode'");
        says(
                SOUND.replace("event.exitCode != 0", "\"event.service != \\\"a\\\" && event.exitcode == 0\""),
                "test.yml:6:48: event has no field 'exitcode'");
        says(
                SOUND.replace("event.exitCode != 0", "'event.service != ''a'' && event.exitcode == 0'"),
                "test.yml:6:48: event has no field 'exitcode'");
    }

    @Test
    void expressionsAreTypeChecked() {
        says(
                SOUND.replace("!= 0", "!= '0'"),
                "test.yml:6:30: '!=' does not work on (int, string); compare values of one type");
        says(SOUND.replace("event.exitCode != 0", "event.exitCode"), "test.yml:6:15: must be of type bool but is int");
        says(SOUND.replace("event.exitCode != 0", "evnt.exitCode != 0"),
                "nothing is called 'evnt'; did you mean 'event'?");
        says(SOUND.replace("event.exitCode != 0", "exitCode != 0"),
                "nothing is called 'exitCode'; write event.exitCode");
        says(
                SOUND.replace("event.exitCode != 0", "event.name.startWith('a')"),
                "nothing is called 'startWith'; did you mean 'startsWith'?");
        says(SOUND.replace("event.exitCode != 0", "event.exitCode !="), "test.yml:6:");
        says(SOUND.replace("event.exitCode != 0", "event.name.matches('[')"), "test.yml:6:");
        says(SOUND.replace("event.exitCode != 0", "event.ranFor < duration('5x')"), "test.yml:6:");
    }

    @Test
    void wordThatAFieldNeverHasIsRefused() {
        says(
                SOUND.replace("event.exitCode != 0", "event.intent == 'notasked'"),
                "test.yml:6:31: event.intent is never 'notasked'; did you mean 'not_asked'?");
        says(
                SOUND.replace("event.exitCode != 0", "event.intent in ['asked', 'unknwon']"),
                "event.intent is never 'unknwon'; did you mean 'unknown'?");
    }

    @Test
    void onlyFieldsOfAllKindsMayBeUsed() {
        says(
                SOUND.replace("on: container.died", "on: [container.died, container.started]"),
                "container.started has no 'exitCode', and a rule may only use what all of its kinds have");
    }

    @Test
    void keyMustMakeSenseOnEveryEventOfTheRule() {
        says(
                with("by: [string(event.exitCode)]"),
                "event has no field 'exitCode'; container.started has no 'exitCode'");
    }

    @Test
    void aCommandIsAListAndNeverALine() {
        String step = "remedy: [{action: exec, with: {command: %s}, verify: {running: 1s, within: 5s}}, {action: escalate}]";
        assertThat(RuleBench.problems(with(step.formatted("[sh, -c, \"a, b\"]")))).isEmpty();
        says(with(step.formatted("pg_ctl  reload")), "test.yml:8:49: 'command' must be a list, for nothing takes a line"
                + " apart; write command: [pg_ctl, reload]");
        says(with(step.formatted("[sleep, 5]")), "test.yml:8:57: must be text but is '5'; put it in quotes");
        says(with(step.formatted("{a: b}")), "must be a list but is a mapping");
        says(with(step.formatted("[a], user: [b]")), "must be text but is a list");
        assertThat(ListText.read(ListText.of(List.of("sh", "-c", "a, \"b\"\nc"))))
                .contains(List.of("sh", "-c", "a, \"b\"\nc"));
        assertThat(ListText.read("pg_ctl reload")).isEmpty();
        assertThat(ListText.read("[pg_ctl")).isEmpty();
    }

    @Test
    void unknownNamesGetTheNearestRealOne() {
        says(SOUND.replace("on: container.died", "on: container.die"),
                "test.yml:5:13: there is no kind of event 'container.die'; did you mean 'container.died'?");
        says(SOUND.replace("when:", "whn:"), "test.yml:6:9: unknown key 'whn'; did you mean 'when'?");
        says(with("remedy: [{action: restrat}]"), "there is no action 'restrat'; did you mean 'restart'?");
        says(with("labels: {severity: warnign}"), "did you mean 'warning'?");
        says(with("labels: {route: ower}"), "did you mean 'owner'?");
    }

    @Test
    void durationsNeedAUnitAndHaveALimit() {
        says(with("for: 30"), "test.yml:8:14: '30' is not a duration; say the unit: 30s");
        says(with("for: 1 hour"), "'1 hour' is not a duration; write 30s, 10m or 1h30m");
        says(with("for: 25h"), "must be from 1s to 1d but is 1d1h");
        says(with("count: {at_least: 3, within: 2d}"), "must be from 1s to 1d but is 2d");
        says(with("absent: {on: container.started, within: 2m, from: now}"),
                "'now' is not from where the time can count; write from: first or from: last");
        says(with("count: {at_least: 1, within: 2m}"), "must be a whole number from 2 to 1000 but is '1'");
    }

    /** No operator waits, or remembers, for longer than a day. */
    @ParameterizedTest
    @ValueSource(strings = {
            "on: container.died, count: {at_least: 3, within: %s}",
            "on: container.died, for: %s",
            "on: container.died, keep_firing_for: %s",
            "on: container.died, absent: {on: container.started, within: %s}",
            "sequence: {steps: [{on: container.oom}, {on: container.died}], within: %s}",
            "sequence: {steps: [{on: container.oom}, {on: container.died}], within: 5s, "
                    + "not_followed_by: {on: container.started, within: %s}}",
            "all: {steps: [{on: container.oom}, {on: container.died}], within: %s}",
            "on: container.died, by: [event.host], distinct: {of: event.service, at_least: 3, within: %s}",
            "on: container.died, changes: {of: string(event.exitCode), at_least: 3, within: %s}",
            "on: container.died, delta: {of: event.exitCode, rises_by: 3, within: %s}",
            "on: container.died, rate: {of: event.exitCode, above: 3, per: 1m, within: %s}",
            "on: container.died, rate: {of: event.exitCode, above: 3, per: %s, within: 1m}",
            "on: container.died, predict: {of: event.exitCode, below: 0, in: 4h, within: %s}",
            "on: container.died, by: [event.host], collect: %s"})
    void everyTimeHasALimit(String rule) {
        String yaml = "groups: [{name: t, rules: [{alert: T, resolve: {on: container.started}, " + rule + "}]}]\n";
        assertThat(RuleBench.problems(yaml.formatted("1d"))).isEmpty();
        assertThat(RuleBench.problems(yaml.formatted("24h1s"))).singleElement()
                .asString()
                .contains(": must be from 1s to 1d but is 1d1s");
        assertThat(RuleBench.problems(yaml.formatted("500ms"))).singleElement()
                .asString()
                .contains(": must be from 1s to 1d but is 500ms");
    }

    @Test
    void soHaveTheTimesOfSchedulesAndOfWhatEndsARule() {
        String nightly = """
                groups:
                  - name: t
                    rules:
                      - alert: T
                        schedule: {cron: "0 3 1 * *", zone: UTC, within: %s}
                """;
        assertThat(RuleBench.problems(nightly.formatted("24h"))).isEmpty();
        says(nightly.formatted("25h"), "must be from 1s to 1d but is 1d1h");
        String ends = SOUND.replace("container.started}", "container.started, for: %s}");
        assertThat(RuleBench.problems(ends.formatted("24h"))).isEmpty();
        says(ends.formatted("25h"), "must be from 0s to 1d but is 1d1h");
    }

    /** So that what Dockmedic says of itself feeds no rule that did not ask for it. */
    @ParameterizedTest
    @ValueSource(strings = {"'*'", "container.*", "'**'", "container", "[container.died, 'engine.*']"})
    void aPatternIsNoKind(String on) {
        says(SOUND.replace("container.died", on).replace("event.exitCode != 0", "'true'"),
                "there is no kind of event '");
        says(SOUND.replace("container.started", on), "there is no kind of event '");
    }

    @Test
    void whoWritesAPatternIsToldThatThereIsNone() {
        says(SOUND.replace("on: container.died", "on: '*'"),
                "test.yml:5:13: there is no kind of event '*'; there are no patterns: write each kind, "
                        + "on: [container.died, container.oom]");
        says(SOUND.replace("on: container.died", "on: container.*"), "there is no kind of event 'container.*'; "
                + "there are no patterns: write each kind, on: [container.died, container.oom]");
    }

    @Test
    void atMostOneOperator() {
        says(with("count: {at_least: 3, within: 1m}\n        for: 1m"),
                "at most one of count, for, absent, sequence, all, distinct, changes, delta, rate, predict, "
                        + "collect and schedule");
    }

    @Test
    void operatorsOfSeveralStepsNameTheirEventsThemselves() {
        String rule = """
                groups:
                  - name: test
                    rules:
                      - alert: Test
                        %s
                        resolve: {on: container.started}
                """;
        says(rule.formatted("sequence: {steps: [{on: container.oom}], within: 5s}"),
                "has fewer than 2 steps; for one event that is not followed by another write absent:");
        says(rule.formatted("all: {steps: [{on: container.oom}, {on: container.die}], within: 5s}"),
                "there is no kind of event 'container.die'; did you mean 'container.died'?");
        says(rule.formatted("all: {steps: [{on: container.oom}, {on: container.died}]}"), "'within' is missing");
        says(rule.formatted("sequence: {steps: [{on: container.oom}, {on: container.died, whn: 'true'}], within: 5s}"),
                "unknown key 'whn'; did you mean 'when'?");
        says(rule.formatted("sequence: {steps: [{on: container.oom}, {on: container.died}], within: 5s, "
                + "not_followed_by: {on: container.started}}"), "'within' is missing; write within: 60s");
        says(with("all: {steps: [{on: container.oom}, {on: container.died}], within: 5s}"),
                "test.yml:5:9: a rule with 'all' has 'on' in each of its steps, and nowhere else; move it there");
    }

    @Test
    void operatorsOverValuesAreTypeChecked() {
        says(with("distinct: {of: event.service, at_least: 3, within: 10m}"),
                "test.yml:8:9: 'distinct' compares several subjects, so the rule must say within what; "
                        + "write by: [event.host]");
        says(with("distinct: {of: event.labels, at_least: 3, within: 10m}"), "a map cannot be used here");
        says(with("changes: {of: event.exitcode, at_least: 3, within: 10m}"),
                "test.yml:8:29: event has no field 'exitcode'; did you mean 'exitCode'?");
        says(with("delta: {of: event.name, rises_by: 3, within: 10m}"), "a string cannot be used here");
        says(with("delta: {of: event.exitCode, rises_by: 3, falls_by: 3, within: 10m}"),
                "must have exactly one of 'rises_by' and 'falls_by'");
        says(with("delta: {of: event.exitCode, rises_by: -3, within: 10m}"),
                "test.yml:8:47: must be more than 0; for a fall write falls_by");
        says(with("rate: {of: event.exitCode, above: 3MiB, per: 1m, within: 10m}"),
                "must be a number but is '3MiB'; write it without a unit");
        says(with("rate: {of: event.exitCode, above: 3, within: 10m}"), "'per' is missing; write per: 1h");
        says(with("predict: {of: event.exitCode, in: 4h, within: 10m}"),
                "must have exactly one of 'below' and 'above'");
        says(with("predict: {of: event.exitCode, below: 0, within: 10m}"), "'in' is missing; write in: 4h");
        says(with("collect: 30s"), "'collect' compares several subjects");
        says(with("keep_firing_for: 30"), "say the unit: 30s");
    }

    @Test
    void silenceIsForWhatHoldsOverReadings() {
        String nowhere = "'no_data' is for a rule with 'for' whose 'on' has readings only; leave it out";
        says(with("no_data: ok"), "test.yml:8:9: " + nowhere);
        says(with("for: 1m\n        no_data: ok"), nowhere);
        String readings = with("for: 1m\n        no_data: ok").replace("on: container.died", "on: container.sample")
                .replace("event.exitCode != 0", "event.memoryPercent > 90");
        assertThat(RuleBench.problems(readings)).isEmpty();
        says(readings.replace("on: container.sample", "on: [container.sample, container.log]")
                .replace("when: event.memoryPercent > 90", "when: event.name == 'a'")
                .replace("no_data: ok", "no_data: alert"),
                "'alert' is not what silence can mean; write no_data: keep or no_data: ok");
        says(readings.replace("for: 1m", "count: {at_least: 3, within: 10m}"), nowhere);
    }

    @Test
    void exceptionsAreNamedOnceAndCheckedForEachRule() {
        String named = "predicates: {tests: event.name.startsWith('test-')}\n" + with("unless: [tests]");
        assertThat(RuleBench.problems(named)).isEmpty();
        says(with("unless: [tests]"),
                "test.yml:8:18: no predicate is called 'tests'; write predicates: at the top of the file");
        says(named.replace("unless: [tests]", "unless: [test]"),
                "no predicate is called 'test'; did you mean 'tests'?");
        says(named.replace("event.name.", "event.nme."),
                "test.yml:1:27: event has no field 'nme'; did you mean 'name'?");
        says(with("unless: []"), "names no predicate");
        says("predicates: {a b: 'true'}\n" + SOUND, "'a b' is no name");
    }

    @Test
    void whatIsMissingIsNamed() {
        says(SOUND.replace("        resolve: {on: container.started}\n", ""),
                "'resolve' is missing; say how it is over");
        says(SOUND.replace("        on: container.died\n", ""), "'on' is missing");
        says(SOUND.replace("alert: Test", "for: 1m"), "'alert' is missing");
        says(with("remedy: [{attempts: [0s]}]"), "'action' is missing");
        says(with("remedy: [{action: restart}]"), "'restart' must say how its success is proven");
        says(with("remedy: [{action: restart, verify: {within: 1m}}]"), "exactly one of running, healthy");
        says(with("remedy: [{action: restart, verify: {running: 2m, within: 1m}}]"),
                "cannot hold for longer than 'within'");
        says(with("remedy: [{action: restart, verify: {stopped: 1s, within: 1m}}]"),
                "is no cure, so a step must follow");
        says(with("remedy: [{action: prune}]"),
                "'prune' must say how its success is proven; write verify: {freed: 10s");
        says(with("remedy: [{action: prune, verify: {running: 1m, within: 2m}}]"),
                "'prune' is not proven by 'running'; write freed: 10s");
        says(with("remedy: [{action: restart, verify: {freed: 1s, within: 2m}}]"),
                "'restart' is not proven by 'freed'; write running: 10s");
        says(with("remedy: [{action: rollback, verify: {over: 1s, within: 2m}}]"),
                "'rollback' is not proven by 'over'; write running: 10s");
        says(with("remedy: [{action: gpu-power-limit, verify: {running: 1s, within: 2m}}]"),
                "'gpu-power-limit' is not proven by 'running'; write over: 10s");
        says(with("remedy: [{action: escalate, verify: {running: 1m, within: 2m}}]"), "has nothing to prove");
        says(with("remedy: [{action: escalate, with: {to: me}}]"), "escalate takes no 'to'");
    }

    @Test
    void whatAProbeCannotAskIsRefused() {
        String verify = "remedy: [{action: restart, verify: {%s, within: 1m}}, {action: escalate}]";
        for (String sound : List.of("http: {port: 80}",
                "http: {port: 80, path: '/health?deep=1', status: 401, for: 0s}",
                "tcp: {port: 5432, timeout: 1s, for: 30s}", "exec: {command: [pg_isready], user: postgres}")) {
            assertThat(RuleBench.problems(with(verify.formatted(sound)))).as(sound).isEmpty();
        }
        says(with(verify.formatted("http: {prot: 80}")), "test.yml:8:52: unknown key 'prot'; did you mean 'port'?");
        says(with(verify.formatted("htp: {port: 80}")), "unknown key 'htp'; did you mean 'http'?");
        says(with(verify.formatted("http: {path: /}")), "'port' is missing; write port: 8080");
        says(with(verify.formatted("tcp: {port: 65536}")), "from 1 to 65535 but is '65536'");
        says(with(verify.formatted("tcp: 5432")), "must be a mapping but is '5432'");
        says(with(verify.formatted("http: {port: 80, path: 'http://elsewhere/'}")),
                "'http://elsewhere/' is not a path of the container; write path: /health");
        says(with(verify.formatted("http: {port: 80, path: '/a b'}")), "is not a path of the container");
        says(with(verify.formatted("http: {port: 80, status: 100}")), "from 200 to 599 but is '100'");
        says(with(verify.formatted("http: {port: 80, timeout: 1m}")), "must be from 1s to 30s but is 1m");
        says(with(verify.formatted("http: {port: 80, for: 2m}")), "cannot hold for longer than 'within'");
        says(with(verify.formatted("http: {port: 80}, running: 1s")), "must have exactly one of");
        says(with(verify.formatted("exec: {command: pg_isready -q}")),
                "'command' must be a list, for nothing takes a line apart; write command: [pg_isready, -q]");
        says(with(verify.formatted("exec: {command: []}")), "names no program; write command: [pg_isready]");
        says(with(verify.formatted("exec: {command: [id], user: 'a b'}")), "'a b' is not a user");
        says(with("remedy: [{action: prune, verify: {tcp: {port: 1}, within: 2m}}, {action: escalate}]"),
                "'prune' is not proven by 'tcp'; write freed: 10s");
    }

    @Test
    void whatAProofCannotHearIsRefused() {
        String verify = "remedy: [{action: restart, verify: {%s, within: 5m}}, {action: escalate}]";
        for (String sound : List.of("seen: {on: container.sample, when: event.memoryPercent < 80, for: 2m}",
                "seen: {on: [container.sample, external.alert]}",
                "seen: {on: container.health, when: \"event.status == 'healthy'\"}")) {
            assertThat(RuleBench.problems(with(verify.formatted(sound)))).as(sound).isEmpty();
        }
        says(with(verify.formatted("sen: {on: container.sample}")), "unknown key 'sen'; did you mean 'seen'?");
        says(with(verify.formatted("seen: {when: event.memoryPercent < 80}")),
                "'on' is missing; say which events: on: container.died");
        says(with(verify.formatted("seen: {on: container.sampel}")),
                "test.yml:8:56: there is no kind of event 'container.sampel'; did you mean 'container.sample'?");
        says(with(verify.formatted("seen: {on: container.sample, whn: event.memoryPercent < 80}")),
                "test.yml:8:74: unknown key 'whn'; did you mean 'when'?");
        says(with(verify.formatted("seen: {on: container.sample, when: event.memoryPercnt < 80}")),
                "test.yml:8:86: event has no field 'memoryPercnt'; did you mean 'memoryPercent'?");
        says(with(verify.formatted("seen: {on: container.sample, for: 2}")), "test.yml:8:79:");
        says(with(verify.formatted("seen: {on: container.sample, for: 6m}")), "cannot hold for longer than 'within'");
        says(with(verify.formatted("seen: {on: container.sample}, running: 1s")), "must have exactly one of");
        says(with(verify.formatted("seen: container.sample")), "must be a mapping but is 'container.sample'");
        says(with(verify.formatted("seen: {on: [disk.sample, container.sample]}")),
                "test.yml:8:56: the rule is about a container, and disk.sample tells of none: the proof could never hold");
        says(with("remedy: [{action: prune, verify: {seen: {on: disk.sample}, within: 2m}}, {action: escalate}]"),
                "'prune' is not proven by 'seen'; write freed: 10s");
    }

    private static final String OF_A_DISK = """
            groups:
              - name: test
                rules:
                  - alert: Test
                    on: [%s]
                    resolve: {on: disk.gone}
                    remedy:
                      - {action: restart, verify: {seen: {on: [%s]}, within: 2m}}
                      - {action: escalate}
            """;

    private static final String ON_A_SCHEDULE = """
            groups:
              - name: test
                rules:
                  - alert: Test
                    schedule: {cron: "0 3 * * *", zone: UTC, within: 2h}
                    remedy:
                      - {action: backup-volume, with: {service: db}, verify: {seen: {on: %s}, within: 2m}}
                      - {action: escalate}
            """;

    @Test
    void whatIsSeenIsAboutTheSameAsItsRuleWhateverThatIsAbout() {
        assertThat(RuleBench.problems(OF_A_DISK.formatted("disk.sample", "disk.sample, disk.gone"))).isEmpty();
        says(OF_A_DISK.formatted("disk.sample", "container.sample"),
                "the rule is about a file system, and container.sample tells of none: the proof could never hold; "
                        + "write a kind that tells of that: disk.sample, disk.gone");
        says(OF_A_DISK.formatted("disk.sample", "disk.sample, container.sample"),
                "the rule is about a file system, and container.sample tells of none");
        says(OF_A_DISK.formatted("disk.sample", "gpu.sample"), "the rule is about a file system, and gpu.sample tells");
        String both = "disk.sample, container.died";
        assertThat(RuleBench.problems(OF_A_DISK.formatted(both, "disk.sample, container.sample"))).isEmpty();
        says(OF_A_DISK.formatted(both, "gpu.sample"),
                "the rule is about a container or a file system, and gpu.sample tells of none");
        assertThat(RuleBench.problems(OF_A_DISK.formatted("container.died", "host.oom"))).as("of one of its processes")
                .isEmpty();
    }

    /** The step is about the service that it names, and the rule about a time. */
    @Test
    void whatIsSeenIsAboutTheServiceThatTheStepNames() {
        assertThat(RuleBench.problems(ON_A_SCHEDULE.formatted("backup.sample"))).isEmpty();
        says(ON_A_SCHEDULE.formatted("disk.sample"), "the step is about a container, and disk.sample tells of none");
    }

    @Test
    void eachStepIsCheckedWhateverIsWrongWithAnother() {
        String steps = "remedy: [{action: nothing}, {action: restart, verify: {seen: {on: disk.sample}, within: 2m}}, "
                + "{action: escalate}]";
        says(with(steps), "there is no action 'nothing'");
        says(with(steps), "the rule is about a container, and disk.sample tells of none");
    }

    @Test
    void ofEveryKindItIsKnownWhatItIsAbout() {
        for (Kind<?> kind : Kinds.standard().all()) {
            assertThat(SeenElsewhere.in(Set.of(kind.name()), Set.of(), Kinds.standard()).isKnown()).as(kind.name())
                    .isTrue();
        }
    }

    @Test
    void aProofByReadingsThatHasNotTheTimeForThemIsWarnedOf() {
        String verify = "remedy: [{action: restart, verify: {seen: {on: %s, for: 2m}, within: %s}}, {action: escalate}]";
        assertThat(warnings(with(verify.formatted("container.sample", "2m10s")))).singleElement()
                .asString()
                .contains(
                        "test.yml:8:44: 'within' is 2m10s, and by readings it can have held after 2m20s at the soonest",
                        "write within: 4m40s or longer");
        assertThat(warnings(with(verify.formatted("container.sample", "2m20s")))).isEmpty();
    }

    @Test
    void aProofThatHasToHoldForAllOfItsTimeIsWarnedOfWhateverItIsBy() {
        String verify = "remedy: [{action: restart, verify: {%s, within: %s}}, {action: escalate}]";
        for (String proof : List.of("seen: {on: container.health, for: 2m}", "running: 2m",
                "http: {port: 80, for: 2m}")) {
            assertThat(warnings(with(verify.formatted(proof, "2m")))).singleElement()
                    .asString()
                    .contains("'within' is 2m, and it can have held after 2m at the soonest",
                            "write within: 4m or longer");
            assertThat(warnings(with(verify.formatted(proof, "121s")))).as(proof).isEmpty();
        }
    }

    /** What is written is not refused then. */
    @Test
    void noLongerTimeIsSaidThanThereMayBe() {
        String verify = "remedy: [{action: restart, verify: {%s, within: %s}}, {action: escalate}]";
        assertThat(warnings(with(verify.formatted("seen: {on: container.sample, for: 45m}", "45m")))).singleElement()
                .asString()
                .contains("after 45m20s at the soonest", "write within: 1h")
                .doesNotContain("1h30m", "or longer");
        assertThat(warnings(with(verify.formatted("seen: {on: container.sample, for: 1h}", "1h")))).singleElement()
                .asString()
                .contains("after 1h20s at the soonest", "let it hold for a shorter time: 'within' is 1h at most");
        assertThat(warnings(with(verify.formatted("running: 1h", "1h")))).singleElement()
                .asString()
                .contains("let it hold for a shorter time: 'within' is 1h at most");
    }

    @Test
    void aProofByOneWordOfAnotherSystemIsWarnedOf() {
        String verify = "remedy: [{action: restart, verify: {seen: {on: %s}, within: 10m}}, {action: escalate}]";
        assertThat(warnings(with(verify.formatted("external.alert")))).singleElement()
                .asString()
                .contains("without 'for' the first external.alert that is as asked proves it",
                        "an alert is told once for each time that it fires",
                        "write for: 1m, and when: event.status == 'resolved'");
        assertThat(warnings(with(verify.formatted("[external.event, container.sample], for: 0s")))).singleElement()
                .asString()
                .contains("without 'for' the first external.event that is as asked proves it", "write for: 1m")
                .doesNotContain("Alertmanager", "resolved'");
        assertThat(warnings(with(verify.formatted("external.alert, for: 1m")))).isEmpty();
        assertThat(warnings(with(verify.formatted("container.health")))).isEmpty();
    }

    private static List<RuleProblem> warnings(String yaml) {
        return RuleBench.load(List.of(new RuleFile("test.yml", yaml.replace("container.started",
                "[container.started, container.removed]")))).warnings();
    }

    @Test
    void whatIsSkippedAfterSomeActsSaysAfterHowManyAndWhatIsLeft() {
        String restart = "{action: restart, skip_after: %s, verify: {running: 1s, within: 2s}}";
        String escalate = ", {action: escalate}]";
        assertThat(RuleBench.problems(with("remedy: [" + restart.formatted("{acts: 2, within: 1h}") + escalate)))
                .isEmpty();
        says(with("remedy: [" + restart.formatted("{acts: 2}") + escalate), "'within' is missing; write within: 1h");
        says(with("remedy: [" + restart.formatted("{acts: 0, within: 1h}") + escalate), "0");
        says(with("remedy: [" + restart.formatted("{acts: 2, within: 25h}") + escalate), "must be from 1s to 1d");
        says(with("remedy: [" + restart.formatted("{acts: 2, within: 1h}") + "]"),
                "the last step cannot be skipped: nothing would be left; write - action: escalate after it");
        says(with("remedy: [{action: escalate, skip_after: {acts: 2, within: 1h}}]"),
                "the last step cannot be skipped: nothing would be left; remove skip_after");
    }

    @Test
    void whatIsToBeDoneAfterABackupSaysHowOldThatMayBeAndWhatIsLeft() {
        String restart = "{action: restart, after_backup: %s, verify: {running: 1s, within: 2s}}";
        String escalate = ", {action: escalate}]";
        assertThat(RuleBench.problems(with("remedy: [" + restart.formatted("24h") + escalate))).isEmpty();
        says(with("remedy: [" + restart.formatted("10s") + escalate), "must be from 1m to 366d");
        says(with("remedy: [" + restart.formatted("24h") + "]"),
                "the last step cannot be skipped: nothing would be left; write - action: escalate after it");
        says(with("remedy: [" + restart.formatted("24h") + ", {action: escalate, after_backup: 24h}]"),
                "'escalate' touches no service's data; remove after_backup");
    }

    @Test
    void whatIsForAQuietTimeSaysHowLongItMayWaitAndWhatIsLeft() {
        String restart = "{action: restart, quiet: %s, verify: {running: 1s, within: 2s}}";
        String escalate = ", {action: escalate}]";
        assertThat(RuleBench.problems(with("remedy: [" + restart.formatted("12h") + escalate))).isEmpty();
        says(with("remedy: [" + restart.formatted("10s") + escalate), "must be from 1m to 1d");
        says(with("remedy: [" + restart.formatted("12h") + "]"),
                "the last step cannot be skipped: nothing would be left; write - action: escalate after it");
        says(with("remedy: [" + restart.formatted("12h") + ", {action: escalate, quiet: 12h}]"),
                "'escalate' disturbs no service, whenever it is done; remove quiet");
    }

    @Test
    void whatIsNeverReachedBehindThePersonIsRefused() {
        String restart = "{action: restart, verify: {running: 1s, within: 2s}}";
        assertThat(RuleBench.problems(with("remedy: [" + restart + ", {action: escalate}]"))).isEmpty();
        says(with("remedy: [{action: escalate}, " + restart + "]"),
                "test.yml:8:38: 'restart' is never reached, for 'escalate' ends the remedy; write it before 'escalate',"
                        + " which is the last step, or remove it");
        says(with("remedy: [" + restart + ", {action: escalate}, {action: escalate}]"),
                "'escalate' is never reached, for 'escalate' ends the remedy; remove it");
    }

    @Test
    void wrongTypesAreRefused() {
        says(with("labels: {team: 7}"), "must be text but is '7'; put it in quotes");
        says(with("labels: [a]"), "must be a mapping but is a list");
        says(with("by: event.service"), "must be a list but is 'event.service'; put it in [ ]");
        says("", "the file is empty");
        says("groups: [\n", "this is not YAML");
        says("groups:\n  - name: \"\\x", "test.yml:2:12: this is not YAML: after \\x come 2");
        says("groups:\n  - name: \"\\UFFFFFFFF\"\n    rules: []\n",
                "test.yml:2:12: this is not YAML: after \\x come 2");
        says("groups:\n\t- x\n", "this is not YAML");
    }

    @Test
    void keysAndNamesAreThereOnce() {
        says(with("when: 'true'"), "'when' is here twice");
        String second = SOUND.substring(SOUND.indexOf("      - alert"));
        says(SOUND + second, "test.yml:8:16: the alert 'Test' exists already, at test.yml:4");
    }

    @Test
    void templatesAreChecked() {
        says(with("annotations: {summary: \"{{ event.exitcode }}\"}"), "test.yml:8:42: event has no field 'exitcode'");
        says(with("annotations: {summary: \"{{ event.labels }}\"}"), "a map cannot be used here");
        says(with("annotations: {summary: \"{{ event.name\"}"), "'{{' is never closed");
    }

    @Test
    void habitsOfOtherLanguagesAreAnsweredWithWhatToWrite() {
        condition("event.exitCode = 0", "test.yml:6:30: '=' compares nothing; write ==");
        condition("event.exitCode == 1 and event.job", "test.yml:6:35: there is no 'and'; write &&");
        condition("event.exitCode == 1 or event.job", "there is no 'or'; write ||");
        condition("not event.job", "test.yml:6:15: there is no 'not'; write !");
        condition("not(event.job)", "nothing is called 'not'; write !");
        condition("event.name contains 'x'",
                "test.yml:6:26: 'contains' does not stand between two values; write event.name.contains('x')");
        condition("event.labels['a'] matches '^x'", "write event.labels['a'].matches('^x')");
        condition("event.name =~ 'x.*'", "there is no '=~'; write event.name.matches('x.*')");
        condition("event.name !~ 'x.*'", "there is no '!~'; write !event.name.matches('x.*')");
        condition("event.intent == asked", "test.yml:6:31: nothing is called 'asked'; write 'asked' in quotes");
        condition("shop != event.name", "nothing is called 'shop'; write 'shop' in quotes");
        condition("event.name == '= and or' &&", "mismatched input");
        assertThat(RuleBench.problems(SOUND.replace("event.exitCode != 0", "event.exitCode = 0 and event.job")))
                .as("each once, and nothing else")
                .hasSize(2);
    }

    @Test
    void whatTheParserExpectsHasItsSignsOnce() {
        assertThat(RuleBench.problems(SOUND.replace("event.exitCode != 0", "event.name is 'a'")))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.message()).doesNotContain("%%"))
                .anySatisfy(problem -> assertThat(problem.message()).contains("'%'"));
    }

    @Test
    void typesAreCalledAsThePagesCallThem() {
        condition("event.at > '2026-11-01'",
                "'>' does not work on (timestamp, string); write a time as timestamp('2026-");
        condition("event.ranFor < '10s'",
                "'<' does not work on (duration, string); write a time span as duration('10s')");
        condition("event.at", "must be of type bool but is timestamp");
    }

    @Test
    void whatYamlTakesForSomethingElseWantsQuotes() {
        says(with("annotations: {summary: {{ event.name }}}"), "put it in double quotes");
        says(with("annotations:\n          summary: {{ event.name }}"),
                "test.yml:9:1: this is not YAML: a text that begins with {{ has no quotes; put it in double quotes:"
                        + " summary: \"{{ event.name }}\"");
        says(with("annotations:\n          summary: {{ event.name }} is ill"),
                "put it in double quotes: summary: \"{{ event.name }} is ill\"");
        says(with("distinct: {of: event.labels['a'], at_least: 2, within: 1m}"),
                "put it in double quotes: of: \"event.labels['a']\"");
        condition("!event.job",
                "test.yml:6:15: '!event.job' is a tag to YAML, and no part of an expression; put it in double quotes: "
                        + "\"!event.job\"");
        condition("!event.job && event.oomKilled", "put it in double quotes: when: \"!event.job && event.oomKilled\"");
    }

    @Test
    void aFileOfAnotherShapeGetsOneMessage() {
        String rule = "alert: Test\non: container.died\nresolve: {on: container.started}\n";
        for (String file : List.of(rule, "- " + rule.strip().replace("\n", "\n  "),
                "rules:\n  - " + rule.strip().replace("\n", "\n    "))) {
            assertThat(RuleBench.problems(file)).singleElement()
                    .extracting(RuleProblem::toString)
                    .asString()
                    .contains("test.yml:1:1: a rule file begins with 'groups', and this one with")
                    .endsWith("\ngroups:\n  - name: mine\n    rules:");
        }
        says(rule, "and this one with 'alert'");
        says("- a\n", "and this one with a list");
        assertThat(RuleBench.problems("rule_files: [a.yml]\ntests: []\n")).singleElement()
                .extracting(RuleProblem::toString)
                .asString()
                .contains("this is a file of tests of rules; run it with: dockmedic test test.yml");
    }

    @Test
    void othersWordsAreKnown() {
        says(with("flapping: {of: event.name, at_least: 2, within: 1m}"),
                "unknown key 'flapping'; did you mean 'changes'?");
        says(SOUND.replace("when:", "if:"), "unknown key 'if'; did you mean 'when'?");
        says(SOUND.replace("on: container.died", "on: health_status"),
                "there is no kind of event 'health_status'; did you mean 'container.health'?");
        String health = SOUND.replace("container.died", "container.health");
        says(health.replace("event.exitCode != 0", "event.state == 'unhealthy'"),
                "event has no field 'state'; did you mean 'status'?");
        says(with("remedy: [{action: notify}]"), "there is no action 'notify'; did you mean 'escalate'?");
        says(SOUND.replace("container.died", "container.log").replace("event.exitCode != 0", "event.line == 'x'"),
                "event has no field 'line'; container.log is how large the log is, and nothing tells what it says");
    }

    private static void condition(String when, String expected) {
        says(SOUND.replace("event.exitCode != 0", when), expected);
    }

    @Test
    void allProblemsOfAllFilesAreReported() {
        String two = SOUND.replace("exitCode", "exitcode").replace("container.started", "container.startd");
        Loaded loaded = new RuleLoader(Kinds.standard(), new TestActions())
                .load(List.of(new RuleFile("a.yml", two), new RuleFile("b.yml", "groups: 3\n")));
        assertThat(loaded).isInstanceOfSatisfying(Loaded.Refused.class, refused -> assertThat(refused.problems())
                .extracting(problem -> problem.file() + ":" + problem.line())
                .containsExactly("a.yml:6", "a.yml:7", "b.yml:1"));
    }

    @Test
    void whatCouldGrowWithoutBoundIsRefused() {
        says(with("by: &a [*a]"), "test.yml:8:17: aliases are not taken: *a");
        says(SOUND.replace("event.exitCode != 0", "event.exitCode != 0" + " || event.exitCode != 0".repeat(400)),
                "test.yml:6:");
    }

    @Test
    void schedulesAreChecked() {
        String sound = """
                groups:
                  - name: test
                    rules:
                      - alert: Test
                        schedule: {cron: "0 3 * * *", zone: Europe/Berlin, within: 1h}
                        remedy: [{action: escalate}]
                """;
        assertThat(RuleBench.problems(sound)).isEmpty();
        says(sound.replace("0 3 ", "0 25 "), "test.yml:5:29: '25' is no hour; from 0 to 23");
        says(sound.replace("0 3 * *", "0 3 30 2"), "test.yml:5:26: there is never such a time");
        says(sound.replace("Berlin", "Berlim"),
                "test.yml:5:45: there is no time zone 'Europe/Berlim'; did you mean 'Europe/Berlin'?");
        says(sound.replace("0 3 ", "0 * ").replace("1h", "90m"),
                "test.yml:5:68: is longer than the 1h from one time to the next");
        says(sound.replace(", within: 1h", ""), "'within' is missing");
        says(sound.replace("    remedy", "    on: container.died\n        remedy"),
                "test.yml:6:9: a rule with 'schedule' waits for the time alone, and has no 'on'");
        says(sound.replace("{action: escalate}", "{action: restart, verify: {running: 1s, within: 2s}}"),
                "test.yml:6:18: 'restart' is done to a container, and a schedule is about none");
        says(sound.replace("{action: escalate}", "{action: backup-volume, verify: {running: 1s, within: 2s}}"),
                "test.yml:6:18: 'backup-volume' is done to a container, and a schedule is about none");
        says(sound.replace("{action: escalate}", "{action: mark}, {action: escalate}"),
                "test.yml:6:18: 'mark' is done to a GPU, and a schedule is about none");
        String copy = "{action: backup-volume, with: {service: shop/db/1}, verify: {running: 1s, within: 2s}}";
        assertThat(RuleBench.problems(sound.replace("{action: escalate}", copy + ", {action: escalate}"))).isEmpty();
        says(sound.replace("{action: escalate}", copy),
                "test.yml:6:18: 'backup-volume' may fail, and nobody would hear of it, so a step must follow");
        says(with("on: schedule.due").replace("        on: container.died\n", ""),
                "'schedule.due' is what a rule with 'schedule' fires on, and no other");
    }

    @Test
    void aMarkIsNoCureAndAScheduleIsAboutNoGpu() {
        says(with("remedy: [{action: mark}]"), "'mark' is no cure, so a step must follow");
        assertThat(RuleBench.problems(with("remedy: [{action: mark}, {action: escalate}]"))).isEmpty();
        says(with("remedy: [{action: mark, verify: {running: 1s, within: 2s}}, {action: escalate}]"),
                "'mark' has nothing to prove");
    }

    @Test
    void aCopyIsNoCureAndIsOfTheContainerThatTheRuleIsAbout() {
        String copy = "remedy: [{action: backup-volume, verify: {running: 1s, within: 2s}}]";
        says(with(copy), "'backup-volume' is no cure, so a step must follow");
        assertThat(RuleBench.problems(with(copy.replace("}]", "}, {action: escalate}]")))).isEmpty();
        says(with(copy.replace("verify", "with: {service: shop/db/1}, verify").replace("}]", "}, {action: escalate}]")),
                "'backup-volume' is done to the container that the rule is about");
    }

    /** That alone, at its place. */
    private static void only(String yaml, String... expected) {
        assertThat(RuleBench.problems(yaml)).extracting(RuleProblem::toString).containsExactly(expected);
    }

    @Test
    void habitsOfOtherLanguagesAreSaidOnceWithWhatToWrite() {
        only(SOUND.replace("!= 0", "!= 0 AND event.oomKilled"), "test.yml:6:35: there is no 'AND'; write &&");
        only(SOUND.replace("!= 0", "!= 0 & event.oomKilled"), "test.yml:6:35: there is no '&'; write &&");
        only(SOUND.replace("!= 0", "!= 0 | event.oomKilled"), "test.yml:6:35: there is no '|'; write ||");
        only(SOUND.replace("!= 0", "<> 0"), "test.yml:6:30: there is no '<>'; write !=");
        only(SOUND.replace("!= 0", "=> 1"), "test.yml:6:30: there is no '=>'; write >=");
        only(SOUND.replace("!= 0", "=< 1"), "test.yml:6:30: there is no '=<'; write <=");
        only(SOUND.replace("event.exitCode != 0", "event.name == 'web && event.exitCode => 1"),
                "test.yml:6:29: a quote is not closed; write the other ' where the text ends");
    }

    @Test
    void aKeyThatIsMistypedIsNotMissingToo() {
        only(with("count: {at_lest: 2, within: 1m}"),
                "test.yml:8:17: unknown key 'at_lest'; did you mean 'at_least'?");
        only(with("remedy: [{action: restart, verfiy: {running: 1s, within: 9s}}]"),
                "test.yml:8:36: unknown key 'verfiy'; did you mean 'verify'?");
        only(with("remedy: [{action: restart, verify: {ovr: 1s, within: 9s}}]"),
                "test.yml:8:45: unknown key 'ovr'; did you mean 'over'?");
        only(SOUND.replace("on: container.died\n", "event: container.died\n"),
                "test.yml:5:9: unknown key 'event'; did you mean 'on'?");
    }

    @Test
    void whatStandsInAnotherKeyIsSaidWithThat() {
        only(with("severity: critical"), "test.yml:8:9: unknown key 'severity'; write labels: {severity: …}");
        only(with("summary: down"), "test.yml:8:9: unknown key 'summary'; write annotations: {summary: …}");
        only(with("remedy: [{action: restart, verify: 10s}]"),
                "test.yml:8:44: says no proof, but '10s'; write verify: {running: 10s, within: 60s}");
        only(SOUND.replace("event.exitCode != 0", "[event.exitCode != 0, event.oomKilled]"),
                "test.yml:6:15: must be an expression but is a list; "
                        + "write one expression, joined with &&, or with || where one is enough");
    }

    @Test
    void aKeyBesideItsColumnIsSaidInWords() {
        only(SOUND.replace("        when:", "         when:"),
                "test.yml:6:14: this is not YAML: this key stands one column beside the line above it; "
                        + "let it begin in the column of those that it belongs to");
        only(SOUND.replace("        when:", "       when:"),
                "test.yml:6:8: this is not YAML: this key stands one column beside the line above it; "
                        + "let it begin in the column of those that it belongs to");
    }

    @Test
    void whatIsWrongForBothOfAnInhibitionIsSaidOnce() {
        String two = SOUND + SOUND.substring(SOUND.indexOf("      - alert")).replace("Test", "Other");
        only(two + "inhibit: [{source: Other, target: Test, equal: [event.servce]}]\n",
                "test.yml:12:55: for Test: event has no field 'servce'; did you mean 'service'?");
    }

    @Test
    void whatInhibitsAndWhatIsInhibitedMustBeThere() {
        String two = SOUND + SOUND.substring(SOUND.indexOf("      - alert"))
                .replace("Test", "Other")
                .replace("container.died", "disk.sample")
                .replace("event.exitCode != 0", "event.readOnly");
        assertThat(
                RuleBench.problems(two + "inhibit: [{source: Other, target: Test, equal: [event.host, severity]}]\n"))
                .isEmpty();
        says(two + "inhibit: [{source: Othr, target: Test}]\n",
                "test.yml:12:20: there is no alert 'Othr'; did you mean 'Other'?");
        says(two + "inhibit: [{source: Other}]\n", "test.yml:12:11: 'target' is missing");
        says(two + "inhibit: [{source: [], target: Test}]\n", "test.yml:12:20: must name one rule");
        says(two + "inhibit: [{source: Other, target: Test, equals: []}]\n",
                "unknown key 'equals'; did you mean 'equal'?");
        says(two + "inhibit: [{source: Other, target: Test, equal: [event.service]}]\n",
                "test.yml:12:55: for Other: event has no field 'service'");
        says(two + "inhibit: [{source: Other, target: Test, equal: [severty]}]\n",
                "test.yml:12:49: the rule 'Test' has no label 'severty'; did you mean 'severity'?");
        says(two + "inhibit: [{source: Test, target: Test}]\n", "test.yml:12:34: 'Test' would inhibit itself");
        says(two + "inhibit: [{source: Test, target: Other}, {source: Other, target: Test}]\n",
                "test.yml:12:66: 'Test' would inhibit itself: Other inhibits Test, which inhibits Other");
    }

    @Test
    void manyInhibitionsAreReadInTime() {
        StringBuilder rules = new StringBuilder(SOUND.substring(0, SOUND.indexOf("      - alert")));
        StringBuilder edges = new StringBuilder("inhibit:\n");
        int count = 150;
        for (int i = 0; i < count; i++) {
            rules.append("      - {alert: R")
                    .append(i)
                    .append(", on: container.died, resolve: {on: container.started}}\n");
            // Each inhibits all that come after it, and what closes the circle is written last.
            for (int from = i + 1; from < count; from += 100) {
                edges.append("  - {source: R").append(i).append(", equal: [event.service, event.host], target: [");
                for (int target = from; target < Math.min(count, from + 100); target++) {
                    edges.append(target == from ? "R" : ", R").append(target);
                }
                edges.append("]}\n");
            }
        }
        assertThat(RuleBench.problems(rules.toString() + edges)).isEmpty();
        assertThat(RuleBench.problems(rules + edges.toString() + "  - {source: R149, target: R0}\n")).isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.message()).contains("would inhibit itself"));
    }

    private static String with(String line) {
        return SOUND + "        " + line + "\n";
    }

    private static void says(String yaml, String expected) {
        assertThat(RuleBench.problems(yaml))
                .extracting(RuleProblem::toString)
                .anySatisfy(problem -> assertThat(problem).contains(expected));
    }
}
