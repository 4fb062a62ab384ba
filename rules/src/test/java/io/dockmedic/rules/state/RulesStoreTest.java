package io.dockmedic.rules.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.engine.KeyId;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.engine.Outcome;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.rule.Rule;
import io.dockmedic.rules.stage.MemoryJournal;
import io.vertx.core.Future;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesStoreTest {
    private static final String RULE = """
            groups:
              - name: test
                rules:
                  - alert: T
                    on: container.died
                    %s
                    resolve: {on: container.started, for: 2m}
            """;

    private final Happenings web = Happenings.of("web");
    private final MemoryJournal journal;

    RulesStoreTest() throws SQLException {
        journal = new MemoryJournal();
    }

    @AfterEach
    void close() throws SQLException {
        journal.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "count: {at_least: 3, within: 1m}", "for: 1m",
            "absent: {on: container.health, within: 1m}", "annotations: {summary: x}",
            "distinct: {of: string(event.exitCode), at_least: 3, within: 1m}\n        by: [event.host]",
            "changes: {of: string(event.exitCode), at_least: 3, within: 1m}",
            "changes: {of: string(event.exitCode), at_least: 2, within: 1m}",
            "delta: {of: event.exitCode, rises_by: 1, within: 1m}",
            "rate: {of: event.exitCode, above: 5, per: 1s, within: 1m}",
            "predict: {of: event.exitCode, above: 9, in: 1h, within: 1m}",
            "collect: 30s\n        by: [event.host]"})
    void stateOfEveryOperatorComesBackAsItWas(String operator) {
        RuleBench bench = new RuleBench(RULE.formatted(operator));
        bench.happens(at -> web.died(at, 1)).after(10).happens(at -> web.died(at, 2)).happens(web::started);
        assertThat(bench.saved).hasSize(1);
        RulesStore store = new RulesStore(journal, Kinds.standard(), bench.time);
        save(store, bench.saved);
        assertThat(result(store.load(bench.engine().rules()))).isEqualTo(bench.saved);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "sequence: {steps: [{on: container.died}, {on: container.health}], within: 1m}",
            "sequence: {steps: [{on: container.died, when: event.exitCode == 1}, {on: container.died}], within: 1m, "
                    + "not_followed_by: {on: container.health, within: 1m}}",
            "all: {steps: [{on: container.died}, {on: container.health}], within: 1m}"})
    void stateOfSeveralStepsComesBackAsItWas(String operator) {
        RuleBench bench = new RuleBench(RULE.replace("        on: container.died\n", "").formatted(operator));
        bench.happens(at -> web.died(at, 1)).after(10).happens(at -> web.died(at, 2)).happens(web::started);
        assertThat(bench.saved).hasSize(1);
        RulesStore store = new RulesStore(journal, Kinds.standard(), bench.time);
        save(store, bench.saved);
        assertThat(result(store.load(bench.engine().rules()))).isEqualTo(bench.saved);
    }

    @Test
    void waysThatHaveToHoldComeBack() {
        RuleBench bench = new RuleBench(RULE.formatted("")
                .replace("resolve: {on: container.started, for: 2m}",
                        "resolve: [{on: container.started, for: 2m}, {on: container.removed, for: 5m}]"));
        RulesStore store = new RulesStore(journal, Kinds.standard(), bench.time);
        bench.happens(at -> web.died(at, 1)).happens(web::started);
        save(store, bench.saved);
        assertThat(result(store.load(bench.engine().rules()))).isEqualTo(bench.saved);
        assertThat(kept()).as("as versions write it that know of one").contains("\"clearing\":{\"way\":0,");
        bench.happens(web::removed);
        save(store, bench.saved);
        assertThat(result(store.load(bench.engine().rules()))).isEqualTo(bench.saved);
        assertThat(kept()).contains("\"clearing\":[{\"way\":0,", "{\"way\":1,");
    }

    private String kept() {
        return result(journal.read(connection -> {
            try (ResultSet rows = connection.createStatement().executeQuery("SELECT json FROM rules_state")) {
                rows.next();
                return rows.getString(1);
            }
        }));
    }

    @Test
    void whatIsForgottenIsDeleted() {
        RuleBench bench = new RuleBench(RULE.formatted("for: 1m"));
        bench.happens(at -> web.died(at, 1));
        RulesStore store = new RulesStore(journal, Kinds.standard(), bench.time);
        save(store, bench.saved);
        KeyId id = bench.saved.keySet().iterator().next();
        result(store.save(new Outcome(List.of(), Map.of(id, Optional.empty()))));
        assertThat(result(store.load(bench.engine().rules()))).isEmpty();
    }

    @Test
    void rowThatCannotBeReadIsLeftOut() {
        RuleBench bench = new RuleBench(RULE.formatted("for: 1m"));
        bench.happens(at -> web.died(at, 1)).happens(at -> Happenings.of("db").died(at, 1));
        RulesStore store = new RulesStore(journal, Kinds.standard(), bench.time);
        save(store, bench.saved);
        result(journal.write(connection -> connection.createStatement()
                .executeUpdate("UPDATE rules_state SET json = '{\"evidence\": 3}' WHERE key = 'web'")));
        assertThat(result(store.load(bench.engine().rules())).keySet()).extracting(KeyId::key).containsExactly("db");
    }

    @Test
    void whatAFullDiskRefusedIsWrittenLaterInItsLastForm() {
        RuleBench bench = new RuleBench(RULE.formatted(""));
        RulesStore store = new RulesStore(journal, Kinds.standard(), bench.time);
        bench.happens(at -> web.died(at, 1));
        journal.full = true;
        assertThat(saving(store, bench.saved).failed()).isTrue();
        bench.after(1).happens(at -> web.died(at, 2));
        assertThat(saving(store, bench.saved).failed()).isTrue();
        journal.full = false;
        result(store.save(new Outcome(List.of(), Map.of())));
        assertThat(result(store.load(bench.engine().rules()))).isEqualTo(bench.saved);
    }

    @Test
    void filesComeBackInTheirOrderAndReplaceEarlierOnes() {
        RulesStore store = new RulesStore(journal, Kinds.standard(), new RuleBench(RULE.formatted("")).time);
        result(store.saveFiles(List.of(new RuleFile("old.yml", "x")), Set.of()));
        List<RuleFile> files = List.of(new RuleFile("b.yml", "1"), new RuleFile("a.yml", "2"));
        result(store.saveFiles(files, Set.of()));
        assertThat(result(store.loadFiles())).isEqualTo(files);
    }

    @Test
    void incidentsCanBeReadNewestFirst() {
        RuleBench bench = new RuleBench(RULE.formatted(""));
        bench.happens(at -> web.died(at, 1)).after(1).happens(at -> Happenings.of("db").died(at, 1));
        RulesStore store = new RulesStore(journal, Kinds.standard(), bench.time);
        save(store, bench.saved);
        IncidentReader reader = new IncidentReader(journal, Kinds.standard());
        List<String> keys = new ArrayList<>();
        assertThat(result(reader.open(one -> keys.add(one.key())))).isEqualTo(2);
        assertThat(keys).containsExactly("db", "web");
        assertThat(result(reader.resolved(9, one -> keys.add(one.key())))).isZero();
        assertThat(result(reader.find("i1")).map(Incident::key)).contains("web");
        assertThat(result(reader.find("i9"))).isEmpty();
    }

    @Test
    void resolvedIncidentsAreReadNewestFirstUntilNoMoreAreWanted() {
        RuleBench bench = new RuleBench(RULE.formatted(""));
        for (String name : List.of("web", "db", "cache")) {
            bench.happens(at -> Happenings.of(name).died(at, 1)).after(1);
        }
        save(new RulesStore(journal, Kinds.standard(), bench.time), bench.saved);
        result(journal.write(connection -> {
            try (Statement update = connection.createStatement()) {
                return update.executeUpdate("UPDATE rules_incident SET state = 'resolved'");
            }
        }));
        IncidentReader reader = new IncidentReader(journal, Kinds.standard());
        List<String> keys = new ArrayList<>();
        assertThat(result(reader.resolved(2, one -> keys.add(one.key())))).isEqualTo(2);
        assertThat(keys).containsExactly("cache", "db");
        keys.clear();
        assertThat(result(reader.resolved(9, one -> keys.add(one.key()) && keys.size() < 2))).isEqualTo(2);
        assertThat(keys).containsExactly("cache", "db");
        assertThat(result(reader.open(one -> keys.add(one.key())))).isZero();
    }

    @Test
    void incidentsThatAreNotOverAndThoseOfATimeAreReadOneByOne() {
        RuleBench bench = new RuleBench(RULE.formatted(""));
        bench.happens(at -> web.died(at, 1)).after(1).happens(at -> Happenings.of("db").died(at, 1));
        RulesStore store = new RulesStore(journal, Kinds.standard(), bench.time);
        save(store, bench.saved);
        result(journal.write(connection -> {
            try (Statement update = connection.createStatement()) {
                return update.executeUpdate("UPDATE rules_incident SET state = 'resolved' WHERE key = 'web'");
            }
        }));
        IncidentReader reader = new IncidentReader(journal, Kinds.standard());
        List<String> keys = new ArrayList<>();
        assertThat(result(reader.each(bench.time.now().minusSeconds(60), one -> keys.add(one.key())))).isEqualTo(2);
        assertThat(keys).containsExactly("web", "db");
        keys.clear();
        assertThat(result(reader.each(bench.time.now().plusSeconds(60), one -> keys.add(one.key())))).isEqualTo(1);
        assertThat(keys).containsExactly("db");
    }

    @Test
    void stateOfAChangedRuleIsReadWithoutItsOperator() {
        RuleBench bench = new RuleBench(RULE.formatted("for: 1m"));
        bench.happens(at -> web.died(at, 1));
        RulesStore store = new RulesStore(journal, Kinds.standard(), bench.time);
        save(store, bench.saved);
        List<Rule> changed = new RuleBench(RULE.formatted("for: 2m")).engine().rules();
        assertThat(result(store.load(changed)).values()).allSatisfy(state -> {
            assertThat(state.operator()).isNull();
            assertThat(state.incident()).isNotNull();
        });
    }

    private static void save(RulesStore store, Map<KeyId, KeyState> states) {
        result(saving(store, states));
    }

    private static Future<Void> saving(RulesStore store, Map<KeyId, KeyState> states) {
        return store.save(new Outcome(
                List.of(),
                states.entrySet()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> Optional.of(entry.getValue())))));
    }

    private static <T> T result(Future<T> done) {
        assertThat(done.succeeded()).as(String.valueOf(done.cause())).isTrue();
        return done.result();
    }
}
