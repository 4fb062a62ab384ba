package io.dockmedic.remediation.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.Shipped;
import io.dockmedic.remediation.ruletest.RuleTestReader.Read;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleTestReaderTest {
    private static final String RULES = """
            groups:
              - name: own
                rules:
                  - alert: Own
                    on: container.died
                    when: event.exitCode != 0
                    count: {at_least: 2, within: 1m}
                    resolve: {on: container.started}
                    labels: {team: "{{ event.project }}"}
                    remedy: [{action: restart, verify: {running: 1s, within: 2s}}]
            """;
    private static final String SOUND = """
            rule_files: [own.yml]
            tests:
              - name: the second death
                events:
                  - {at: 0s, kind: container.died, service: shop/web/1, exitCode: 1}
                  - {at: 30s, seen: 40s, kind: container.died, service: shop/web/1, exitCode: 2}
                expect:
                  - {at: 40s, is: fired, key: shop/web/1, count: 2, labels: {team: shop}, remedy: [restart],
                     verdict: suppress, reason: no_consent}
            """;

    private static Read read(String tests) {
        RuleTestReader reader = new RuleTestReader(
                Kinds.standard(), new RuleLoader(Kinds.standard(), Shipped.catalog()),
                name -> name.equals("own.yml") ? new RuleFile(name, RULES) : RuleFile.unreadable(name, "is not there"));
        return reader.read("own.test.yml", tests);
    }

    private static List<String> failures(String tests) {
        return failures(read(tests));
    }

    private static List<String> failures(Read read) {
        return switch (read) {
            case Read.Refused(List<String> problems) -> throw new AssertionError(problems);
            case Read.Sound(RuleTests sound) -> new RuleTestRunner(Kinds.standard(), Shipped.catalog()).run(sound)
                    .stream()
                    .flatMap(result -> result.failures().stream())
                    .toList();
        };
    }

    private static void refuses(String tests, String problem) {
        assertThat(read(tests)).isInstanceOfSatisfying(Read.Refused.class, refused -> assertThat(refused.problems())
                .anySatisfy(one -> assertThat(one).contains(problem)));
    }

    @Test
    void whatIsAsExpectedIsFine() {
        assertThat(failures(SOUND)).isEmpty();
        assertThat(failures(SOUND.replace("    expect:", "    restarts: [10s, 35s]\n    expect:"))).isEmpty();
    }

    /** A rule of one's own that stands against a shipped one is tested as it runs: beside it. */
    @Test
    void whatInhibitsAShippedRuleCanBeTested() {
        String rules = RULES
                + "inhibit: [{source: Own, target: ContainerExitedWithError, equal: [event.service]}]\n";
        RuleTestReader reader = new RuleTestReader(Kinds.standard(),
                new RuleLoader(Kinds.standard(), Shipped.catalog()), name -> new RuleFile(name, rules));
        assertThat(failures(reader.read("own.test.yml", SOUND))).as("its own alerts alone, as ever").isEmpty();
        assertThat(failures(reader.read("own.test.yml", """
                rule_files: [own.yml]
                alerts: [Own, ContainerExitedWithError]
                heal: all
                tests:
                  - name: the second death
                    events:
                      - {at: 0s, kind: container.died, service: shop/web/1, exitCode: 1}
                      - {at: 30s, kind: container.died, service: shop/web/1, exitCode: 2}
                    expect:
                      - {at: 0s, alert: ContainerExitedWithError, is: fired, verdict: act}
                      - {at: 30s, alert: ContainerExitedWithError, is: again, verdict: defer, reason: inhibited}
                      - {at: 30s, alert: ContainerExitedWithError, is: inhibited}
                      - {at: 30s, alert: Own, is: fired}
                """))).isEmpty();
    }

    @Test
    void whatIsInhibitedIsPutOffInATestAsLive() {
        String rules = RULES + """
                      - alert: Source
                        on: container.health
                        when: event.status == 'unhealthy'
                        resolve: {on: container.health, when: event.status == 'healthy'}
                inhibit: [{source: Source, target: Own, equal: [event.service]}]
                """;
        RuleTestReader reader = new RuleTestReader(Kinds.standard(),
                new RuleLoader(Kinds.standard(), Shipped.catalog()), name -> new RuleFile(name, rules));
        assertThat(failures(reader.read("own.test.yml", """
                rule_files: [own.yml]
                heal: all
                tests:
                  - name: inhibited, over a restart, and released
                    events:
                      - {at: 0s, kind: container.health, status: unhealthy}
                      - {at: 5s, every: 5s, times: 2, kind: container.died, exitCode: 1}
                      - {at: 1m, kind: container.health, status: healthy}
                    restarts: [20s]
                    expect:
                      - {at: 0s, alert: Source, is: fired}
                      - {at: 10s, alert: Own, is: fired, verdict: defer, reason: inhibited}
                      - {at: 20s, alert: Source, is: restored}
                      - {at: 20s, alert: Own, is: restored, verdict: defer, reason: inhibited}
                      - {at: 1m, alert: Source, is: resolved}
                      - {at: 1m, alert: Own, is: released, verdict: act}
                """))).isEmpty();
    }

    @Test
    void schedulesAreDueInTheTimeOfTheTest() {
        String rules = """
                groups:
                  - name: own
                    rules:
                      - alert: Nightly
                        schedule: {cron: "0 3 * * fri", zone: UTC, within: 1h}
                        remedy: [{action: escalate}]
                """;
        RuleTestReader reader = new RuleTestReader(Kinds.standard(),
                new RuleLoader(Kinds.standard(), Shipped.catalog()), name -> new RuleFile(name, rules));
        String tests = """
                rule_files: [own.yml]
                tests:
                  - name: on Friday
                    events: []
                    restarts: [26h, 27h30m]
                    until: 3d
                    expect:
                      - {at: 27h, is: fired, key: host, remedy: [escalate], verdict: act}
                      - {at: 27h30m, is: restored}
                      - {at: 28h, is: resolved}
                """;
        assertThat(failures(reader.read("own.test.yml", tests))).isEmpty();
        assertThat(reader.read("own.test.yml", tests.replace("events: []", "events: [{at: 1h, kind: schedule.due}]")))
                .isInstanceOfSatisfying(Read.Refused.class, refused -> assertThat(refused.problems())
                        .anySatisfy(problem -> assertThat(problem).contains("schedules are due by themselves")));
    }

    @Test
    void whatIsNotIsSaidInWords() {
        assertThat(failures(SOUND.replace("at: 40s, is", "at: 41s, is"))).containsExactly(
                "expected, and not told: 41s fired Own shop/web/1", "told, and not expected: 40s fired Own shop/web/1");
        assertThat(failures(SOUND.replace("count: 2", "count: 3")))
                .containsExactly("40s fired Own shop/web/1: count: expected 3 but is 2");
        assertThat(failures(SOUND.replace("team: shop", "team: ops")))
                .containsExactly("40s fired Own shop/web/1: label team: expected 'ops' but is 'shop'");
        assertThat(failures(SOUND.replace("[restart]", "[escalate]")))
                .containsExactly("40s fired Own shop/web/1: remedy: expected [escalate] but is [restart]");
        assertThat(failures(SOUND.replace("verdict: suppress, reason: no_consent", "verdict: act")))
                .containsExactly("40s fired Own shop/web/1: verdict: expected act but is suppress "
                        + "(the container has no label dockmedic.heal=true)");
        assertThat(failures("heal: all\n" + SOUND.replace("verdict: suppress, reason: no_consent", "verdict: act")))
                .isEmpty();
    }

    @Test
    void mistakesHaveTheirPlace() {
        refuses(SOUND.replace("own.yml", "other.yml"), "other.yml: is not there");
        refuses(SOUND.replace("exitCode: 1}", "exitcode: 1}"),
                "own.test.yml:5:61: container.died has no field 'exitcode'; did you mean 'exitCode'?");
        refuses(SOUND.replace("exitCode: 1}", "meaning: bad}"),
                "'meaning' of container.died follows from other fields; leave it out");
        refuses(SOUND.replace("exitCode: 1}", "intent: nobody}"), "event.intent is never 'nobody'");
        refuses(SOUND.replace("kind: container.died, service: shop/web/1, exitCode: 1", "kind: container.die"),
                "there is no kind of event 'container.die'; did you mean 'container.died'?");
        refuses(SOUND.replace("seen: 40s", "seen: 20s"), "nothing is seen before it happens");
        refuses(SOUND.replace("is: fired", "is: fird"), "nothing is ever 'fird'; did you mean 'fired'?");
        refuses(SOUND.replace("is: fired", "alert: Onw, is: fired"), "there is no alert 'Onw'; did you mean 'Own'?");
        refuses(SOUND.replace("reason: no_consent", "reason: noconsent"), "did you mean 'no_consent'?");
        refuses(SOUND.replace("rule_files: [own.yml]\n", ""), "it is about no rule; write rule_files: or alerts:");
        refuses(SOUND.replace("{at: 0s, ", "{at: 0s, every: 1s, "), "'times' is missing");
    }

    @Test
    void anExpressionThatCannotBeEvaluatedIsNoPass() {
        String failing = RULES.replace("event.exitCode != 0", "event.labels['none'] == ''");
        RuleTestReader reader = new RuleTestReader(
                Kinds.standard(), new RuleLoader(Kinds.standard(), Shipped.catalog()),
                name -> new RuleFile(name, failing));
        Read read = reader.read("own.test.yml", SOUND.substring(0, SOUND.indexOf("    expect:")) + "    expect: []\n");
        assertThat(read).isInstanceOfSatisfying(Read.Sound.class,
                sound -> assertThat(new RuleTestRunner(Kinds.standard(), Shipped.catalog()).run(sound.tests())
                        .getFirst()
                        .failures())
                        .containsExactly("an expression of Own could not be evaluated on 2 event(s): "
                                + "'event.labels['none'] == ''': no such key: none; there is none"));
    }

    @Test
    void thatNothingIsToldShowsOnceAllHasFallenDue() {
        String slow = RULES.replace("count: {at_least: 2, within: 1m}", "for: 10m");
        RuleTestReader reader = new RuleTestReader(
                Kinds.standard(), new RuleLoader(Kinds.standard(), Shipped.catalog()),
                name -> new RuleFile(name, slow));
        String nothing = SOUND.substring(0, SOUND.indexOf("    expect:")) + "    expect: []\n";
        assertThat(failures(reader.read("own.test.yml", nothing)))
                .contains("told, and not expected: 10m fired Own shop/web/1");
        assertThat(failures(reader.read("own.test.yml", nothing + "    until: 9m\n")))
                .noneMatch(failure -> failure.contains("fired"));
    }
}
