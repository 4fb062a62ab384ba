package io.dockmedic.remediation.escalate.alertmanager;

import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.resolved;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.escalate.Credentials;
import io.dockmedic.remediation.escalate.Receiver;
import io.dockmedic.remediation.escalate.Receiving;
import io.dockmedic.remediation.escalate.Reminding;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import java.util.Map;
import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.remediation.Samples;

/** An alert fires in Alertmanager for as long as its incident does, over our restart too, and no longer. */
class LastingAlertTest {
    @TempDir
    Path dir;

    private final Vertx vertx = Vertx.vertx();
    private final Receiving alertmanager = new Receiving(vertx, number -> 200);
    private final Receiving pager = new Receiving(vertx, number -> 200);

    @AfterEach
    void close() {
        alertmanager.close();
        pager.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private RemediationSettings settings() {
        return new RemediationSettings("nas", Policy.DEFAULT, List.of(pager.receiver("pager"), new Receiver("am",
                alertmanager.address("/am"), new AlertmanagerDialect(""),
                Credentials.of("medic", "s3cret", Optional.empty()), Reminding.NONE)), true, null);
    }

    private JsonObject last() {
        return new JsonArray(alertmanager.got.getLast().text()).getJsonObject(0);
    }

    private Instant ends() {
        return last().getInstant("endsAt");
    }

    @Test
    void itIsPostedAgainUntilItIsOver() {
        Path file = dir.resolve("journal.db");
        try (Hospital one = new Hospital(file, settings()).settled()) {
            one.engine.there = false;
            Incident incident = incident("i1", "ContainerExited", crash(one.time.now()));
            one.incident(FIRED, incident, RESTART_THEN_TELL);
            one.pass(3);
            one.until(() -> alertmanager.got.size() == 1);
            assertThat(alertmanager.got.getFirst().path()).isEqualTo("/am/api/v2/alerts");
            assertThat(alertmanager.got.getFirst().authorization()).isEqualTo("Basic bWVkaWM6czNjcmV0");
            Instant first = ends();
            assertThat(first).isAfter(one.time.now().plusSeconds(14 * 60));

            one.later(3 * 60);
            one.until(() -> alertmanager.got.size() == 2);
            assertThat(ends()).isAfter(first);
            assertThat(last().getJsonObject("labels").getString("alertname")).isEqualTo("ContainerExited");
            one.journalGoesAway();
            try (Hospital two = new Hospital(file, settings(), one.time.now().plusSeconds(60), one.engine).settled()) {
                two.incident(RESTORED, incident, RESTART_THEN_TELL);
                two.later(2 * 60);
                two.until(() -> alertmanager.got.size() >= 3);
                two.incident(RESOLVED, resolved(incident, two.time.now()), RESTART_THEN_TELL);
                two.until(() -> !ends().isAfter(two.time.now()));
                int over = alertmanager.got.size();
                two.later(3 * 60);
                two.later(3 * 60);
                assertThat(alertmanager.got).hasSize(over);
            }
        }
        assertThat(pager.keys()).as("who hears of it once is told once").containsExactly("i1/1", "i1/resolved");
    }

    @Test
    void whatWasAnsweredMeanwhileIsNotAskedAnyMore() {
        try (Hospital one = new Hospital(dir.resolve("journal.db"), settings()).settled()) {
            one.engine.running = true;
            one.engine.health = "unhealthy";
            one.incident(FIRED, incident("i1", "ContainerUnhealthy", Samples.health(one.time.now(), Samples.CONSENT,
                    "unhealthy")), new RemedyPlan(
                            List.of(new Step("kill", Map.of(), List.of(),
                                    new Step.Verify(Step.State.RUNNING, Duration.ofSeconds(5),
                                            Duration.ofSeconds(60))),
                                    Samples.ESCALATE)));
            one.pass(5);
            one.until(() -> alertmanager.got.size() == 1);
            String question = Hospital.get(one.answers.latest()).getFirst().question().id();
            assertThat(last().getJsonObject("annotations").getString("approve"))
                    .isEqualTo("dockmedic approve " + question);
            Hospital.get(one.answers.reject(question, "anna", "it is fine"));
            one.later(3 * 60);
            one.until(() -> alertmanager.got.size() == 2);
            assertThat(last().getJsonObject("annotations").fieldNames()).contains("summary").doesNotContain("approve");
        }
    }

    @Test
    void whatIsPostedAgainIsNotWrittenDown() {
        try (Hospital one = new Hospital(dir.resolve("journal.db"), settings()).settled()) {
            one.engine.there = false;
            one.incident(FIRED, incident("i1", "ContainerExited", crash(one.time.now())), RESTART_THEN_TELL);
            one.pass(3);
            one.until(() -> one.count("remediation_deliveries WHERE state = 'delivered'") == 2);
            one.later(3 * 60);
            one.until(() -> alertmanager.got.size() == 2);
            one.quiet();
            assertThat(one.count("remediation_deliveries")).isEqualTo(2);
        }
    }

    @Test
    void itsTimesAreThoseOfTheClockOnTheWall() {
        try (Hospital one = new Hospital(dir.resolve("journal.db"), settings()).settled()) {
            one.engine.there = false;
            Instant wall = one.time.now().plus(Duration.ofHours(2));
            one.time.setWall(wall);
            one.incident(FIRED, incident("i1", "ContainerExited", crash(one.time.now())), RESTART_THEN_TELL);
            one.pass(3);
            one.until(() -> alertmanager.got.size() == 1);
            assertThat(ends()).isAfter(wall.plusSeconds(14 * 60));
            // Set back: what was told has begun in the future, and is not refused for that.
            one.time.setWall(wall.minus(Duration.ofHours(3)));
            one.later(3 * 60);
            one.until(() -> alertmanager.got.size() == 2);
            assertThat(last().getInstant("startsAt")).isBefore(ends());
            assertThat(ends()).isBefore(wall);
        }
    }

    @Test
    void whatCannotBePostedAgainNowIsPostedAsItIsLater() {
        int[] answer = {200};
        try (Receiving sometimes = new Receiving(vertx, number -> answer[0]);
                Hospital one = new Hospital(dir.resolve("journal.db"), new RemediationSettings("nas", Policy.DEFAULT,
                        List.of(new Receiver("am", sometimes.address(""), new AlertmanagerDialect(""), Credentials.NONE,
                                Reminding.NONE)),
                        true, null)).settled()) {
            one.engine.there = false;
            Incident incident = incident("i1", "ContainerExited", crash(one.time.now()));
            one.incident(FIRED, incident, RESTART_THEN_TELL);
            one.pass(3);
            one.until(() -> sometimes.got.size() == 1);
            answer[0] = 404;
            one.later(3 * 60);
            one.until(() -> sometimes.got.size() == 2);
            one.quiet();
            answer[0] = 200;
            one.incident(RESOLVED, resolved(incident, one.time.now()), RESTART_THEN_TELL);
            one.pass(1);
            one.until(() -> sometimes.got.size() == 3);
            assertThat(new JsonArray(sometimes.got.getLast().text()).getJsonObject(0).getInstant("endsAt"))
                    .isBefore(one.time.now());
        }
    }
}
