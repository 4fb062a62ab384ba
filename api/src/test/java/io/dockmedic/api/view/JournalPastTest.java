package io.dockmedic.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.record.RemediationTables;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Incident.State;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.state.IncidentJson;
import io.dockmedic.rules.state.RulesTables;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read at the start has the bound that there is for what is remembered. */
class JournalPastTest {
    private static final int QUARTER = 256 * Heavy.KIBI;

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path folder;

    private SqliteJournal journal;

    @BeforeEach
    void open() throws Exception {
        journal = SqliteJournal.open(folder.resolve("journal.db"),
                List.of(RulesTables.TABLES, RemediationTables.keeping(Policy.DEFAULT.lookBack())), Retention.DEFAULT,
                new SystemClock(), new VertxTimers(vertx), new Health(), new SimpleMeterRegistry(), vertx);
        done(journal.opened());
    }

    @AfterEach
    void stop() throws Exception {
        done(journal.close());
        done(vertx.close());
    }

    @Test
    void ofHeavyResolvedIncidentsTheNewestAreRead() throws Exception {
        write(State.RESOLVED, 40, 1);

        List<IncidentEntry> read = done(new JournalPast(journal, Kinds.standard()).read());

        assertThat(read).extracting(entry -> entry.incident().id())
                .containsExactlyElementsOf(IntStream.range(9, 40).mapToObj(i -> id(State.RESOLVED, i)).toList());
    }

    @Test
    void allThatFireAreReadAndTheNewestIsWholeHoweverManyThereAre() throws Exception {
        write(State.FIRING, 20, 4);
        write(State.RESOLVED, 1, 1);

        List<IncidentEntry> read = done(new JournalPast(journal, Kinds.standard()).read());

        assertThat(read).hasSize(21);
        assertThat(evidence(read, id(State.FIRING, 0))).isEqualTo(2);
        assertThat(evidence(read, id(State.FIRING, 18))).isEqualTo(2);
        assertThat(evidence(read, id(State.FIRING, 19))).isEqualTo(4);
    }

    private static int evidence(List<IncidentEntry> read, String id) {
        return read.stream()
                .map(IncidentEntry::incident)
                .filter(incident -> incident.id().equals(id))
                .findFirst()
                .orElseThrow()
                .evidence()
                .size();
    }

    private static String id(State state, int i) {
        return String.format(Locale.ROOT, "%02d%s", i, state.word());
    }

    private void write(State state, int incidents, int events) throws Exception {
        for (int i = 0; i < incidents; i++) {
            Incident incident = Heavy.incident(id(state, i), state, events, QUARTER);
            String json = new IncidentJson(Kinds.standard()).write(incident);
            done(journal.write(connection -> {
                try (PreparedStatement insert = connection
                        .prepareStatement("INSERT INTO rules_incident VALUES (?, ?, ?, ?, 0, ?)")) {
                    insert.setString(1, incident.id());
                    insert.setString(2, incident.rule());
                    insert.setString(3, incident.key());
                    insert.setString(4, incident.state().word());
                    insert.setString(5, json);
                    return insert.executeUpdate();
                }
            }));
        }
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
