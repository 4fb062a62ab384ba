package io.dockmedic.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.Inhibited;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The timelines of docs/rules.md for inhibition, and what holds whatever happens. */
class InhibitionTest {
    private static final String RULES = """
            groups:
              - name: test
                rules:
                  - alert: Source
                    on: container.health
                    when: event.status == 'unhealthy'
                    resolve: {on: container.health, when: event.status == 'healthy'}
                  - alert: Target
                    on: container.died
                    resolve: {on: container.started}
            """;
    private static final String SAME_SERVICE = RULES
            + "inhibit: [{source: Source, target: Target, equal: [event.service]}]\n";

    private final Happenings web = Happenings.of("web");
    private final Happenings db = Happenings.of("db");

    private static Inhibited inhibited(RuleBench bench) {
        return bench.latest().incident().inhibitedBy();
    }

    @Test
    void whatFollowsIsInhibitedUntilTheSourceIsOver() {
        RuleBench bench = new RuleBench(SAME_SERVICE);
        bench.happens(at -> web.health(at, "unhealthy")).tells("0s FIRED Source web");
        String source = bench.latest().incident().id();
        bench.after(5).happens(at -> web.died(at, 1)).tells("5s FIRED Target web");
        assertThat(inhibited(bench)).isEqualTo(new Inhibited(source, "Source"));
        bench.after(55).happens(at -> web.died(at, 1)).tells("60s AGAIN Target web");
        assertThat(inhibited(bench)).isEqualTo(new Inhibited(source, "Source"));
        bench.after(30).happens(at -> web.health(at, "healthy"));
        bench.tells("90s RESOLVED Source web", "90s RELEASED Target web");
        assertThat(inhibited(bench)).isNull();
    }

    @Test
    void whatFiredBeforeIsInhibitedFromThenOn() {
        RuleBench bench = new RuleBench(SAME_SERVICE);
        bench.happens(at -> web.died(at, 1)).tells("0s FIRED Target web");
        assertThat(inhibited(bench)).isNull();
        bench.after(5).happens(at -> web.health(at, "unhealthy"));
        bench.tells("5s FIRED Source web", "5s INHIBITED Target web");
        bench.after(15).happens(web::started).tells("20s RESOLVED Target web");
        bench.happens(at -> web.health(at, "healthy")).tells("20s RESOLVED Source web");
    }

    @Test
    void whatIsNotEqualIsNot() {
        RuleBench bench = new RuleBench(SAME_SERVICE);
        bench.happens(at -> web.health(at, "unhealthy")).happens(at -> db.died(at, 1));
        assertThat(inhibited(bench)).isNull();
    }

    @Test
    void withoutEqualAnyTwoAre() {
        RuleBench bench = new RuleBench(RULES + "inhibit: [{source: Source, target: Target}]\n");
        bench.happens(at -> web.health(at, "unhealthy")).happens(at -> db.died(at, 1));
        assertThat(inhibited(bench)).isNotNull();
    }

    /** Of an application that is nobody's it is not known whether it is the same. */
    @Test
    void whatIsEmptyIsEqualToNothing() {
        RuleBench bench = new RuleBench(
                RULES + "inhibit: [{source: Source, target: Target, equal: [event.project]}]\n");
        bench.happens(at -> web.health(at, "unhealthy")).happens(at -> web.died(at, 1));
        assertThat(inhibited(bench)).isNull();
    }

    @Test
    void labelsAreComparedByTheirNames() {
        RuleBench bench = new RuleBench(RULES.replace("    resolve:",
                "    labels: {place: \"{{ event.host }}/{{ event.name }}\"}\n        resolve:")
                + "inhibit: [{source: Source, target: Target, equal: [place]}]\n");
        bench.happens(at -> web.health(at, "unhealthy")).happens(at -> db.died(at, 1));
        assertThat(inhibited(bench)).isNull();
        bench.happens(at -> web.died(at, 1));
        assertThat(inhibited(bench)).isNotNull();
    }

    @Test
    void oneEventMayBeginBothWhateverTheOrderOfTheRules() {
        String both = RULES.replace("container.health\n", "container.died\n")
                .replace("event.status == 'unhealthy'",
                        "event.exitCode == 137");
        String reversed = "groups:\n  - name: test\n    rules:\n"
                + both.substring(both.indexOf("      - alert: Target"))
                + both.substring(both.indexOf("      - alert: Source"), both.indexOf("      - alert: Target"));
        for (String rules : List.of(both, reversed)) {
            RuleBench bench = new RuleBench(rules + "inhibit: [{source: Source, target: Target}]\n");
            bench.happens(at -> web.died(at, 137));
            assertThat(bench.changes).hasSize(2)
                    .allSatisfy(change -> assertThat(change.what()).isEqualTo(IncidentChange.What.FIRED))
                    .filteredOn(change -> change.incident().rule().equals("Target"))
                    .allSatisfy(change -> assertThat(change.incident().inhibitedBy()).isNotNull());
        }
    }

    @Test
    void whatIsOnlyPendingInhibitsNothing() {
        RuleBench bench = new RuleBench(SAME_SERVICE.replace("    resolve: {on: container.health",
                "    for: 10s\n        resolve: {on: container.health"));
        bench.happens(at -> web.health(at, "unhealthy")).after(2).happens(at -> web.died(at, 1));
        assertThat(inhibited(bench)).isNull();
        bench.told();
        bench.after(8).tells("10s FIRED Source web", "10s INHIBITED Target web");
    }

    @Test
    void anInhibitedSourceStillInhibits() {
        RuleBench bench = new RuleBench(RULES + """
                      - alert: Last
                        on: container.oom
                        resolve: {on: container.started}
                inhibit:
                  - {source: Source, target: Target, equal: [event.service]}
                  - {source: Target, target: Last, equal: [event.service]}
                """);
        bench.happens(at -> web.health(at, "unhealthy")).happens(at -> web.died(at, 1)).happens(web::oom);
        assertThat(inhibited(bench)).extracting(Inhibited::rule).isEqualTo("Target");
        bench.told();
        bench.happens(at -> web.health(at, "healthy")).tells("0s RESOLVED Source web", "0s RELEASED Target web");
    }

    @Test
    void theNextSourceTakesOver() {
        RuleBench bench = new RuleBench(RULES + """
                      - alert: Other
                        on: container.oom
                        resolve: {on: container.removed}
                inhibit: [{source: [Source, Other], target: Target}]
                """);
        bench.happens(at -> web.health(at, "unhealthy")).happens(web::oom).happens(at -> web.died(at, 1));
        assertThat(inhibited(bench)).extracting(Inhibited::rule).isEqualTo("Source");
        bench.told();
        bench.happens(at -> web.health(at, "healthy")).tells("0s RESOLVED Source web", "0s INHIBITED Target web");
        assertThat(inhibited(bench)).extracting(Inhibited::rule).isEqualTo("Other");
        bench.happens(web::removed).tells("0s RESOLVED Other web", "0s RELEASED Target web");
    }

    @Test
    void afterARestartNoneIsToldOfBeforeItsSourceIsKnown() {
        RuleSet rules = RuleBench.load(List.of(new RuleFile("test.yml", SAME_SERVICE)));
        RuleBench bench = new RuleBench(rules);
        bench.happens(at -> web.health(at, "unhealthy")).happens(at -> web.died(at, 1)).happens(at -> db.died(at, 1));
        bench.changes.clear();
        bench.restarted(rules, Map.copyOf(bench.saved));
        assertThat(bench.changes).hasSize(3)
                .allSatisfy(change -> assertThat(change.what()).isEqualTo(IncidentChange.What.RESTORED))
                .allSatisfy(change -> assertThat(change.incident().inhibitedBy() != null)
                        .isEqualTo(change.incident().rule().equals("Target") && change.incident().key().equals("web")));
    }

    @Test
    void whatInhibitsNoLongerAfterARestartOrAReloadReleases() {
        RuleBench bench = new RuleBench(SAME_SERVICE);
        bench.happens(at -> web.health(at, "unhealthy")).happens(at -> web.died(at, 1));
        Map<KeyId, KeyState> saved = Map.copyOf(bench.saved);
        bench.told();
        bench.replace(RULES).tells("0s RELEASED Target web");
        bench.replace(SAME_SERVICE).tells("0s INHIBITED Target web");
        bench.changes.clear();
        bench.restarted(RuleBench.load(List.of(new RuleFile("test.yml", RULES))), saved);
        assertThat(bench.changes).hasSize(2).allSatisfy(change -> assertThat(change.incident().inhibitedBy()).isNull());
    }

    /** At every moment: inhibited is what fires while an equal source does, and nothing else, restarts or not. */
    @Test
    void itIsSoWhateverHappensInWhateverOrder() {
        RuleSet rules = RuleBench.load(List.of(new RuleFile("test.yml", SAME_SERVICE)));
        List<Happenings> all = List.of(web, db, Happenings.of("cache"));
        int seen = 0;
        for (int course = 0; course < 20; course++) {
            Random random = new Random(course);
            RuleBench bench = new RuleBench(rules);
            Map<String, Incident> told = new LinkedHashMap<>();
            for (int i = 0; i < 300; i++) {
                Happenings one = all.get(random.nextInt(all.size()));
                bench.changes.clear();
                switch (random.nextInt(6)) {
                    case 0 -> bench.happens(at -> one.health(at, "unhealthy"));
                    case 1 -> bench.happens(at -> one.health(at, "healthy"));
                    case 2, 3 -> bench.happens(at -> one.died(at, 1));
                    case 4 -> bench.happens(one::started);
                    default -> bench.restarted(rules, Map.copyOf(bench.saved));
                }
                bench.changes.forEach(change -> told.put(change.incident().id(), change.incident()));
                bench.after(Duration.ofSeconds(1 + random.nextInt(50)));
                List<Incident> firing = told.values()
                        .stream()
                        .filter(incident -> incident.state() == Incident.State.FIRING)
                        .toList();
                for (Incident target : firing) {
                    boolean expected = target.rule().equals("Target") && firing.stream()
                            .anyMatch(other -> other.rule().equals("Source") && other.key().equals(target.key()));
                    assertThat(target.inhibitedBy() != null).as("course %d, step %d", course, i).isEqualTo(expected);
                    seen += expected ? 1 : 0;
                }
            }
        }
        assertThat(seen).isGreaterThan(100);
    }
}
