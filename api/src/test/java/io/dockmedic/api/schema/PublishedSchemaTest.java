package io.dockmedic.api.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.api.view.PublishedJson;
import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.kafka.Broker;
import io.dockmedic.collectors.base.kafka.Cluster;
import io.dockmedic.collectors.base.kafka.Security;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.remediation.publish.Remedies;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.remediation.publish.kafka.Outbox;
import io.dockmedic.remediation.publish.kafka.PublishStage;
import io.dockmedic.remediation.publish.kafka.Publishing;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.IncidentChange.What;
import io.dockmedic.rules.incident.Incidents;
import io.dockmedic.rules.incident.Inhibited;
import io.dockmedic.rules.incident.Measured;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Validator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes out by Kafka is as docs/kafka.schema.json says. */
class PublishedSchemaTest {
    private static final Instant AT = Instant.parse("2026-11-01T10:00:00Z");
    private static final Path FRESH = Path.of("target", "kafka.schema.json");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SystemClock clock = new SystemClock();
    private final Health health = new Health();

    @Test
    void theSchemaSaysWhatTheCodeSays() throws Exception {
        String made = PublishedSchema.made().encodePrettily() + "\n";
        Files.createDirectories(FRESH.getParent());
        Files.writeString(FRESH, made);
        assertThat(PublishedSchema.FILE).as("api/%s is what is to be there", FRESH).content().isEqualTo(made);
    }

    /** No broker is there: what is written down to be sent is what is sent. */
    @Test
    void everyMessageIsOfItsSchemaAndThereIsOneOfEachType(@TempDir Path home) throws Exception {
        List<JsonObject> messages = published(home);
        Validator strict = PublishedSchema.strict();
        assertThat(messages).allSatisfy(
                one -> assertThat(Schemas.problems(strict, one)).as(one.encodePrettily()).isEmpty());
        JsonArray described = PublishedSchema.documented().getJsonArray("oneOf");
        assertThat(messages.stream().map(one -> "#/$defs/" + one.getString("type")).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        described.stream().map(one -> ((JsonObject) one).getString("$ref")).toList());
        JsonObject fired = messages.stream()
                .filter(one -> one.getString("type").equals("io.dockmedic.incident.fired"))
                .findFirst()
                .orElseThrow();
        for (Consumer<JsonObject> wrong : List.<Consumer<JsonObject>>of(
                one -> one.put("type", "io.dockmedic.other"),
                one -> one.getJsonObject("data").remove("rule"),
                one -> one.getJsonObject("data").put("state", "over"),
                one -> one.getJsonObject("data").put("added", 1),
                one -> one.getJsonObject("data").getJsonArray("readings").getJsonObject(0).put("added", 1),
                one -> one.getJsonObject("data").getJsonArray("evidence").getJsonObject(0).put("added", 1))) {
            JsonObject spoiled = fired.copy();
            wrong.accept(spoiled);
            assertThat(Schemas.problems(strict, spoiled)).as(spoiled.encodePrettily()).isNotEmpty();
        }
        // A reader's own schema is not broken by what is added.
        JsonObject more = fired.copy();
        more.getJsonObject("data").put("added", 1);
        assertThat(Schemas.problems(Schemas.validator(PublishedSchema.documented()), more)).isEmpty();
    }

    private List<JsonObject> published(Path home) throws Exception {
        Vertx vertx = Vertx.vertx();
        SqliteJournal journal = SqliteJournal.open(home.resolve("journal.db"), List.of(Outbox.TABLES),
                Retention.DEFAULT, clock, new VertxTimers(vertx), health, meters, vertx);
        try {
            Publishing publishing = new Publishing(new Cluster(List.of(new Broker("127.0.0.1", 1)), Security.NONE),
                    "out", Set.copyOf(Publishing.KINDS));
            vertx.deployVerticle(new PublishStage(Optional.of(publishing), "h1", new Outbox(journal),
                    new PublishedJson(clock::shown), (since, taker) -> Future.succeededFuture(), clock, health,
                    meters)).await(60, TimeUnit.SECONDS);
            int sent = 0;
            for (Made made : Made.values()) {
                for (Class<?> kind : RecordSchema.kinds()) {
                    if (Publishing.KINDS.contains(RecordSchema.kind(kind))) {
                        tell(vertx, (Event) made.of(kind));
                        sent++;
                    }
                }
                tell(vertx, What.FIRED, incident(made, false));
                tell(vertx, What.RESOLVED, incident(made, true));
                new Publisher<>(vertx, Remedies.TOPIC, List.of(PublishStage.SUBSCRIBER), meters)
                        .deliver(made.of(RemedyChange.class))
                        .await(60, TimeUnit.SECONDS);
                sent += 3;
            }
            int all = sent;
            await().atMost(Duration.ofMinutes(1)).until(() -> bodies(journal).size() >= all);
            return bodies(journal).stream().map(JsonObject::new).toList();
        } finally {
            vertx.close().await(60, TimeUnit.SECONDS);
            journal.close().await(60, TimeUnit.SECONDS);
        }
    }

    private void tell(Vertx vertx, Event event) throws Exception {
        new Publisher<>(vertx, Events.TOPIC, List.of(PublishStage.SUBSCRIBER), meters).deliver(event)
                .await(60, TimeUnit.SECONDS);
    }

    private void tell(Vertx vertx, What what, Incident incident) throws Exception {
        new Publisher<>(vertx, Incidents.TOPIC, List.of(PublishStage.SUBSCRIBER), meters)
                .deliver(new IncidentChange(what, incident, RemedyPlan.NONE))
                .await(60, TimeUnit.SECONDS);
    }

    /** With an event of every kind there is. */
    private static Incident incident(Made made, boolean over) {
        List<Event> evidence = new ArrayList<>();
        Stream.of(Made.values())
                .forEach(one -> RecordSchema.kinds().forEach(kind -> evidence.add((Event) one.of(kind))));
        boolean full = made == Made.FULL;
        return new Incident("i-" + made, "Rule", "web", over ? Incident.State.RESOLVED : Incident.State.FIRING, AT, AT,
                over ? AT.plusSeconds(5) : null, over ? "it runs" : "", full ? Map.of("severity", "warning") : Map.of(),
                full ? Map.of("summary", "web exited with 1") : Map.of(), evidence, evidence.size(),
                List.of(made.of(Measured.class)), full ? new Inhibited("i0", "Other") : null);
    }

    private static List<String> bodies(SqliteJournal journal) {
        try {
            return journal.read(connection -> {
                List<String> all = new ArrayList<>();
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT body FROM publish_outbox ORDER BY id")) {
                    while (rows.next()) {
                        all.add(rows.getString(1));
                    }
                }
                return all;
            }).await(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
