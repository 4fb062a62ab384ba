package io.dockmedic.remediation.escalate;

import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.AGAIN;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.rules.incident.Incident;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody acknowledges is told again, and in the end to somebody else. */
class RemindersTest {
    private static final int HOUR = 3600;
    private static final Reminding OFTEN = new Reminding(Duration.ofHours(4), null, "");
    private static final Reminding HANDED_ON = new Reminding(Duration.ofHours(4), Duration.ofMinutes(30), "boss");

    @TempDir
    Path dir;
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger status = new AtomicInteger(204);
    private final Receiving anna = new Receiving(vertx, number -> status.get());
    private final Receiving boss = new Receiving(vertx, number -> 204);

    @AfterEach
    void close() {
        anna.close();
        boss.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Hospital hospital(Reminding reminding, Instant now, @Nullable FakeEngine engine) {
        List<Receiver> receivers = reminding.then().isEmpty()
                ? List.of(anna.receiver("anna", reminding))
                : List.of(anna.receiver("anna", reminding), boss.receiver("boss", OFTEN));
        return new Hospital(dir.resolve("journal.db"),
                new RemediationSettings("host", Policy.DEFAULT, receivers, true, null), now, engine).settled();
    }

    private Hospital hospital(Reminding reminding) {
        return hospital(reminding, Hospital.START, null);
    }

    private Incident told(Hospital hospital, String id) {
        hospital.engine.running = false;
        hospital.engine.answer = () -> new CallResult.Refused<>(ErrorClass.BAD_COMMAND, 400, "not found in $PATH");
        Incident incident = incident(id, "ContainerExited", crash(hospital.time.now()));
        hospital.incident(FIRED, incident, RESTART_THEN_TELL);
        hospital.pass(3);
        hospital.until(() -> anna.keys().contains(id + "/1"));
        hospital.quiet();
        return incident;
    }

    /** Everything on its way to a receiver that answers has arrived: else time would pass meanwhile. */
    private void taken(Hospital hospital, String receiver) {
        if (receiver.equals("boss") || status.get() < 300) {
            hospital.until(() -> hospital.count("remediation_deliveries WHERE state = 'pending' AND receiver = '"
                    + receiver + "'") == 0);
        }
    }

    /** Every answer of anna's so far is dealt with: else the next try would be put off from after the jump. */
    private void answersHeard(Hospital hospital) {
        hospital.until(() -> hospital.meters.find("dockmedic.escalations")
                .tag("receiver", "anna")
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum() >= anna.got.size());
        hospital.quiet();
    }

    /** Lets time pass, and what is sent then arrive. */
    private void later(Hospital hospital, int seconds) {
        taken(hospital, "anna");
        taken(hospital, "boss");
        hospital.later(seconds);
        hospital.pass(2);
    }

    @Test
    void itIsToldAgainUntilSomebodyKnowsOfIt() {
        try (Hospital hospital = hospital(OFTEN)) {
            Incident incident = told(hospital, "i1");
            later(hospital, 3 * HOUR);
            assertThat(anna.keys()).containsExactly("i1/1");
            later(hospital, HOUR);
            hospital.until(() -> anna.got.size() == 2);
            JsonObject first = anna.got.getFirst().body();
            JsonObject again = anna.got.getLast().body();
            assertThat(again.getString("idempotency_key")).isEqualTo("i1/1.again1");
            assertThat(again.getString("kind")).isEqualTo("escalation");
            assertThat(again.getInteger("repeat")).isEqualTo(1);
            assertThat(again.getInstant("first_told_at")).isEqualTo(first.getInstant("at"));
            assertThat(again.getInstant("at")).isAfterOrEqualTo(first.getInstant("at").plusSeconds(4 * HOUR));
            assertThat(again.getJsonObject("evidence")).isEqualTo(first.getJsonObject("evidence"));
            later(hospital, 4 * HOUR);
            hospital.until(() -> anna.got.size() == 3);

            Hospital.get(hospital.remarks.acknowledge("i1", "anna", ""));
            later(hospital, 5 * HOUR);
            later(hospital, 5 * HOUR);
            hospital.incident(RESOLVED, incident, RESTART_THEN_TELL);
            hospital.until(() -> anna.keys().contains("i1/resolved"));
            assertThat(anna.keys()).containsExactly("i1/1", "i1/1.again1", "i1/1.again2", "i1/resolved");

            Incident next = told(hospital, "i2");
            later(hospital, 4 * HOUR + 60);
            hospital.until(() -> anna.keys().contains("i2/1.again1"));
            hospital.incident(RESOLVED, next, RESTART_THEN_TELL);
            hospital.until(() -> anna.keys().contains("i2/resolved"));
            later(hospital, 9 * HOUR);
            assertThat(anna.keys()).as("what is over is not told again").hasSize(7).endsWith("i2/resolved");
            assertThat(hospital.count("remediation_pages")).isZero();
        }
    }

    @Test
    void whenIsFoundOutByTheJournalsDatesAfterARestart() {
        Incident incident;
        FakeEngine engine;
        Instant then;
        try (Hospital hospital = hospital(OFTEN)) {
            engine = hospital.engine;
            then = hospital.time.now();
            incident = told(hospital, "i1");
        }
        try (Hospital hospital = hospital(OFTEN, then.plusSeconds(3 * HOUR), engine)) {
            hospital.incident(RESTORED, incident, RESTART_THEN_TELL);
            later(hospital, 30 * 60);
            assertThat(anna.keys()).containsExactly("i1/1");
            later(hospital, 31 * 60);
            hospital.until(() -> anna.got.size() == 2);
        }
        try (Hospital hospital = hospital(OFTEN, then.plusSeconds(9 * HOUR), engine)) {
            later(hospital, 61);
            assertThat(anna.got).as("it is not known yet whether it still fires").hasSize(2);
            hospital.incident(RESTORED, incident, RESTART_THEN_TELL);
            later(hospital, 120);
            assertThat(anna.got).as("it is not known yet whether it is over").hasSize(2);
            later(hospital, 180);
            hospital.until(() -> anna.got.size() == 3);
            assertThat(anna.keys()).containsExactly("i1/1", "i1/1.again1", "i1/1.again2");
        }
        try (Hospital hospital = hospital(OFTEN, then.plusSeconds(20 * HOUR), engine)) {
            later(hospital, 20 * 60);
            assertThat(hospital.count("remediation_pages")).as("the rules did not bring it back").isZero();
            assertThat(anna.got).hasSize(3);
        }
    }

    @Test
    void somebodyElseIsToldWhenNobodyAcknowledgesAndHearsTheEndToo() {
        try (Hospital hospital = hospital(HANDED_ON)) {
            Incident incident = told(hospital, "i1");
            later(hospital, 29 * 60);
            assertThat(boss.got).isEmpty();
            later(hospital, 60);
            hospital.until(() -> boss.got.size() == 1);
            JsonObject body = boss.got.getFirst().body();
            assertThat(body.getString("idempotency_key")).isEqualTo("i1/1");
            assertThat(body.getString("unacknowledged_by")).isEqualTo("anna");
            assertThat(body.getInstant("first_told_at")).isEqualTo(anna.got.getFirst().body().getInstant("at"));
            later(hospital, 4 * HOUR);
            hospital.until(() -> anna.got.size() == 2 && boss.got.size() == 2);
            hospital.incident(RESOLVED, incident, RESTART_THEN_TELL);
            hospital.until(() -> anna.got.size() == 3 && boss.got.size() == 3);
            assertThat(boss.keys()).containsExactly("i1/1", "i1/1.again1", "i1/resolved");
        }
    }

    @Test
    void whoComesNextHearsNothingOfWhatSomebodyKnows() {
        try (Hospital hospital = hospital(HANDED_ON)) {
            Incident incident = told(hospital, "i1");
            Hospital.get(hospital.remarks.acknowledge("i1", "anna", ""));
            later(hospital, HOUR);
            hospital.incident(RESOLVED, incident, RESTART_THEN_TELL);
            hospital.until(() -> anna.keys().contains("i1/resolved"));
            assertThat(boss.got).isEmpty();
        }
    }

    @Test
    void whoDoesNotAnswerIsNotFloodedAndSomebodyElseIsTold() {
        status.set(503);
        try (Hospital hospital = hospital(HANDED_ON)) {
            told(hospital, "i1");
            later(hospital, 30 * 60);
            hospital.until(() -> boss.got.size() == 1);
            later(hospital, 5 * HOUR);
            later(hospital, 5 * HOUR);
            assertThat(anna.keys()).as("the first is not taken yet").containsOnly("i1/1");
            assertThat(hospital.count("remediation_deliveries WHERE receiver = 'anna'")).isEqualTo(1);

            answersHeard(hospital);
            status.set(204);
            hospital.later(11 * 60);
            hospital.pass(2);
            taken(hospital, "anna");
            int before = anna.got.size();
            later(hospital, HOUR);
            assertThat(anna.got).as("who has it only now is not told again at once").hasSize(before);
            later(hospital, 3 * HOUR);
            hospital.until(() -> anna.keys().contains("i1/1.again1"));
        }
    }

    @Test
    void whatIsToldAfreshIsHandedOnAfreshAndItsEndHeardByAll() {
        try (Hospital hospital = hospital(HANDED_ON)) {
            Incident incident = told(hospital, "i1");
            later(hospital, 31 * 60);
            hospital.until(() -> boss.got.size() == 1);
            somebodyStartsIt(hospital);
            later(hospital, 5 * HOUR);
            assertThat(anna.got).as("somebody has it in hand").hasSize(1);
            hospital.engine.running = false;
            hospital.incident(AGAIN, incident("i1", "ContainerExited", crash(hospital.time.now())),
                    RESTART_THEN_TELL);
            hospital.pass(3);
            hospital.until(() -> anna.keys().contains("i1/1.1"));
            later(hospital, 29 * 60);
            assertThat(boss.keys()).as("neither told at once nor again of what was").containsExactly("i1/1");
            later(hospital, 120);
            hospital.until(() -> boss.keys().contains("i1/1.1"));
            assertThat(anna.keys()).containsExactly("i1/1", "i1/1.1");

            somebodyStartsIt(hospital);
            hospital.engine.running = false;
            hospital.incident(AGAIN, incident("i1", "ContainerExited", crash(hospital.time.now())),
                    RESTART_THEN_TELL);
            hospital.pass(3);
            hospital.until(() -> anna.keys().contains("i1/1.2"));
            Hospital.get(hospital.remarks.acknowledge("i1", "anna", ""));
            later(hospital, HOUR);
            hospital.incident(RESOLVED, incident, RESTART_THEN_TELL);
            hospital.until(() -> boss.keys().contains("i1/resolved"));
            assertThat(boss.keys()).containsExactly("i1/1", "i1/1.1", "i1/resolved");
        }
    }

    /** And it comes up. */
    private static void somebodyStartsIt(Hospital hospital) {
        hospital.engine.comeUp();
        hospital.happens(Samples.touched(hospital.time.now(), "start"));
        hospital.pass(15);
    }

    @Test
    void whatIsSilencedIsNotToldAgainBeforeTheSilenceIsOver() {
        try (Hospital hospital = hospital(HANDED_ON)) {
            told(hospital, "i1");
            Hospital.get(hospital.controls.silence(new ServicePattern("web"), Duration.ofHours(5), "", ""));
            later(hospital, 4 * HOUR + 60);
            later(hospital, 120);
            assertThat(anna.got).hasSize(1);
            assertThat(boss.got).isEmpty();
            later(hospital, HOUR);
            later(hospital, 61);
            hospital.until(() -> anna.got.size() == 2 && boss.got.size() == 1);
        }
    }
}
