package io.dockmedic.remediation.publish.kafka;

import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.publish.Remedies;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.IncidentChange.What;
import io.dockmedic.rules.incident.Incidents;
import io.dockmedic.testkit.kafka.BrokerTalk;
import io.dockmedic.testkit.kafka.RealBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the bus to a topic of a real broker, over its absence and our own end. */
class PublishStageTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Instant AT = Instant.parse("2026-11-01T10:00:00Z");

    @TempDir
    Path home;

    private final SystemClock clock = new SystemClock();
    private final Map<String, Incident> journaled = new ConcurrentHashMap<>();
    private RealBroker broker;
    private SimpleMeterRegistry meters;
    private Health health;
    private Vertx vertx;
    private SqliteJournal journal;

    @BeforeEach
    void prepare() throws Exception {
        broker = new RealBroker(home.resolve("broker"));
        begin();
    }

    private void begin() throws Exception {
        vertx = Vertx.vertx();
        meters = new SimpleMeterRegistry();
        health = new Health();
        journal = SqliteJournal.open(home.resolve("journal.db"), List.of(Outbox.TABLES), Retention.DEFAULT, clock,
                new VertxTimers(vertx), health, meters, vertx);
        int port = Integer.parseInt(broker.open().replaceFirst(".*:", ""));
        Publishing publishing = new Publishing(new Cluster(List.of(new Broker("127.0.0.1", port)), Security.NONE),
                "out", Set.of("container.died"));
        vertx.deployVerticle(new PublishStage(Optional.of(publishing), "h1", new Outbox(journal), new Plain(),
                (since, taker) -> {
                    new TreeMap<>(journaled).values().forEach(taker);
                    return Future.succeededFuture();
                }, clock, health, meters, 10))
                .await(60, TimeUnit.SECONDS);
    }

    private void end() throws Exception {
        vertx.close().await(60, TimeUnit.SECONDS);
        journal.close().await(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        end();
        broker.close();
    }

    /** Writes little. */
    private static final class Plain implements Wording {
        @Override
        public JsonObject incident(Incident incident) {
            return new JsonObject().put("rule", incident.rule()).put("note", "password=hunter2");
        }

        @Override
        public JsonObject remedy(RemedyChange change) {
            return new JsonObject().put("state", change.state());
        }

        @Override
        public JsonObject event(Event event) {
            return new JsonObject().put("kind", event.kind());
        }
    }

    private static Incident incident(String id, Incident.State state) {
        return incident(id, state, AT);
    }

    private static Incident incident(String id, Incident.State state, Instant fired) {
        boolean over = state == Incident.State.RESOLVED;
        return new Incident(id, "Rule", "web", state, AT, fired, over ? AT.plusSeconds(5) : null, over ? "it runs" : "",
                Map.of(), Map.of(), List.of(Samples.crash(AT)), 1);
    }

    private void tell(What what, Incident incident) throws Exception {
        new Publisher<>(vertx, Incidents.TOPIC, List.of(PublishStage.SUBSCRIBER), meters)
                .deliver(new IncidentChange(what, incident, RESTART_THEN_TELL))
                .await(60, TimeUnit.SECONDS);
    }

    private void tell(Event event) throws Exception {
        new Publisher<>(vertx, Events.TOPIC, List.of(PublishStage.SUBSCRIBER), meters).deliver(event)
                .await(60, TimeUnit.SECONDS);
    }

    private Health.Status status() {
        return health.parts().getOrDefault(PublishStage.PART, new Health.Part(Health.Status.DOWN, "")).status();
    }

    private double waiting() {
        return meters.get("dockmedic.kafka.waiting").gauge().value();
    }

    @Test
    void whatIsToldWhileNobodyIsThereComesOnceInItsOrderAndAlsoAfterOurEnd() throws Exception {
        tell(What.PENDING, incident("i0", Incident.State.PENDING));
        tell(What.FIRED, incident("i1", Incident.State.FIRING));
        tell(What.AGAIN, incident("i1", Incident.State.FIRING));
        tell(Samples.crash(AT));
        tell(Samples.connected(AT));
        new Publisher<>(vertx, Remedies.TOPIC, List.of(PublishStage.SUBSCRIBER), meters)
                .deliver(new RemedyChange(AT.plusSeconds(1), "i1", "Rule", "web", "healed", "",
                        List.of(new Attempt(AT, "restart", 1, "act", "clear", "", "")), true, false))
                .await(60, TimeUnit.SECONDS);
        tell(What.RESOLVED, incident("i1", Incident.State.RESOLVED));
        tell(What.FIRED, incident("i2", Incident.State.FIRING));
        assertThat(status()).isEqualTo(Health.Status.DEGRADED);
        await().atMost(SOON).until(() -> waiting() == 5);

        end();
        // It was written that it is over, and we ended before that was said.
        journaled.put("i2", incident("i2", Incident.State.RESOLVED));
        // This fired and was over, and neither was said.
        journaled.put("i3", incident("i3", Incident.State.RESOLVED, clock.now()));
        // Before the oldest of what is kept of what was said: nobody knows.
        journaled.put("i4", incident("i4", Incident.State.RESOLVED));
        broker.start();
        try (BrokerTalk talk = new BrokerTalk(broker)) {
            talk.topic("out", 1);
            begin();
            tell(What.RESTORED, incident("i1", Incident.State.FIRING));
            await().atMost(SOON).until(() -> waiting() == 0 && talk.read("out", 8).size() >= 8);

            List<JsonObject> all = talk.read("out", 8).stream().map(one -> new JsonObject(one.value())).toList();
            assertThat(all).extracting(one -> one.getString("id"))
                    .containsExactly(
                            "i1/fired", "container.died/" + "a".repeat(12) + "/" + AT.toEpochMilli(),
                            "i1/remedy/healed/" + AT.plusSeconds(1).toEpochMilli(), "i1/resolved", "i2/fired",
                            "i2/resolved", "i3/fired", "i3/resolved");
            assertThat(all.getFirst()).isEqualTo(new JsonObject().put("specversion", "1.0")
                    .put("id", "i1/fired")
                    .put("source", "/dockmedic/h1")
                    .put("type", "io.dockmedic.incident.fired")
                    .put("subject", "web")
                    .put("time", clock.shown(AT).toString())
                    .put("datacontenttype", "application/json")
                    .put("data", new JsonObject().put("rule", "Rule").put("note", "password=[redacted]")));
            assertThat(talk.read("out", 8)).allSatisfy(one -> {
                assertThat(one.key()).isEqualTo("h1");
                assertThat(new String(one.headers().lastHeader("content-type").value(),
                        StandardCharsets.UTF_8))
                        .isEqualTo("application/cloudevents+json; charset=UTF-8");
            });
            assertThat(status()).isEqualTo(Health.Status.UP);
        }
    }

    @Test
    void whatWaitsIsBoundedAndIncidentsHaveRoomThatEventsHaveNot() throws Exception {
        for (int second = 0; second < 12; second++) {
            tell(Samples.crash(AT.plusSeconds(second)));
        }
        tell(What.FIRED, incident("i1", Incident.State.FIRING));
        tell(What.FIRED, incident("i2", Incident.State.FIRING));
        tell(What.FIRED, incident("i3", Incident.State.FIRING));

        await().atMost(SOON).until(() -> waiting() == 10);
        assertThat(meters.get("dockmedic.kafka.published").tag("result", "left_out").counter().count()).isEqualTo(5);
    }
}
