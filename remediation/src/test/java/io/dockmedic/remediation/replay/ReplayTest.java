package io.dockmedic.remediation.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.remediation.Shipped;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.remediation.ruletest.Verdicts;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.rule.Rule;
import io.dockmedic.rules.script.Scripted;
import io.dockmedic.rules.state.IncidentJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final long NOON = Instant.parse("2026-11-01T12:00:00Z").getEpochSecond();
    private static final String RULES = """
            groups:
              - name: own
                rules:
                  - alert: Dies
                    on: container.died
                    when: event.intent == 'not_asked' && event.exitCode != 0
                    by: [event.service]
                    resolve: {on: container.started, for: 30s}
                    remedy: [{action: restart, verify: {running: 1s, within: 2s}}]
                  - alert: Full
                    on: disk.sample
                    when: event.usedPercent > 90
                    resolve: {on: disk.gone}
                  - alert: Fails
                    on: container.died
                    when: event.labels['none'] == ''
                    resolve: {on: container.started}
            """;

    private static String docker(int second, String action, String more) {
        return """
                {"Type":"container","Action":"%s","Actor":{"ID":"c1","Attributes":{"name":"shop-web-1","image":"web:1",\
                "com.docker.compose.project":"shop","com.docker.compose.service":"web"%s}},"time":%d,"timeNano":%d}"""
                .formatted(action, more, NOON + second, (NOON + second) * 1_000_000_000L);
    }

    private static Recording read(String... lines) {
        return new RecordingReader(Kinds.standard(), "host").read(Stream.of(lines));
    }

    private static List<Rule> sound() {
        Loaded loaded = new RuleLoader(Kinds.standard(), Shipped.catalog())
                .load(List.of(new RuleFile("own.yml", RULES)));
        assertThat(loaded).isInstanceOf(Loaded.Sound.class);
        return ((Loaded.Sound) loaded).set().rules();
    }

    private static Replayed replay(HealMode heal, List<Event> events) {
        return new Replay(sound(), Kinds.standard(), new Verdicts(Shipped.catalog(), heal)).run(events);
    }

    @Test
    void whatTheEngineSaidIsJudgedByItsSequence() {
        Recording recording = read(
                docker(0, "start", ""),
                docker(60, "die", ",\"exitCode\":\"1\""),
                docker(61, "start", ""),
                docker(70, "kill", ",\"signal\":\"15\""),
                docker(71, "die", ",\"exitCode\":\"143\""),
                docker(71, "stop", ""),
                docker(80, "health_status: unhealthy", ""),
                docker(90, "destroy", ""),
                docker(91, "exec_create: sh -c ls", ""),
                "{\"Type\":\"network\",\"Action\":\"connect\",\"Actor\":{\"ID\":\"n\"},\"time\":1}", "");
        assertThat(recording.problems()).isEmpty();
        assertThat(recording.passed()).as("the network and the health check").isEqualTo(2);
        assertThat(recording.events()).extracting(Event::kind)
                .containsExactly("container.started", "container.died", "container.started", "container.died",
                        "container.health", "container.removed");
        List<Died> deaths = recording.events().stream().filter(Died.class::isInstance).map(Died.class::cast).toList();
        assertThat(deaths).extracting(died -> died.judgement().intent().word()).containsExactly("not_asked", "asked");
        assertThat(deaths.getFirst().ranFor()).isEqualTo(Duration.ofSeconds(60));
        assertThat(deaths.getFirst().subject()).isEqualTo("shop/web/1");
        assertThat(recording.events().get(4)).isInstanceOfSatisfying(
                HealthChanged.class, health -> assertThat(health.status()).isEqualTo("unhealthy"));
    }

    @Test
    void aLineThatIsNoJsonIsSaidInOurWords() {
        assertThat(read("{\"kind\": \"container.died\", \"at\": \"2026-11-01T12:00:00Z\"", "{\"kind\": up}",
                "{\"kind\": \"external.event\", \"at\": \"2026-11-01T12:00:00Z\", \"data\": \"up\"}").problems())
                .containsExactly(
                        "line 1: this is not JSON: it ends before its brackets and quotes are closed",
                        "line 2: this is not JSON from character 10 on",
                        "line 3: has texts by name but is 'up'; write data: {state: up}, by whichever name");
    }

    @Test
    void theOrderIsThatOfTheirTimeThoughTheFileHasAnother() {
        List<Event> events = read(
                docker(71, "stop", ""),
                docker(71, "die", ",\"exitCode\":\"143\""),
                docker(70, "kill", ",\"signal\":\"15\""),
                docker(0, "start", "")).events();
        assertThat(events).extracting(Event::kind).containsExactly("container.started", "container.died");
        assertThat(events.getLast()).isInstanceOfSatisfying(Died.class, died -> {
            assertThat(died.judgement().intent().word()).isEqualTo("asked");
            assertThat(died.ranFor()).isEqualTo(Duration.ofSeconds(71));
        });
    }

    @Test
    void aContainerIsKeptOnceAndNoMoreThanThereIsRoomFor() {
        int most = 200_000;
        Recording recording = new RecordingReader(Kinds.standard(), "host").read(Stream.concat(
                Stream.generate(() -> docker(0, "exec_create: sh", "")).limit(10),
                IntStream.range(0, most + 5).mapToObj(second -> docker(second, "start", ""))));
        assertThat(recording.events()).hasSize(most);
        assertThat(recording.events().stream().map(Event::target).distinct().limit(2)).hasSize(1);
        assertThat(recording.events().getLast().target()).isSameAs(recording.events().getFirst().target());
        assertThat(recording.problems()).containsExactly("line 200011: from here on nothing is replayed, there are "
                + "200000 events before it; replay the rest by itself");
    }

    @Test
    void anEventAsRulesSeeItAndOneAsIncidentsKeepItAreTheSame() {
        Event flat = read(
                "{\"kind\": \"container.died\", \"at\": \"2026-11-01T12:00:00Z\", \"service\": \"shop/web/1\", "
                        + "\"exitCode\": 137, \"oomKilled\": true}")
                .events()
                .getFirst();
        assertThat(flat).isInstanceOfSatisfying(Died.class, died -> {
            assertThat(died.exitCode()).isEqualTo(137);
            assertThat(died.oomKilled()).isTrue();
            assertThat(died.at()).isEqualTo(Instant.ofEpochSecond(NOON));
        });
        assertThat(read(new IncidentJson(Kinds.standard()).write(flat)).events()).containsExactly(flat);
    }

    @Test
    void linesThatCannotBeReadAreSaidAndTheOthersReplayed() {
        Recording recording = read("no", docker(0, "start", ""), "{\"kind\": \"container.die\", \"at\": \"x\"}");
        assertThat(recording.events()).hasSize(1);
        assertThat(recording.problems()).satisfiesExactly(
                first -> assertThat(first).startsWith("line 1: this is not JSON"),
                second -> assertThat(second)
                        .startsWith("line 3: ")
                        .contains("did you mean 'container.died'?", "'at' is not a time"));
    }

    @Test
    void whatWouldHaveFiredIsToldWithTheVerdict() {
        List<Event> events = read(
                docker(0, "die", ",\"exitCode\":\"1\""), docker(5, "start", ""),
                docker(40, "die", ",\"exitCode\":\"2\""),
                docker(41, "die", ",\"exitCode\":\"2\"")).events();
        Replayed replayed = replay(HealMode.LABELLED, events);
        assertThat(replayed.firings()).extracting(Firing::alert).containsExactly("Dies", "Dies");
        Firing first = replayed.firings().getFirst();
        assertThat(first.over()).isEqualTo(first.fired().plusSeconds(35));
        assertThat(first.verdict()).isEqualTo("suppress");
        assertThat(first.reason()).isEqualTo("no_consent");
        assertThat(replayed.firings().getLast().over()).isNull();
        assertThat(replayed.firings().getLast().events()).isEqualTo(2);
        assertThat(replayed.blind()).containsOnly(Map.entry("Full", "disk.sample"));
        assertThat(replayed.errors()).containsOnly(Map.entry("Fails", 3));
        assertThat(replay(HealMode.ALL, events).firings().getFirst().verdict()).isEqualTo("act");
        assertThat(replay(HealMode.ALL, List.of()).firings()).isEmpty();
    }

    @Test
    void eachIsSeenWhenItWasSeenAndNotWhenItHappened() {
        Event death = read(docker(0, "die", ",\"exitCode\":\"1\"")).events().getFirst();
        Instant seen = death.at().plusSeconds(600);
        Replayed replayed = new Replay(sound(), Kinds.standard(), new Verdicts(Shipped.catalog(), HealMode.NONE))
                .run(List.of(new Scripted(seen, death)).iterator(), done -> {});
        assertThat(replayed.firings()).extracting(Firing::fired).containsExactly(seen);
        assertThat(replayed.from()).isEqualTo(seen);
    }

    @Test
    void whenTheClockWasSetBackAnotherTimeBegins() {
        Event death = read(docker(0, "die", ",\"exitCode\":\"1\"")).events().getFirst();
        Event start = read(docker(0, "start", "")).events().getFirst();
        Instant later = death.at().plusSeconds(7_200);
        Replayed replayed = new Replay(sound(), Kinds.standard(), new Verdicts(Shipped.catalog(), HealMode.NONE)).run(
                Stream.of(new Scripted(later, death), new Scripted(death.at(), death),
                        new Scripted(death.at().minusSeconds(5), start),
                        new Scripted(death.at().plusSeconds(40), start))
                        .iterator(),
                done -> {});
        assertThat(replayed.firings()).extracting(Firing::fired).containsExactly(later, death.at());
        assertThat(replayed.firings().getLast().over()).as("30 s after the start").isNotNull();
        assertThat(replayed.from()).isEqualTo(death.at().minusSeconds(5));
        assertThat(replayed.to()).isEqualTo(later);
        assertThat(replayed.errors()).containsOnly(Map.entry("Fails", 2));
    }

    @Test
    void whatFiredThenIsBesideWhatWouldHave() {
        Replayed replayed = replay(HealMode.NONE, read(
                docker(0, "die", ",\"exitCode\":\"1\""), docker(5, "start", ""), docker(300, "start", "")).events());
        Firing firing = replayed.firings().getFirst();
        Happened same = happened("Dies", "shop/web/1", 1, 60);
        Happened after = happened("Dies", "shop/web/1", 40, 60);
        Happened other = happened("Else", "shop/web/1", 1, 60);
        Happened before = happened("Dies", "shop/web/1", -60, -30);
        Beside beside = Beside.of(replayed, List.of(before, same, after, other), any -> true, null, at -> false);
        assertThat(beside.same()).containsOnly(Map.entry(firing, same));
        assertThat(beside.only()).containsExactly(after, other);
        assertThat(beside.fired()).isEqualTo(3);
        assertThat(beside.until()).isNull();
        assertThat(beside.isCompared(firing)).isTrue();
    }

    @Test
    void whatBeganToFireBeforeTheReplayIsTheSameAndNoneOfItsTime() {
        Replayed replayed = replay(HealMode.NONE, read(
                docker(0, "die", ",\"exitCode\":\"1\""), docker(300, "start", "")).events());
        Happened since = happened("Dies", "shop/web/1", -7_200, 300);
        Beside beside = Beside.of(replayed, List.of(since), any -> true, null, at -> false);
        assertThat(beside.same()).containsOnly(Map.entry(replayed.firings().getFirst(), since));
        assertThat(beside.only()).isEmpty();
        assertThat(beside.fired()).isZero();
    }

    @Test
    void whatIsNotToBeTrustedOverOneReadingAMinuteIsSaid() {
        StringBuilder rules = new StringBuilder("groups:\n- name: own\n  rules:\n");
        Map<String, String> operators = Map.of(
                "Single", "", "Counts", ", count: {at_least: 3, within: 10m}", "Brief", ", for: 1m", "Long",
                ", for: 5m",
                "Awaits", ", absent: {on: disk.sample, within: 1m}", "Waits",
                ", absent: {on: disk.sample, within: 5m}");
        operators.forEach((alert, operator) -> rules.append("    - {alert: " + alert
                + ", on: disk.sample, when: event.usedPercent > 90, resolve: {on: disk.gone}" + operator + "}\n"));
        rules.append("    - {alert: Dies, on: container.died, resolve: {on: container.started, for: 10s}}\n");
        rules.append("    - {alert: Follows, on: container.sample, absent: {on: container.died, within: 5m}, "
                + "resolve: {on: container.started}}\n");
        rules.append("    - {alert: Slow, on: container.died, resolve: {on: container.sample, for: 10s}}\n");
        Loaded loaded = new RuleLoader(Kinds.standard(), Shipped.catalog())
                .load(List.of(new RuleFile("own.yml", rules.toString())));
        assertThat(loaded).isInstanceOf(Loaded.Sound.class);
        List<Rule> sound = ((Loaded.Sound) loaded).set().rules();
        Replay all = new Replay(sound, Kinds.standard(), new Verdicts(Shipped.catalog(), HealMode.NONE));
        assertThat(all.run(List.of()).thinned()).isEmpty();
        assertThat(all.thinned(Duration.ofMinutes(1), Set.of()).run(List.of()).thinned().keySet())
                .containsExactly("Awaits", "Brief", "Counts", "Single", "Slow");
        Set<String> ran = sound.stream().map(Rule::temporal).collect(Collectors.toSet());
        assertThat(all.thinned(Duration.ofMinutes(1), ran).run(List.of()).thinned()).isEmpty();
    }

    @Test
    void beyondWhatIsKeptNothingIsCompared() {
        Firing last = firing("A", 10);
        Firing later = firing("B", 50);
        Happened early = happened("Else", "web", 5, 6);
        Happened late = happened("Else", "web", 20, 21);
        Replayed cut = replayed(List.of(firing("A", 0), last), 7);
        Beside beside = Beside.of(cut, List.of(early, late), any -> true, null, at -> false);
        assertThat(beside.only()).containsExactly(early);
        assertThat(beside.fired()).isEqualTo(2);
        assertThat(beside.until()).isEqualTo(last.fired());
        Beside forgotten = Beside.of(replayed(List.of(last, later), 0), List.of(early, late), any -> true,
                later.fired(),
                at -> false);
        assertThat(forgotten.only()).containsExactly(early, late);
        assertThat(forgotten.isCompared(last)).isTrue();
        assertThat(forgotten.isCompared(later)).isFalse();
    }

    @Test
    void whatWasDoneIsInAFewWords() {
        Attempt put = attempt("restart", "defer", "settling");
        Attempt restart = attempt("restart", "act", "clear");
        Attempt recreate = attempt("recreate", "suppress", "not_switched_on");
        Attempt told = attempt("escalate", "act", "clear");
        assertThat(did(true, false, put, restart, restart)).isEqualTo("restart (2 times), healed");
        assertThat(did(false, true, restart, recreate, told)).isEqualTo("restart, a person was told");
        assertThat(did(false, true, recreate, told))
                .isEqualTo("recreate: suppress (not_switched_on), a person was told");
        assertThat(did(false, false, put)).isEqualTo("restart: defer (settling)");
        assertThat(did(false, true, told)).isEqualTo("a person was told");
        assertThat(did(false, false)).isEmpty();
    }

    private static Attempt attempt(String action, String verdict, String reason) {
        return new Attempt(Instant.EPOCH, action, 1, verdict, reason, "", "");
    }

    private static String did(boolean healed, boolean escalated, Attempt... attempts) {
        return happened("Dies", "web", 0, 1)
                .with(new RemedyChange(Instant.EPOCH, "i1", "Dies", "web", "healed", "", List.of(attempts), healed,
                        escalated))
                .did();
    }

    private static Firing firing(String alert, int second) {
        return new Firing(Instant.ofEpochSecond(NOON + second), null, alert, "web", 1, "", "", "", "");
    }

    private static Replayed replayed(List<Firing> firings, int more) {
        return new Replayed(100, Instant.ofEpochSecond(NOON), Instant.ofEpochSecond(NOON + 100), firings, more,
                Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    private static Happened happened(String alert, String key, int from, int to) {
        return new Happened(Instant.ofEpochSecond(NOON + from), Instant.ofEpochSecond(NOON + to), alert, key, 1, "",
                "");
    }
}
