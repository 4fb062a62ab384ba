package io.dockmedic.remediation.escalate.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertmanagerDialectTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final AlertmanagerDialect DIALECT = new AlertmanagerDialect("https://nas/medic");

    private static JsonObject message(String kind) {
        return new JsonObject(
                """
                        {"version": "1", "idempotency_key": "i1/1", "at": "2026-11-01T10:00:00Z", "host": "nas",
                         "summary": "web exited with code 1. Taken down by stop.",
                         "incident": {"id": "i1", "rule": "ContainerExited", "key": "shop/web/1", "state": "firing",
                          "active_at": "2026-11-01T09:58:00Z", "fired_at": "2026-11-01T09:59:00Z", "count": 2,
                          "labels": {"severity": "critical", "alertname": "Spoofed", "my-team": "a", "none": ""},
                          "annotations": {"summary": "web exited with code 1", "runbook": "https://wiki/x"}}}
                        """)
                .put("kind", kind);
    }

    private static List<JsonObject> alerts(JsonObject message) {
        return new JsonArray(DIALECT.put(message, NOW)).stream().map(JsonObject.class::cast).toList();
    }

    @Test
    void anEscalationFiresFromWhenItsIncidentDidAndLongerThanARestartOfOursTakes() {
        JsonObject message = message("escalation")
                .put("service", "shop/web/1")
                .put("attempts",
                        new JsonArray().add(new JsonObject().put("action", "restart").put("outcome", "refused")))
                .put("evidence", new JsonObject().put("diagnosis", new JsonObject().put("firstError", "no database")))
                .put("approvals", new JsonArray().add(new JsonObject().put("approve", "dockmedic approve 1")));

        assertThat(alerts(message)).singleElement()
                .isEqualTo(new JsonObject(
                        """
                                {"labels": {"alertname": "ContainerExited", "job": "dockmedic", "instance": "nas", "key": "shop/web/1",
                                            "severity": "critical", "my_team": "a"},
                                 "annotations": {"summary": "web exited with code 1. Taken down by stop.", "dockmedic_incident": "i1",
                                                 "runbook": "https://wiki/x", "service": "shop/web/1", "tried": "restart: refused",
                                                 "first_error": "no database", "approve": "dockmedic approve 1"},
                                 "startsAt": "2026-11-01T09:59:00Z", "endsAt": "2026-11-01T10:15:00Z",
                                 "generatorURL": "https://nas/medic/"}
                                """));
        assertThat(DIALECT.lasts(message)).isTrue();
    }

    @Test
    void whatIsOverIsTheSameAlertEndedAWhileAgoForAClockThatIsBehind() {
        JsonObject over = alerts(message("resolved")).getFirst();
        assertThat(over.getJsonObject("labels"))
                .isEqualTo(alerts(message("escalation")).getFirst().getJsonObject("labels"));
        assertThat(over.getString("endsAt")).isEqualTo("2026-11-01T09:59:30Z");
        assertThat(DIALECT.lasts(message("resolved"))).isFalse();
    }

    @Test
    void aClockThatWasSetBackMakesNoAlertThatIsRefused() {
        JsonObject ahead = message("escalation");
        ahead.getJsonObject("incident").put("fired_at", "2026-11-01T12:00:00Z");
        assertThat(alerts(ahead).getFirst().getString("startsAt")).isEqualTo("2026-11-01T10:00:00Z");
        JsonObject over = alerts(ahead.copy().put("kind", "resolved")).getFirst();
        assertThat(over.getInstant("endsAt")).isEqualTo(over.getInstant("startsAt"));
    }

    @Test
    void twoIncidentsOfOneRuleAndKeyAreOneAlert() {
        assertThat(DIALECT.lane(message("escalation"), "i1")).isEqualTo(DIALECT.lane(message("resolved"), "i2"));
        assertThat(DIALECT.lane(new JsonObject().put("kind", "storm"), "s1")).isEqualTo("s1");
    }

    @Test
    void aStormIsOneAlertAndWhatItLeavesIsTold() {
        JsonObject storm = new JsonObject(
                """
                        {"kind": "storm", "host": "nas", "at": "2026-11-01T09:59:59Z", "summary": "Nothing is restarted: 8 of 10",
                         "storm": {"id": "s1", "since": "2026-11-01T09:50:00Z", "image": "", "services": ["a", "b"]},
                         "held": [{"service": "a", "incidents": []}]}
                        """);
        JsonObject fires = alerts(storm).getFirst();
        assertThat(fires.getJsonObject("labels").getString("alertname")).isEqualTo("DockmedicStorm");
        assertThat(fires.getJsonObject("annotations").getString("services")).isEqualTo("a, b");
        assertThat(fires.getString("endsAt")).isEqualTo("2026-11-01T10:15:00Z");
        assertThat(DIALECT.lasts(storm)).isTrue();

        List<JsonObject> over = alerts(storm.copy().put("kind", "storm_over"));
        assertThat(over.getFirst().getJsonObject("labels")).isEqualTo(fires.getJsonObject("labels"));
        assertThat(over.getFirst().getString("endsAt")).isEqualTo("2026-11-01T09:59:30Z");
        assertThat(DIALECT.lasts(storm.copy().put("kind", "storm_over"))).isTrue();
        assertThat(over.getLast().getJsonObject("labels").getString("alertname")).isEqualTo("DockmedicLeftByStorm");
        assertThat(over.getLast().getJsonObject("annotations").getString("services")).isEqualTo("a");
        assertThat(over.getLast().getString("startsAt")).isEqualTo("2026-11-01T09:59:59Z");
        assertThat(over.getLast().getString("endsAt")).isEqualTo("2026-11-01T10:15:00Z");
        JsonObject well = storm.copy().put("kind", "storm_over").put("held", new JsonArray());
        assertThat(alerts(well)).hasSize(1);
        assertThat(DIALECT.lasts(well)).isFalse();
    }

    @Test
    void whatIsNotPutBackIsToldForAnHour() {
        JsonObject kept = new JsonObject(
                """
                        {"kind": "kept", "host": "nas", "at": "2026-11-01T09:59:59Z", "summary": "What end-loop changed is not put back", "service": "web",
                         "act": {"action": "end-loop", "incident": "i1"}, "by_hand": "docker update --restart=always web"}
                        """);
        JsonObject alert = alerts(kept).getFirst();
        assertThat(alert.getJsonObject("labels").getString("action")).isEqualTo("end-loop");
        assertThat(alert.getJsonObject("annotations").getString("by_hand")).startsWith("docker update");
        assertThat(alert.getString("endsAt")).isEqualTo("2026-11-01T11:00:00Z");
        assertThat(DIALECT.lasts(kept)).isFalse();
    }

    @Test
    void theAddressMayHaveARoutePrefix() {
        assertThat(DIALECT.address(URI.create("https://am:9093/prefix/")))
                .isEqualTo(URI.create("https://am:9093/prefix/api/v2/alerts"));
    }

    @Test
    void thatWeAreWellFiresLongerThanARestartOfOursTakesAndIsKnownForOurs() {
        JsonObject message = new JsonObject().put("kind", "heartbeat")
                .put("host", "nas")
                .put("summary", "Dockmedic on nas is well")
                .put("since", "2026-11-01T08:00:00Z");
        assertThat(alerts(message)).singleElement()
                .isEqualTo(new JsonObject(
                        """
                                {"labels": {"alertname": "DockmedicWatchdog", "job": "dockmedic", "instance": "nas", "severity": "none"},
                                 "annotations": {"summary": "Dockmedic on nas is well", "dockmedic_incident": "heartbeat"},
                                 "startsAt": "2026-11-01T08:00:00Z", "endsAt": "2026-11-01T10:05:00Z",
                                 "generatorURL": "https://nas/medic/"}
                                """));
    }
}
