package io.dockmedic.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.Logged;
import io.dockmedic.rules.RuleBench;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleEngineTest {
    @ParameterizedTest
    @ValueSource(strings = {
            "1 / (event.exitCode - 1) == 0",
            "event.at + duration('80000000h') > event.at",
            "event.ranFor + duration('80000000h') + duration('80000000h') > event.ranFor",
            "event.at > timestamp('9999-12-31T23:59:59Z') + duration('80000000h')",
            "event.exitCode * 9223372036854775807 + 9223372036854775807 > 0",
            "int(event.name) == 0",
            "event.labels['none'] == ''",
            "event.name.matches(event.labels['odd'])",
            "timestamp(event.name) > event.at",
            "duration(event.name) > event.ranFor",
            "[1, 2][event.exitCode + 7] == 1"})
    void anExpressionThatFailsStopsNoOtherRule(String failing) {
        String yaml = """
                groups:
                  - name: test
                    rules:
                      - {alert: Fails, on: container.died, when: "%s", resolve: {on: container.started}}
                      - {alert: Works, on: container.died, resolve: {on: container.started}}
                """.formatted(failing);
        Container odd = new Container("c0ffee", "web", "web:1", Map.of("odd", "["), Service.of("web", Map.of()), false);
        RuleBench bench = new RuleBench(yaml);
        bench.happens(at -> new Happenings(odd).died(at, 1)).tells("0s FIRED Works web");
        assertThat(bench.counter("dockmedic.rule.errors")).isEqualTo(1);
    }

    /** Once for the rule and the cause, however many events it was. */
    @Test
    void whatCannotBeEvaluatedIsInTheLogWithTheExpressionAndWhatThereIs() {
        String yaml = """
                groups:
                  - name: test
                    rules:
                      - {alert: Odd, on: container.died, when: "event.labels['sate'] == 'down'", resolve: {on: container.started}}
                """;
        Container odd = new Container("c0ffee", "web", "web:1", Map.of("state", "down"), Service.of("web", Map.of()),
                false);
        try (Logged logged = new Logged()) {
            RuleBench bench = new RuleBench(yaml);
            bench.happens(at -> new Happenings(odd).died(at, 1))
                    .after(5)
                    .happens(at -> new Happenings(odd).died(at, 2));
            assertThat(bench.counter("dockmedic.rule.errors")).isEqualTo(2);
            assertThat(logged.lines()).containsOnlyOnce("cannot be evaluated, so it is no match: "
                    + "'event.labels['sate'] == 'down'': no such key: sate; there are: state rule=Odd");
            assertThat(bench.engine().causes().get("Odd"))
                    .containsExactly("'event.labels['sate'] == 'down'': no such key: sate; there are: state");
        }
    }

    private static final String DIED = """
            groups:
              - name: test
                rules:
                  - alert: T
                    on: container.died
                    resolve: {on: container.started}
                    annotations: {summary: "{{ event.service }}"}
            """;
    private static final String HELD = DIED.replace("resolve:", "for: 1m\n        resolve:");

    private final Happenings web = Happenings.of("web");

    @ParameterizedTest
    @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "0000-12-31T23:59:59Z", "+10000-01-01T00:00:00Z",
            "+1000000000-12-31T23:59:59.999999999Z"})
    void anEventWithADateBeyondAllSenseIsLeftOutAndCounted(String at) {
        RuleBench bench = new RuleBench(EVERY_WINDOW);
        bench.happened(web.died(Instant.parse(at), 1)).happened(web.started(Instant.parse(at)));
        assertThat(bench.counter("dockmedic.rule.events.refused")).isEqualTo(2);
        bench.happens(a -> web.died(a, 1)).tells("0s FIRED Once web");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"})
    void theFirstAndTheLastDateThereIsAreDates(String at) {
        RuleBench bench = new RuleBench(EVERY_WINDOW);
        bench.happened(web.died(Instant.parse(at), 1)).happened(web.started(Instant.parse(at))).after(86_400);
        assertThat(bench.told()).contains("0s FIRED Once web", "0s FIRED Both web");
        assertThat(bench.counter("dockmedic.rule.events.refused")).isZero();
    }

    private static final String EVERY_WINDOW = """
            groups:
              - name: test
                rules:
                  - {alert: Once, on: container.died, resolve: {on: container.removed}}
                  - {alert: Twice, on: container.died, count: {at_least: 2, within: 24h}, resolve: {on: container.removed}}
                  - alert: Both
                    sequence: {steps: [{on: container.died}, {on: container.started}], within: 24h}
                    resolve: {on: container.removed}
                  - alert: Flaps
                    on: container.died
                    changes: {of: string(event.exitCode), at_least: 2, within: 24h}
                    resolve: {on: container.removed, for: 24h}
            """;

    @Test
    void whatAPredicateExceptsIsNoFaultAndOneThatFailsIsNoMatch() {
        String yaml = "predicates: {tests: event.name.startsWith('test-'), odd: \"event.labels['none'] == 'x'\"}\n"
                + DIED.replace("resolve:", "unless: [tests]\n        resolve:");
        RuleBench bench = new RuleBench(yaml);
        bench.happens(at -> Happenings.of("test-1").died(at, 1)).happens(at -> web.died(at, 1));
        bench.tells("0s FIRED T web");
        RuleBench failing = new RuleBench(yaml.replace("[tests]", "odd"));
        failing.happens(at -> web.died(at, 1)).tells();
        assertThat(failing.counter("dockmedic.rule.errors")).isEqualTo(1);
    }

    @Test
    void aChangedPredicateIsAChangedRule() {
        String yaml = "predicates: {tests: event.name == 'a', other: event.name == 'b'}\n"
                + DIED.replace("resolve:", "unless: [tests]\n        resolve:");
        RuleBench bench = new RuleBench(yaml);
        bench.happens(at -> web.died(at, 1)).replace(yaml.replace("'b'", "'c'")).tells("0s FIRED T web");
        bench.replace(yaml.replace("'a'", "'c'")).tells("0s RESOLVED T web");
    }

    @Test
    void sameEventTwiceCountsOnce() {
        RuleBench bench = new RuleBench(DIED);
        Died died = web.died(bench.time.now(), 1);
        bench.happened(died).happened(died).tells("0s FIRED T web");
        assertThat(bench.counter("dockmedic.rule.events.stale")).isEqualTo(1);
    }

    /** We may have ended when it was written here, and before those who act had heard of it. */
    @Test
    void whatIsToldAgainOfAFiringIncidentIsToldOnWithoutBeingCounted() {
        RuleBench before = new RuleBench(DIED);
        before.happens(at -> web.died(at, "run1", false)).after(5).happens(at -> web.died(at, "run2", false));
        RuleBench bench = new RuleBench(DIED);
        bench.after(7).restore(Map.copyOf(before.saved)).tells("7s RESTORED T web");
        bench.happens(at -> web.died(at, "run2", true)).tells("7s AGAIN T web");
        assertThat(bench.latest().incident().count()).isEqualTo(2);
        bench.happens(at -> web.died(at, "run2", true)).tells();
    }

    /** After a kill of ours in between it is found once more: later, by another way, judged anew. */
    @Test
    void theEndOfARunToldAgainInOtherWordsCountsOnce() {
        String loop = DIED.replace("resolve:", "count: {at_least: 3, within: 10m}\n        resolve:");
        RuleBench before = new RuleBench(loop);
        before.happens(at -> web.died(at, "run1", false)).after(5).happens(at -> web.died(at, "run2", false)).tells();
        RuleBench bench = new RuleBench(loop);
        bench.after(7).restore(Map.copyOf(before.saved));
        bench.happens(at -> web.died(at, "run2", true)).tells();
        assertThat(bench.counter("dockmedic.rule.events.stale")).isEqualTo(1);
        bench.after(2).happens(at -> web.died(at, "run3", false)).tells("9s FIRED T web");
        bench.happens(at -> web.died(at, "", true)).after(1).happens(at -> web.died(at, "", true));
        bench.tells("9s AGAIN T web", "10s AGAIN T web");
    }

    @Test
    void startFromBeforeTheFaultDoesNotResolveIt() {
        RuleBench bench = new RuleBench(DIED);
        bench.after(10).happened(web.died(bench.time.now(), 1));
        bench.happened(web.started(bench.time.now().minusSeconds(5))).tells("10s FIRED T web");
    }

    @Test
    void faultFromBeforeTheResolutionIsOldNews() {
        RuleBench bench = new RuleBench(DIED);
        bench.happens(at -> web.died(at, 1)).after(10).happens(web::started).told();
        bench.happened(web.died(bench.time.now().minusSeconds(3), 1)).tells();
        bench.after(Duration.ofMinutes(11));
        assertThat(bench.saved).isEmpty();
    }

    @Test
    void lateEventIsSeenBeforeDeadlinesAfterIt() {
        RuleBench bench = new RuleBench(HELD);
        bench.happens(at -> web.died(at, 1));
        bench.time.advance(Duration.ofSeconds(61));
        bench.happened(web.started(RuleBench.START.plusSeconds(50)));
        bench.after(0).tells("0s PENDING T web", "61s RESOLVED T web");
    }

    @Test
    void wallClockJumpsFireNothing() {
        RuleBench bench = new RuleBench(HELD);
        bench.happens(at -> web.died(at, 1));
        bench.time.setWall(RuleBench.START.plus(Duration.ofDays(1)));
        assertThat(bench.engine().tick().isEmpty()).isTrue();
        assertThat(bench.engine().untilNext()).contains(Duration.ofMinutes(1));
    }

    @Test
    void whatAClockThatWasAheadLeftBehindStillResolves() {
        RuleBench before = new RuleBench(DIED);
        before.time.advance(Duration.ofDays(400));
        before.happens(at -> web.died(at, 1));
        RuleBench after = new RuleBench(DIED);
        after.restore(before.saved).tells("0s RESTORED T web");
        after.after(60).happens(web::started).tells("60s RESOLVED T web");
    }

    @Test
    void evidenceKeepsTheFirstAndLastTen() {
        RuleBench bench = new RuleBench(DIED);
        for (int i = 0; i < 35; i++) {
            int code = i;
            bench.happens(at -> web.died(at, code)).after(1);
        }
        assertThat(bench.latest().incident().count()).isEqualTo(35);
        assertThat(bench.latest().incident().evidence())
                .extracting(event -> ((Died) event).exitCode())
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34);
    }

    @Test
    void keysBeyondTheMostAreRefusedAndThoseThereStay() {
        RuleBench bench = new RuleBench(DIED);
        for (int i = 0; i < KeyTable.MOST + 5; i++) {
            Happenings some = Happenings.of("c" + i);
            bench.happens(at -> some.died(at, 1));
        }
        assertThat(bench.changes).hasSize(KeyTable.MOST);
        assertThat(bench.counter("dockmedic.rule.keys.refused")).isEqualTo(5);
        assertThat(bench.meters.get("dockmedic.rule.keys").gauge().value()).isEqualTo(KeyTable.MOST);
        bench.happens(Happenings.of("c0")::started);
        assertThat(bench.latest().incident().key()).isEqualTo("c0");
    }

    @Test
    void allRulesTogetherRememberNoMoreThanThereIsRoomFor() {
        RuleBench bench = new RuleBench(DIED + """
                      - {alert: Started, on: container.started, resolve: {on: container.removed}}
                """);
        for (int i = 0; i < KeyTable.MOST; i++) {
            Happenings some = Happenings.of("c" + i);
            bench.happens(at -> some.died(at, 1));
        }
        for (int i = 0; i < KeyRoom.MOST - KeyTable.MOST + 5; i++) {
            bench.happens(Happenings.of("s" + i)::started);
        }
        assertThat(bench.changes).hasSize(KeyRoom.MOST);
        assertThat(bench.engine().refusals()).isEqualTo(5);
        assertThat(bench.engine().crowd()).isEqualTo("15000 keys of at most 15000, 10000 of at most 10000 are of "
                + bench.engine().rules().getFirst().name());
        bench.replace(DIED + """
                      - {alert: Other, on: container.started, resolve: {on: container.removed}}
                """);
        bench.happens(Happenings.of("late")::started);
        assertThat(bench.latest().incident().key()).as("there is room again").isEqualTo("late");
        assertThat(bench.latest().incident().rule()).isEqualTo("Other");
    }

    @Test
    void aRestartTakesBackEveryIncidentAndTheRestWhileThereIsRoom() {
        String count = DIED.replace("resolve:", "count: {at_least: 2, within: 24h}\n        resolve:");
        RuleBench bench = new RuleBench(count);
        bench.happens(at -> web.died(at, 1)).happens(at -> web.died(at, 2));
        KeyId fires = bench.saved.keySet().iterator().next();
        bench.happens(at -> Happenings.of("db").died(at, 1));
        KeyState counted = bench.saved.get(new KeyId(fires.rule(), fires.temporal(), "db"));
        for (int i = 0; i < KeyTable.MOST + 5; i++) {
            bench.saved.put(new KeyId(fires.rule(), fires.temporal(), "c" + i), counted);
        }
        RuleBench next = new RuleBench(count);
        next.restore(Map.copyOf(bench.saved));
        assertThat(next.changes).extracting(change -> change.incident().key()).containsExactly("web");
        assertThat(next.meters.get("dockmedic.rule.keys").gauge().value()).isEqualTo(KeyTable.MOST);
        assertThat(next.engine().refusals()).isEqualTo(7);
    }

    @Test
    void expressionThatFailsIsNoMatchAndCounted() {
        RuleBench bench = new RuleBench(
                DIED.replace("resolve:", "when: event.labels['owner'] == 'me'\n        resolve:"));
        bench.happens(at -> web.died(at, 1)).tells();
        assertThat(bench.counter("dockmedic.rule.errors")).isEqualTo(1);
    }

    /** It has no such label any more, and is well. */
    @Test
    void whatCannotBeEvaluatedMayBeTheEndAllTheSame() {
        RuleBench bench = new RuleBench(DIED.replace("resolve: {on: container.started}", """
                when: event.labels['owner'] == 'me'
                        resolve:
                          - {on: container.died, when: "event.labels['none'] == 'x'"}
                          - {on: container.died, when: "!('owner' in event.labels)"}"""));
        Happenings owned = new Happenings(new Container("c0ffee", "web", "web:1", Map.of("owner", "me"),
                Service.of("web", Map.of()), false));
        bench.happens(at -> owned.died(at, 1)).tells("0s FIRED T web");
        bench.after(5).happens(at -> web.died(at, 1)).tells("5s RESOLVED T web");
        assertThat(bench.counter("dockmedic.rule.errors")).isEqualTo(2);
    }

    /** As after a time when nothing was looked at: what is due after the event is not dealt with before it. */
    @Test
    void aLateEventIsSeenBeforeDeadlinesAfterItAlsoWhereItsKeyHasAnEarlierOne() {
        RuleBench bench = new RuleBench(HELD);
        bench.happens(at -> web.died(at, 1)).after(10).happens(web::started);
        bench.after(570).happens(at -> web.died(at, 1)).told();
        bench.time.advance(Duration.ofSeconds(70));
        bench.happened(web.started(RuleBench.START.plusSeconds(620)));
        bench.after(0).tells("650s RESOLVED T web");
    }

    @Test
    void aFaultOfBeforeTheEndThatIsHeardLateDoesNotBreakItOff() {
        RuleBench bench = new RuleBench(DIED.replace("{on: container.started}", "{on: container.started, for: 30s}"));
        bench.happens(at -> web.died(at, 1)).after(20).happens(web::started).told();
        bench.time.advance(Duration.ofSeconds(5));
        bench.happened(web.died(RuleBench.START.plusSeconds(15), 2));
        bench.after(60).tells("25s AGAIN T web", "50s RESOLVED T web");
    }

    @Test
    void loopsInAnExpressionAreBounded() {
        String list = "[" + "1,".repeat(39) + "1]";
        String all = "(" + list + ").all(a, " + list + ".all(b, a == b && event.name != ''))";
        RuleBench bench = new RuleBench(DIED.replace("resolve:", "when: " + all + "\n        resolve:"));
        bench.happens(at -> web.died(at, 1)).tells();
        assertThat(bench.counter("dockmedic.rule.errors")).isEqualTo(1);
    }

    @Test
    void templateThatFailsLeavesItsTextEmpty() {
        RuleBench bench = new RuleBench(DIED.replace("{{ event.service }}", "{{ event.labels['no'] }}"));
        bench.happens(at -> web.died(at, 1)).tells("0s FIRED T web");
        assertThat(bench.latest().incident().annotations()).containsEntry("summary", "");
    }

    @Test
    void reloadKeepsTheStateOfRulesThatMeanTheSame() {
        RuleBench bench = new RuleBench(DIED);
        bench.happens(at -> web.died(at, 1)).told();
        bench.replace(DIED.replace("{{ event.service }}", "new words") + "        labels: {severity: critical}\n")
                .tells();
        bench.after(1).happens(at -> web.died(at, 1)).tells("1s AGAIN T web");
        assertThat(bench.latest().incident().annotations()).containsEntry("summary", "new words");
    }

    @Test
    void reloadEndsIncidentsOfRulesThatChangedOrAreGone() {
        RuleBench changed = new RuleBench(DIED);
        changed.happens(at -> web.died(at, 1)).replace(HELD).tells("0s FIRED T web", "0s RESOLVED T web");
        assertThat(changed.latest().incident().resolvedBy()).isEqualTo("the rule was changed");
        RuleBench gone = new RuleBench(DIED);
        gone.happens(at -> web.died(at, 1)).replace(DIED.replace("alert: T", "alert: Other"));
        gone.tells("0s FIRED T web", "0s RESOLVED T web");
        assertThat(gone.latest().incident().resolvedBy()).isEqualTo("the rule was removed");
        assertThat(gone.saved).isEmpty();
    }

    @Test
    void restoredRulesGoOnWhereTheyWere() {
        RuleBench before = new RuleBench(HELD);
        before.happens(at -> web.died(at, 1)).after(40);
        RuleBench after = new RuleBench(HELD);
        after.after(45).restore(Map.copyOf(before.saved)).tells();
        after.after(15).tells();
        after.after(15).tells("75s FIRED T web");
        RuleBench again = new RuleBench(HELD);
        again.after(80).restore(Map.copyOf(after.saved)).tells("80s RESTORED T web");
        assertThat(again.latest().incident()).isEqualTo(after.latest().incident());
    }

    @Test
    void whatFellDueWhileAwayWaitsForTheWorldToBeLookedAt() {
        RuleBench before = new RuleBench(HELD);
        before.happens(at -> web.died(at, 1));
        RuleBench after = new RuleBench(HELD);
        after.after(600).restore(Map.copyOf(before.saved)).after(10).happens(web::started).after(100);
        after.tells("610s RESOLVED T web");
    }

    /** One more rule behind {@link #HELD}, which watches from the first reading on. */
    private static final String GROWS = """
                  - alert: Grows
                    on: container.sample
                    delta: {of: event.memoryBytes, rises_by: 1000000000, within: 5m}
                    resolve: {on: container.sample}
            """;

    @Test
    void whatWasOnlyWatchedHoldsUpNothingAfterARestart() {
        String yaml = HELD.replace("for: 1m", "for: 10s") + GROWS;
        RuleBench before = new RuleBench(yaml);
        before.happens(at -> web.sampled(at, usage -> usage));
        assertThat(before.saved).hasSize(1);
        RuleBench after = new RuleBench(yaml);
        after.restore(Map.copyOf(before.saved)).happens(at -> web.died(at, 1)).after(10);
        after.tells("0s PENDING T web", "10s FIRED T web");
    }

    @Test
    void whatFellDueWhileAwayAndNothingEndedFiresAfterTheFirstLook() {
        RuleBench before = new RuleBench(HELD);
        before.happens(at -> web.died(at, 1));
        RuleBench after = new RuleBench(HELD);
        after.after(600).restore(Map.copyOf(before.saved)).after(29).tells();
        after.after(1).tells("630s FIRED T web");
        assertThat(after.latest().incident().latest().at()).as("how old it is stays known, so that nobody acts on it")
                .isEqualTo(RuleBench.START);
    }

    @Test
    void howLateDeadlinesAreDealtWithIsMeasured() {
        RuleBench bench = new RuleBench(HELD);
        bench.happens(at -> web.died(at, 1)).after(30).happens(at -> Happenings.of("db").died(at, 1));
        bench.after(30);
        assertThat(lag(bench).count()).as("in time is measured too").isEqualTo(1);
        assertThat(lag(bench).max(TimeUnit.SECONDS)).isZero();
        bench.time.advance(Duration.ofSeconds(33));
        bench.after(0).tells("0s PENDING T web", "30s PENDING T db", "60s FIRED T web", "93s FIRED T db");
        assertThat(lag(bench).count()).isEqualTo(2);
        assertThat(lag(bench).max(TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(lag(bench).totalTime(TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void whatWaitsForTheFirstLookAfterARestartIsNotLate() {
        RuleBench before = new RuleBench(HELD);
        before.happens(at -> web.died(at, 1));
        RuleBench after = new RuleBench(HELD);
        after.after(600).restore(Map.copyOf(before.saved)).time.advance(Duration.ofSeconds(32));
        after.after(0).tells("632s FIRED T web");
        assertThat(lag(after).totalTime(TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void whatWasOnlyWatchedAndFellDueWhileAwayIsNotLate() {
        RuleBench before = new RuleBench(HELD + GROWS);
        before.happens(at -> web.sampled(at, usage -> usage));
        RuleBench after = new RuleBench(HELD + GROWS);
        after.after(6000).restore(Map.copyOf(before.saved)).after(1);
        assertThat(lag(after).count()).isPositive();
        assertThat(lag(after).max(TimeUnit.SECONDS)).isLessThanOrEqualTo(1);
    }

    private static Timer lag(RuleBench bench) {
        return bench.meters.get("dockmedic.rule.timer.lag.seconds").timer();
    }

    private static final String TWO = """
            groups:
              - name: test
                rules:
                  - {alert: Twice, on: container.died, count: {at_least: 2, within: 10m}, resolve: {on: container.started}}
                  - {alert: Thrice, on: container.died, count: {at_least: 3, within: 10m}, resolve: {on: container.started}}
            """;
    private static final String TWO_CHANGED = TWO.replace("2, within: 10m", "2, within: 11m");

    @Test
    void aReloadWithAnotherWindowDropsWhatThatRuleRemembersAndSaysSo() {
        RuleBench bench = new RuleBench(TWO);
        bench.happens(at -> web.died(at, 1)).happens(at -> Happenings.of("db").died(at, 1));
        assertThat(bench.saved).hasSize(4);
        try (Logged logged = new Logged()) {
            bench.replace(TWO_CHANGED).tells();
            assertThat(logged.lines()).containsExactly(
                    "What the rule remembered is dropped: the rule was changed rule=Twice keys=2");
        }
        assertThat(bench.saved.keySet()).extracting(KeyId::rule).containsExactly("Thrice", "Thrice");
        bench.after(1).happens(at -> web.died(at, 1)).tells();
        bench.after(1)
                .happens(at -> web.died(at, 1))
                .tells("2s FIRED Twice web", "2s FIRED Thrice web")
                .after(1)
                .happens(web::started);
        bench.tells("3s RESOLVED Twice web", "3s RESOLVED Thrice web");
        try (Logged logged = new Logged()) {
            bench.replace(TWO_CHANGED);
            assertThat(logged.lines()).as("nothing is dropped").isEmpty();
        }
    }

    @Test
    void aRestartWithAnotherWindowDropsWhatThatRuleRememberedAndSaysSo() {
        RuleBench before = new RuleBench(TWO);
        before.happens(at -> web.died(at, 1)).happens(at -> Happenings.of("db").died(at, 1));
        before.after(1).happens(at -> web.died(at, 1)).tells("1s FIRED Twice web");
        RuleBench bench = new RuleBench(TWO_CHANGED);
        bench.after(2);
        bench.saved.putAll(before.saved);
        try (Logged logged = new Logged()) {
            bench.restore(Map.copyOf(before.saved)).tells("2s RESOLVED Twice web");
            assertThat(logged.lines()).containsExactly("What the rule remembered is dropped: "
                    + "the rule was changed or removed while we were away rule=Twice keys=2");
        }
        assertThat(bench.saved.keySet()).extracting(KeyId::rule).containsExactly("Thrice", "Thrice");
        bench.after(1).happens(at -> web.died(at, 1)).tells("3s FIRED Thrice web");
    }

    @Test
    void faultFromBeforeTheResolutionIsOldNewsAfterARestartToo() {
        RuleBench before = new RuleBench(DIED);
        before.happens(at -> web.died(at, 1)).after(10).happens(web::started);
        RuleBench bench = new RuleBench(DIED);
        bench.after(12).restore(Map.copyOf(before.saved)).tells();
        bench.happened(web.died(RuleBench.START.plusSeconds(7), 1)).tells();
        assertThat(bench.counter("dockmedic.rule.events.stale")).isEqualTo(1);
        bench.happened(web.died(RuleBench.START.plusSeconds(11), 1)).tells("12s FIRED T web");
    }

    @Test
    void incidentsOfRulesThatWentWhileAwayResolve() {
        RuleBench before = new RuleBench(DIED);
        before.happens(at -> web.died(at, 1));
        RuleBench after = new RuleBench(DIED.replace("alert: T", "alert: Other"));
        after.restore(Map.copyOf(before.saved)).tells("0s RESOLVED T web");
    }

    @Test
    void keyIsJoinedFromItsParts() {
        RuleBench bench = new RuleBench(DIED.replace("resolve:", "by: [event.host, event.name]\n        resolve:"));
        bench.happens(at -> web.died(at, 1)).tells("0s FIRED T host|web");
    }

    @Test
    void idsSortByTime() {
        IncidentIds ids = IncidentIds.random(new Random(7));
        Instant at = RuleBench.START;
        assertThat(ids.next(at)).hasSize(15).matches("[0-9a-z]+").isNotEqualTo(ids.next(at));
        assertThat(ids.next(at)).isLessThan(ids.next(at.plusMillis(1)));
    }
}
