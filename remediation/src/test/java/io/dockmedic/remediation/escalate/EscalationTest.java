package io.dockmedic.remediation.escalate;

import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.read;
import static io.dockmedic.remediation.Samples.seconds;
import static io.dockmedic.rules.incident.IncidentChange.What.AGAIN;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.READ;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Vertx;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People are told, with evidence, once, whatever their receivers do. */
class EscalationTest {
    @TempDir
    Path dir;
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Hospital hospital(Receiving... receiving) {
        List<Receiver> receivers = new ArrayList<>();
        for (Receiving one : receiving) {
            receivers.add(one.receiver("r" + receivers.size()));
        }
        return new Hospital(
                dir.resolve("journal.db"), new RemediationSettings("host", Policy.DEFAULT, receivers, true, null))
                .settled();
    }

    @Test
    void thatThereIsNobodyToBeCalledIsSaidAtTheStart() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(Escalations.class);
        logger.addAppender(log);
        try (var receiving = new Receiving(vertx, n -> 200); var some = hospital(receiving)) {
            some.pass(1);
            assertThat(log.list).isEmpty();
            try (var none = new Hospital(dir.resolve("none.db"),
                    new RemediationSettings("host", Policy.DEFAULT, List.of(), true, null)).settled()) {
                none.pass(1);
                assertThat(log.list)
                        .anyMatch(said -> said.getMessage().startsWith("Nobody will be called")
                                && said.getLevel() == Level.WARN);
            }
        } finally {
            logger.detachAppender(log);
        }
    }

    private static Incident needsAPerson(Hospital hospital, String id) {
        hospital.engine.running = false;
        hospital.engine.answer = () -> new CallResult.Refused<>(
                ErrorClass.BAD_COMMAND, 400, "not found in $PATH");
        return incident(id, "ContainerExited", crash(hospital.time.now()));
    }

    @Test
    void theMessageCarriesEvidenceAndWhatWasTriedAndNoSecrets() {
        try (var receiving = new Receiving(vertx, n -> 200); var hospital = hospital(receiving)) {
            hospital.incident(FIRED, needsAPerson(hospital, "i1"), RESTART_THEN_TELL);
            hospital.pass(3);
            await().until(() -> receiving.got.size() == 1);
            JsonObject body = receiving.got.getFirst().body();
            assertThat(receiving.got.getFirst().key()).isEqualTo("i1/1");
            assertThat(body.getString("version")).isEqualTo("1");
            assertThat(body.getString("kind")).isEqualTo("escalation");
            assertThat(body.getString("service")).isEqualTo("web");
            assertThat(body.getJsonObject("incident").getString("rule")).isEqualTo("ContainerExited");
            assertThat(body.getJsonObject("evidence").getJsonArray("log"))
                    .contains("panic: no database", "password=[redacted]");
            assertThat(body.getJsonObject("evidence").getString("command")).isEqualTo("serve --token=[redacted]");
            assertThat(body.getJsonObject("evidence").getJsonArray("timeline").getJsonObject(0).getString("intent"))
                    .isEqualTo("not_asked");
            assertThat(body.getJsonArray("attempts").getJsonObject(0).getString("outcome"))
                    .contains("not found in $PATH");
            // Secrets in the log and the command; labels of the container, which may hold some.
            assertThat(body.encode()).doesNotContain("hunter2").doesNotContain("dockmedic.heal");
        }
    }

    @Test
    void theMessageSaysWhatTheContainerUsedBeforeTheFaultAndAfterIt() {
        try (var receiving = new Receiving(vertx, n -> 200); var hospital = hospital(receiving)) {
            hospital.engine.running = false;
            Instant before = hospital.time.now().minusSeconds(4);
            Incident told = read(incident("i1", "ContainerExited", crash(hospital.time.now())), before);
            RemedyPlan later = new RemedyPlan(List.of(new Step("escalate", Map.of(), seconds(5), null)));
            hospital.incident(FIRED, told, later);
            Instant after = hospital.time.now().plusSeconds(1);
            hospital.incident(READ, read(told, after), later);
            assertThat(receiving.got).as("that it was read is no reason to tell").isEmpty();
            hospital.pass(8);
            await().until(() -> receiving.got.size() == 1);
            JsonArray readings = receiving.got.getFirst().body().getJsonObject("evidence").getJsonArray("readings");
            assertThat(readings).extracting(one -> ((JsonObject) one).getInstant("at"))
                    .containsExactly(before, after);
            assertThat(readings.getJsonObject(0).getString("used"))
                    .isEqualTo("memory 480 MiB of 512 MiB, processor 97 %");
        }
    }

    @Test
    void theMessageListsWhatWasDoneToTheServiceForOtherIncidentsToo() {
        try (var receiving = new Receiving(vertx, n -> 200); var hospital = hospital(receiving)) {
            hospital.engine.running = false;
            Incident exited = incident("i1", "ContainerExited", crash(hospital.time.now()));
            hospital.incident(FIRED, exited, RESTART_THEN_TELL);
            hospital.pass(15);
            assertThat(hospital.last().state()).isEqualTo("healed");
            Incident loop = incident("i2", "ContainerCrashLoop", crash(hospital.time.now()));
            hospital.incident(FIRED, loop, new RemedyPlan(List.of(ESCALATE)));
            hospital.pass(3);
            await().until(() -> receiving.got.size() == 1);
            JsonObject body = receiving.got.getFirst().body();
            assertThat(body.getJsonArray("attempts").encode()).contains("escalate").doesNotContain("restart");
            assertThat(body.getJsonArray("acts")).hasSize(1);
            JsonObject act = body.getJsonArray("acts").getJsonObject(0);
            assertThat(act.getString("action")).isEqualTo("restart");
            assertThat(act.getString("rule")).isEqualTo("ContainerExited");
            assertThat(act.getString("incident")).isEqualTo("i1");
            assertThat(act.getString("outcome")).isEqualTo("done");
            assertThat(act.getInstant("at")).isEqualTo(hospital.engine.restarts.getFirst());
        }
    }

    @Test
    void aReceiverThatFailsIsTriedAgainUntilItTakesTheMessage() {
        try (var receiving = new Receiving(vertx, n -> n == 0 ? 500 : n == 1 ? 0 : 204);
                var hospital = hospital(receiving)) {
            hospital.incident(FIRED, needsAPerson(hospital, "i1"), RESTART_THEN_TELL);
            hospital.pass(3);
            await().until(() -> {
                hospital.pass(1);
                return receiving.got.size() >= 3;
            });
            await().until(() -> hospital.count("remediation_deliveries WHERE state = 'delivered'") == 1);
            hospital.pass(20);
            assertThat(receiving.got).extracting(Receiving.Got::key).containsExactly("i1/1", "i1/1", "i1/1");
        }
    }

    @Test
    void aReceiverThatFailsIsNamedInHealthButItsAddressIsNotShown() {
        try (var receiving = new Receiving(vertx, n -> 404); var hospital = hospital(receiving)) {
            hospital.incident(FIRED, needsAPerson(hospital, "i1"), RESTART_THEN_TELL);
            hospital.pass(3);
            await().until(() -> hospital.health.parts().containsKey("escalation.r0"));
            Health.Part part = Objects.requireNonNull(hospital.health.parts().get("escalation.r0"));
            assertThat(part.status()).isEqualTo(Health.Status.DEGRADED);
            assertThat(part.reason()).contains("r0", "127.0.0.1", "404").doesNotContain("s3cret");
        }
    }

    @Test
    void oneReceiverDoesNotWaitForAnother() {
        try (var broken = new Receiving(vertx, n -> 503);
                var fine = new Receiving(vertx, n -> 200);
                var hospital = hospital(broken, fine)) {
            hospital.incident(FIRED, needsAPerson(hospital, "i1"), RESTART_THEN_TELL);
            hospital.pass(3);
            await().until(() -> fine.got.size() == 1);
        }
    }

    @Test
    void thoseWhoWereToldHearThatItIsOverAndInOrder() {
        try (var receiving = new Receiving(vertx, n -> n < 2 ? 503 : 200); var hospital = hospital(receiving)) {
            Incident incident = needsAPerson(hospital, "i1");
            hospital.incident(FIRED, incident, RESTART_THEN_TELL);
            hospital.pass(3);
            hospital.incident(RESOLVED, incident, RESTART_THEN_TELL);
            await().until(() -> {
                hospital.pass(1);
                return receiving.got.size() >= 4;
            });
            assertThat(receiving.got).extracting(Receiving.Got::key)
                    .containsExactly("i1/1", "i1/1", "i1/1", "i1/resolved");
        }
    }

    @Test
    void whatWasNotTakenIsSentAfterOurRestart() {
        var well = new AtomicBoolean();
        try (var receiving = new Receiving(vertx, n -> well.get() ? 200 : 503)) {
            try (var first = hospital(receiving)) {
                first.incident(FIRED, needsAPerson(first, "i1"), RESTART_THEN_TELL);
                first.pass(2);
                await().until(() -> !receiving.got.isEmpty());
            }
            int refused = receiving.got.size();
            well.set(true);
            try (var second = hospital(receiving)) {
                await().until(() -> second.count("remediation_deliveries WHERE state = 'delivered'") == 1);
                // One of the first life's may have been on its way still.
                assertThat(receiving.got).hasSizeBetween(refused + 1, refused + 2)
                        .extracting(Receiving.Got::key)
                        .containsOnly("i1/1");
            }
        }
    }

    @Test
    void anIncidentEscalatesOnceHoweverOftenItComesBack() {
        try (var receiving = new Receiving(vertx, n -> 200); var hospital = hospital(receiving)) {
            Incident incident = needsAPerson(hospital, "i1");
            hospital.incident(FIRED, incident, RESTART_THEN_TELL);
            hospital.pass(3);
            for (int i = 0; i < 5; i++) {
                hospital.incident(AGAIN, needsAPerson(hospital, "i1"), RESTART_THEN_TELL);
                hospital.pass(2);
            }
            await().until(() -> receiving.got.size() == 1);
            hospital.pass(30);
            assertThat(receiving.got).hasSize(1);
        }
    }

    @Test
    void fifteenFailuresInNinetySecondsBecomeTheBudgetAndOneEscalation() {
        try (var receiving = new Receiving(vertx, n -> 200); var hospital = hospital(receiving)) {
            for (int i = 0; i < 15; i++) {
                hospital.engine.running = false;
                Incident incident = incident("i" + i, "ContainerExited", crash(hospital.time.now()));
                hospital.incident(FIRED, incident, RESTART_THEN_TELL);
                hospital.pass(3);
                hospital.incident(RESOLVED, incident, RESTART_THEN_TELL);
                hospital.happens(crash(hospital.time.now()));
                hospital.pass(3);
            }
            assertThat(hospital.engine.restarts).hasSize(5);
            await().until(() -> !receiving.got.isEmpty());
            hospital.pass(10);
            assertThat(receiving.got).extracting(got -> got.body().getString("kind"))
                    .containsOnlyOnce("escalation");
        }
    }

    @Test
    void whatCannotBeRecordedIsNotDoneButToldAfterAMinute() {
        try (var receiving = new Receiving(vertx, n -> 200); var hospital = hospital(receiving)) {
            hospital.diskFull(true);
            hospital.engine.running = false;
            Incident incident = incident("i1", "ContainerExited", crash(hospital.time.now()));
            hospital.incident(FIRED, incident, RESTART_THEN_TELL);
            hospital.pass(55);
            assertThat(receiving.got).isEmpty();
            hospital.pass(15);
            await().until(() -> receiving.got.size() == 1);
            assertThat(receiving.got.getFirst().key()).isEqualTo("i1/0");
            assertThat(receiving.got.getFirst().body().getString("reason")).isEqualTo("no_journal");
            hospital.pass(130);
            assertThat(hospital.engine.restarts).isEmpty();

            hospital.diskFull(false);
            hospital.pass(20);
            assertThat(hospital.engine.restarts).hasSize(1);
            assertThat(hospital.last().state()).isEqualTo("healed");
            assertThat(hospital.last().escalated()).isTrue();
            assertThat(receiving.got).hasSize(1);
            hospital.incident(RESOLVED, incident, RESTART_THEN_TELL);
            await().until(() -> receiving.got.size() == 2);
            assertThat(receiving.got.getLast().body().getString("kind")).isEqualTo("resolved");
        }
    }

    @Test
    void aLadderThatEndsAfterTheJournalIsBackIsToldOfItsEnd() {
        try (var receiving = new Receiving(vertx, n -> 200); var hospital = hospital(receiving)) {
            hospital.diskFull(true);
            hospital.incident(FIRED, needsAPerson(hospital, "i1"), RESTART_THEN_TELL);
            hospital.pass(70);
            await().until(() -> receiving.got.size() == 1);
            hospital.diskFull(false);
            hospital.pass(10);
            await().until(() -> receiving.got.size() == 2);
            assertThat(receiving.got.getLast().key()).isEqualTo("i1/1");
            assertThat(receiving.got.getLast().body().getString("reason")).isNull();
        }
    }

    @Test
    void aJournalThatComesAndGoesWithinAMinuteIsNoNews() {
        try (var receiving = new Receiving(vertx, n -> 200); var hospital = hospital(receiving)) {
            hospital.diskFull(true);
            hospital.engine.running = false;
            hospital.incident(FIRED, incident("i1", "ContainerExited", crash(hospital.time.now())), RESTART_THEN_TELL);
            hospital.pass(40);
            hospital.diskFull(false);
            hospital.pass(20);
            assertThat(hospital.last().state()).isEqualTo("healed");
            assertThat(receiving.got).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void whatBreaksAgainAfterSomebodyMendedItIsHealedAndToldAfresh(int seconds) {
        try (var receiving = new Receiving(vertx, n -> 200); var hospital = hospital(receiving)) {
            hospital.incident(FIRED, needsAPerson(hospital, "i1"), RESTART_THEN_TELL);
            hospital.pass(3);
            await().until(() -> receiving.got.size() == 1);
            hospital.pass(5);
            hospital.engine.comeUp();
            hospital.happens(Samples.touched(hospital.time.now(), "start"));
            hospital.pass(seconds);
            assertThat(hospital.engine.restarts).hasSize(1);

            hospital.incident(AGAIN, needsAPerson(hospital, "i1"), RESTART_THEN_TELL);
            hospital.pass(5);
            assertThat(hospital.engine.restarts).hasSize(2);
            await().until(() -> receiving.got.size() == 2);
            assertThat(receiving.got.getLast().key()).isEqualTo("i1/1.1");
            hospital.incident(RESOLVED, needsAPerson(hospital, "i1"), RESTART_THEN_TELL);
            await().until(() -> receiving.got.size() == 3);
            assertThat(receiving.got.getLast().body().getString("kind")).isEqualTo("resolved");
        }
    }
}
