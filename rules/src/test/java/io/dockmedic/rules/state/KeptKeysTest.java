package io.dockmedic.rules.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.Logged;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.engine.Evidence;
import io.dockmedic.rules.engine.KeyId;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.engine.Outcome;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.kind.Kinds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered of keys, in the journal's file: all of it or nothing, as versions before wrote it, and what makes no sense. */
class KeptKeysTest {
    private static final RuleSet RULES = RuleBench.load(List.of(new RuleFile("test.yml", """
            groups:
              - name: test
                rules:
                  - alert: T
                    on: container.died
                    count: {at_least: 3, within: 1h}
                    resolve: [{on: container.started, for: 2m}, {on: container.removed, for: 5m}]
            """)));

    private final Happenings web = Happenings.of("web");
    private final Happenings db = Happenings.of("db");
    private final RuleBench bench = new RuleBench(RULES);
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    private SqliteJournal journal;
    private RulesStore store;

    @BeforeEach
    void open() {
        journal = SqliteJournal.open(folder.resolve("journal.db"), List.of(RulesTables.TABLES), Retention.DEFAULT,
                bench.time,
                bench.time, new Health(), new SimpleMeterRegistry(), vertx);
        store = new RulesStore(journal, Kinds.standard(), bench.time);
    }

    @AfterEach
    void close() {
        result(journal.close());
        result(vertx.close());
    }

    @Test
    void manyAreWrittenAllOrNone() {
        for (int i = 0; i < 1_200; i++) {
            Happenings one = Happenings.of("web" + i);
            bench.happens(at -> one.died(at, 1));
        }
        sql("CREATE TRIGGER refuse BEFORE INSERT ON rules_state WHEN NEW.key = 'web998'"
                + " BEGIN SELECT RAISE(ABORT, 'not this one'); END");
        assertThatThrownBy(() -> result(store.save(saved()))).hasStackTraceContaining("not this one");
        assertThat(load()).isEmpty();

        sql("DROP TRIGGER refuse");
        result(store.catchUp());
        assertThat(load()).hasSize(1_200).isEqualTo(bench.saved);
    }

    /** Evidence second of all, and what there is none of as null. */
    @Test
    void whatVersionsBeforeWroteIsRead() {
        bench.happens(at -> web.died(at, 1)).happens(at -> web.died(at.plusMillis(1), 2));
        KeyState state = bench.saved.values().iterator().next();
        result(store.save(saved()));
        String now = kept("web");
        String operator = "\"operator\":{\"ats\":[\"2026-11-01T00:00:00Z\",\"2026-11-01T00:00:00.001Z\"],\"marks\":[],"
                + "\"until\":\"2026-11-01T01:00:00Z\"},";
        String evidence = now.substring(now.indexOf("\"evidence\":"), now.length() - 1);
        String before = "{" + operator + evidence
                + ",\"incident\":null,\"clearing\":null,\"lastFault\":\"2026-11-01T00:00:00.001Z\",\"cleared\":null,"
                + "\"forget\":null}";

        write("web", before);
        assertThat(load().values()).containsExactly(state);

        write("web", before.replace("\"clearing\":null", "\"clearing\":[{\"way\":0,\"due\":\"2026-11-01T00:02:00Z\","
                + "\"at\":\"2026-11-01T00:00:00Z\"},{\"way\":1,\"due\":\"2026-11-01T00:05:00Z\","
                + "\"at\":\"2026-11-01T00:00:00Z\"}]")
                .replace("\"cleared\":null",
                        "\"cleared\":\"2026-10-31T23:59:00Z\"")
                .replace("\"forget\":null", "\"forget\":\"2026-11-01T00:09:00Z\",\"later\":{\"a\":[{}]}"));
        KeyState read = load().values().iterator().next();
        assertThat(read.clearing()).extracting(KeyState.Clearing::way).containsExactly(0, 1);
        assertThat(read.cleared()).hasToString("2026-10-31T23:59:00Z");
        assertThat(read.forget()).hasToString("2026-11-01T00:09:00Z");
        assertThat(read.evidence()).isEqualTo(state.evidence());
    }

    /** With an incident and without. */
    @Test
    void whatWasLeftOutForWantOfRoomIsKnownAfterwards() {
        bench.happens(at -> web.died(at, 1));
        for (int i = 0; i < 3; i++) {
            bench.after(1).happens(at -> db.died(at, 1));
        }
        bench.saved.replaceAll((id, state) -> new KeyState(state.operator(),
                new Evidence(state.evidence().events(), 7).without(5, -7), state.incident(), state.clearing(),
                state.lastFault(), state.cleared(), state.forget()));
        result(store.save(saved()));
        Map<KeyId, KeyState> loaded = load();
        assertThat(loaded).hasSize(2)
                .allSatisfy(
                        (id, state) -> assertThat(state.evidence().leftOut()).as(id.key()).containsExactly(5, -7));
        assertThat(loaded.values()).filteredOn(state -> state.incident() == null)
                .extracting(state -> state.evidence().count())
                .containsExactly(7);
    }

    /** They go by names and take what is not there for null. */
    @Test
    void versionsBeforeReadWhatIsWrittenNow() throws Exception {
        bench.happens(at -> web.died(at, 1));
        result(store.save(saved()));
        JsonNode now = new ObjectMapper().readTree(kept("web"));
        assertThat(now.fieldNames()).toIterable().containsExactly("operator", "lastFault", "evidence");
        assertThat(now.at("/evidence").fieldNames()).toIterable().containsExactly("events", "count");
        assertThat(now.at("/evidence/events/0/kind").asText()).isEqualTo("container.died");
        assertThat(now.at("/lastFault").asText()).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(sql("SELECT typeof(json) || json_extract(json, '$.lastFault') FROM rules_state"))
                .isEqualTo("text2026-11-01T00:00:00Z");
    }

    @Test
    void evidenceIsReadWhenItIsFirstAskedFor() {
        bench.happens(at -> web.died(at, 1)).happens(at -> db.died(at, 1));
        result(store.save(saved()));
        Map<KeyId, KeyState> loaded = load();
        assertThat(loaded.values()).extracting(state -> state.evidence().toString()).containsOnly("Evidence[unread]");

        bench.restarted(RULES, loaded).after(60).happens(at -> web.died(at, 1)).happens(at -> web.died(at, 2));
        bench.tells("60s FIRED T web");
        assertThat(bench.latest().incident().evidence()).hasSize(3);
        assertThat(loaded).allSatisfy((id, state) -> assertThat(state.evidence().toString())
                .matches(id.key().equals("web") ? "Evidence\\[events=.*" : "Evidence\\[unread]"));
    }

    /** As of a kind that a later version had. */
    @Test
    void aKeyWhoseEvidenceMakesNoSenseIsForgottenWhenItIsHeardOf() {
        bench.happens(at -> web.died(at, 1)).happens(at -> web.died(at.plusMillis(1), 1)).happens(at -> db.died(at, 1));
        result(store.save(saved()));
        write("web", kept("web").replace("container.died", "container.beamed"));
        try (Logged log = new Logged()) {
            bench.restarted(RULES, load()).after(60).happens(at -> web.died(at, 1));
            bench.tells();
            assertThat(log.lines()).anySatisfy(line -> assertThat(line)
                    .startsWith("State of a key cannot be read and is dropped rule=T key=web reason=")
                    .contains("container.beamed"));
        }
        bench.after(1).happens(at -> web.died(at, 1)).tells();
        bench.after(1).happens(at -> web.died(at, 1)).tells("62s FIRED T web");
        bench.happens(at -> db.died(at, 1)).after(1).happens(at -> db.died(at, 1)).tells("63s FIRED T db");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "no JSON", "[]", "{", "{\"operator\":3}", "{\"lastFault\":\"yesterday\"}", "{\"lastFault\":{}}",
            "{\"clearing\":{\"way\":\"x\"}}", "{\"evidence\":3}", "{\"evidence\":[]}", "{\"incident\":\"i1\""})
    void aRowThatMakesNoSenseIsLeftOutAndSaid(String json) {
        bench.happens(at -> web.died(at, 1)).happens(at -> db.died(at, 1));
        result(store.save(saved()));
        write("web", json);
        try (Logged log = new Logged()) {
            assertThat(load().keySet()).extracting(KeyId::key).containsExactly("db");
            assertThat(log.lines()).singleElement()
                    .asString()
                    .startsWith("State of a key cannot be read and is dropped rule=T key=web reason=");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{}", "{\"events\":null,\"count\":1}", "{\"events\":[null],\"count\":1}",
            "{\"events\":[{\"kind\":7}],\"count\":1}", "{\"events\":[}],\"count\":1}"})
    void evidenceThatMakesNoSenseEndsNothingElse(String json) {
        bench.happens(at -> web.died(at, 1));
        result(store.save(saved()));
        write("web", kept("web").replaceFirst("\"evidence\":.*", "\"evidence\":" + json + "}"));
        bench.restarted(RULES, load()).after(60);
        for (int i = 0; i < 3; i++) {
            bench.happens(at -> web.died(at, 1)).after(1);
        }
        bench.tells("62s FIRED T web");
    }

    /** Its deadline comes, and nothing is left of it. */
    @Test
    void aKeyWhoseEvidenceMakesNoSenseIsForgottenWhenItFallsDue() {
        bench.happens(at -> web.died(at, 1));
        result(store.save(saved()));
        write("web", kept("web").replace("container.died", "container.beamed"));
        bench.restarted(RULES, load());
        assertThat(bench.engine().crowd()).startsWith("1 keys");
        bench.after(7_200).tells();
        assertThat(bench.engine().crowd()).startsWith("0 keys");
        assertThat(bench.engine().untilNext()).isEmpty();
    }

    private Outcome saved() {
        return new Outcome(List.of(), bench.saved.entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Optional.of(entry.getValue()))));
    }

    private Map<KeyId, KeyState> load() {
        return result(store.load(bench.engine().rules()));
    }

    private String kept(String key) {
        return sql("SELECT json FROM rules_state WHERE key = '" + key + "'");
    }

    private void write(String key, String json) {
        result(journal.write(connection -> {
            try (PreparedStatement update = connection
                    .prepareStatement("UPDATE rules_state SET json = ? WHERE key = ?")) {
                update.setString(1, json);
                update.setString(2, key);
                return update.executeUpdate();
            }
        }));
    }

    /** The first column of its first row; empty when it has none. */
    private String sql(String statement) {
        return result(journal.write(connection -> {
            try (Statement any = connection.createStatement()) {
                if (!any.execute(statement)) {
                    return "";
                }
                try (ResultSet row = any.getResultSet()) {
                    return row.next() ? row.getString(1) : "";
                }
            }
        }));
    }

    private static <T> T result(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
