package io.dockmedic.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.config.Listen;
import io.dockmedic.api.http.HttpStage;
import io.dockmedic.api.http.IncidentsEndpoint;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Token;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.remediation.ladder.Ladder;
import io.dockmedic.remediation.ladder.LadderState;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.record.LadderRecord;
import io.dockmedic.remediation.record.Records;
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
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API shows right after a restart, from the journal alone. */
class AfterRestartTest {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path folder;

    @AfterEach
    void stop() throws Exception {
        done(vertx.close());
    }

    @Test
    void aResolvedIncidentIsShownWithItsRemedysLastState() throws Exception {
        SqliteJournal before = journal();
        write(before, Samples.incident("01over", State.RESOLVED));
        write(before, Samples.incident("02open", State.FIRING));
        Attempt attempt = new Attempt(Samples.THEN, "restart", 1, "act", "clear", "nothing stands against it",
                "healed");
        done(new Records(before).save(new LadderRecord(
                new Ladder("01over", 0, 0, 0, new LadderState.Healed("the proof held"), true, false, false, 0,
                        List.of(attempt), Samples.THEN),
                "ContainerExited", "shop/web/1", null)));
        done(before.close());

        JsonArray shown = shown();

        assertThat(shown).hasSize(2);
        assertThat(shown.getJsonObject(0).getString("id")).isEqualTo("02open");
        JsonObject over = shown.getJsonObject(1);
        assertThat(over.getString("state")).isEqualTo("resolved");
        assertThat(over.getJsonArray("evidence")).hasSize(1);
        assertThat(over.getJsonObject("remedy").getString("state")).isEqualTo("healed");
        assertThat(over.getJsonObject("remedy").getBoolean("healed")).isTrue();
        assertThat(over.getJsonObject("remedy").getJsonArray("attempts").getJsonObject(0).getString("outcome"))
                .isEqualTo("healed");
    }

    @Test
    void aRemedyThatCannotBeReadHidesNoIncident() throws Exception {
        SqliteJournal before = journal();
        write(before, Samples.incident("01over", State.RESOLVED));
        done(before.write(connection -> {
            try (Statement insert = connection.createStatement()) {
                return insert.executeUpdate(
                        "INSERT INTO remediation_ladders VALUES ('01over', 0, 'r', 's', 'new', 0, NULL, '{}')");
            }
        }));
        done(before.close());

        assertThat(shown()).singleElement()
                .satisfies(
                        incident -> assertThat(((JsonObject) incident).containsKey("remedy")).isFalse());
    }

    @Test
    void aJournalThatCannotBeReadLeavesTheListEmpty() throws Exception {
        assertThat(shown(new IncidentView(() -> Future.failedFuture("damaged"), new SimpleMeterRegistry()))).isEmpty();
    }

    private JsonArray shown() throws Exception {
        SqliteJournal after = journal();
        JsonArray shown = shown(new IncidentView(new JournalPast(after, Kinds.standard()), new SimpleMeterRegistry()));
        done(after.close());
        return shown;
    }

    private JsonArray shown(IncidentView view) throws Exception {
        HttpStage stage = new HttpStage(new Listen("127.0.0.1", 0), folder.resolve("control.sock"),
                new Access(Token.at(folder.resolve("token")), List.of()), Optional.empty(),
                List.of(new IncidentsEndpoint(view,
                        new io.dockmedic.api.view.IncidentJson(at -> at), new SystemClock())));
        done(vertx.deployVerticle(view));
        done(vertx.deployVerticle(stage));
        return get("http://127.0.0.1:" + stage.port() + "/api/v1/incidents");
    }

    private static JsonArray get(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String body = client.send(HttpRequest.newBuilder(URI.create(address)).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
            return new JsonObject(body).getJsonObject("data").getJsonArray("incidents");
        }
    }

    private SqliteJournal journal() throws Exception {
        SqliteJournal journal = SqliteJournal.open(folder.resolve("journal.db"),
                List.of(RulesTables.TABLES, RemediationTables.keeping(Policy.DEFAULT.lookBack())), Retention.DEFAULT,
                new SystemClock(),
                new VertxTimers(vertx), new Health(), new SimpleMeterRegistry(), vertx);
        done(journal.opened());
        return journal;
    }

    private static void write(SqliteJournal journal, Incident incident) throws Exception {
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

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
