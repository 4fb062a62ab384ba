package io.dockmedic.remediation.escalate;

import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.record.DeliveryRecords;
import io.dockmedic.rules.incident.Incident;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody was told of is seen until somebody has seen it. */
class DeadLetterTest {
    private static final String PART = "remediation.dead_letters";
    private static final int MINUTE = 60;
    private static final int TIDIED = 11 * MINUTE;
    private static final int HOUR = 3600;
    private static final int DAY = 24 * HOUR;

    @TempDir
    Path dir;
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger status = new AtomicInteger(503);
    private final Receiving receiving = new Receiving(vertx, number -> status.get());

    @AfterEach
    void close() {
        receiving.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Hospital hospital(String receiver, Instant now) {
        return new Hospital(dir.resolve("journal.db"), new RemediationSettings("host", Policy.DEFAULT,
                List.of(receiving.receiver(receiver)), true, null), now, null).settled();
    }

    private Incident fires(Hospital hospital, String id) {
        hospital.engine.running = false;
        hospital.engine.answer = () -> new CallResult.Refused<>(ErrorClass.BAD_COMMAND, 400, "not found in $PATH");
        Incident incident = incident(id, "ContainerExited", crash(hospital.time.now()));
        hospital.incident(FIRED, incident, RESTART_THEN_TELL);
        hospital.pass(3);
        hospital.until(() -> !receiving.got.isEmpty() && failed(hospital) == receiving.got.size());
        return incident;
    }

    /** Two posts or more, a day apart. */
    private Incident givenUp(Hospital hospital, String id) {
        Incident incident = fires(hospital, id);
        hospital.later(DAY + 1);
        hospital.until(() -> rows(hospital, "given_up") == 1);
        return incident;
    }

    private static double failed(Hospital hospital) {
        return count(hospital, "failed") + count(hospital, "given_up");
    }

    private static double count(Hospital hospital, String result) {
        return Optional.ofNullable(hospital.meters.find("dockmedic.escalations").tag("result", result).counter())
                .map(Counter::count)
                .orElse(0.0);
    }

    private static long rows(Hospital hospital, String state) {
        return hospital.count("remediation_deliveries WHERE state = '" + state + "'");
    }

    private static List<DeliveryRecords.Told> told(Hospital hospital, String incident) {
        return Hospital.get(new DeliveryRecords(hospital.journal).about(incident));
    }

    private static Health.Status status(Hospital hospital, String part) {
        return Optional.ofNullable(hospital.health.parts().get(part)).map(Health.Part::status).orElse(Health.Status.UP);
    }

    private static String reason(Hospital hospital) {
        return Objects.requireNonNull(hospital.health.parts().get(PART)).reason();
    }

    @Test
    void itIsSeenOverARestartAndTheNextMessageThatIsTakenUntilAWeekIsOver() {
        Instant later;
        try (Hospital hospital = hospital("pager", Hospital.START)) {
            Incident first = givenUp(hospital, "i1");
            assertThat(count(hospital, "given_up")).isEqualTo(1);
            assertThat(reason(hospital)).contains("pager of i1", "dockmedic show")
                    .doesNotContain("s3cret");
            assertThat(told(hospital, "i1")).singleElement().satisfies(one -> {
                assertThat(one.receiver()).isEqualTo("pager");
                assertThat(one.state()).isEqualTo("given_up");
                assertThat(one.attempts()).isPositive();
                assertThat(one.ended()).isNotNull();
            });
            assertThat(told(hospital, "i")).as("another").isEmpty();
            status.set(204);
            hospital.incident(RESOLVED, first, RESTART_THEN_TELL);
            hospital.until(() -> status(hospital, "escalation.pager") == Health.Status.UP
                    && rows(hospital, "delivered") > 0);
            assertThat(status(hospital, PART)).isEqualTo(Health.Status.DEGRADED);
            later = hospital.time.now();
        }
        try (Hospital hospital = hospital("pager", later)) {
            hospital.until(() -> status(hospital, PART) == Health.Status.DEGRADED);
            hospital.later(7 * DAY - HOUR);
            assertThat(status(hospital, PART)).isEqualTo(Health.Status.DEGRADED);
            hospital.later(HOUR);
            assertThat(hospital.health.parts().get(PART)).isEqualTo(new Health.Part(Health.Status.UP, ""));
        }
    }

    @Test
    void whoAcknowledgesTheIncidentOrNotesSomethingOfItEndsThat() {
        Instant later;
        try (Hospital hospital = hospital("pager", Hospital.START)) {
            givenUp(hospital, "i1");
            Hospital.get(hospital.remarks.note("another", "ann", "seen"));
            hospital.quiet();
            assertThat(status(hospital, PART)).isEqualTo(Health.Status.DEGRADED);
            Hospital.get(hospital.remarks.note("i1", "ann", "seen in the morning"));
            hospital.quiet();
            assertThat(hospital.health.parts().get(PART)).isEqualTo(new Health.Part(Health.Status.UP, ""));
            later = hospital.time.now();
        }
        try (Hospital hospital = hospital("pager", later)) {
            hospital.quiet();
            assertThat(hospital.health.parts()).doesNotContainKey(PART);
        }
    }

    /** Before it was given up, and not that they know of it. */
    @Test
    void whatWasNotedBeforeIsNoAnswerAfterARestartEither() {
        Instant later;
        try (Hospital hospital = hospital("pager", Hospital.START)) {
            fires(hospital, "i1");
            Hospital.get(hospital.remarks.note("i1", "ann", "seen once"));
            hospital.later(DAY + 1);
            hospital.until(() -> rows(hospital, "given_up") == 1);
            assertThat(status(hospital, PART)).isEqualTo(Health.Status.DEGRADED);
            later = hospital.time.now();
        }
        try (Hospital hospital = hospital("pager", later)) {
            hospital.quiet();
            assertThat(status(hospital, PART)).isEqualTo(Health.Status.DEGRADED);
            Hospital.get(hospital.remarks.acknowledge("i1", "ann", ""));
            hospital.quiet();
            later = hospital.time.now();
        }
        try (Hospital hospital = hospital("pager", later)) {
            hospital.quiet();
            assertThat(hospital.health.parts()).doesNotContainKey(PART);
        }
    }

    @Test
    void whatAPersonKnowsOfByThenIsNone() {
        try (Hospital hospital = hospital("pager", Hospital.START)) {
            fires(hospital, "i1");
            Hospital.get(hospital.remarks.acknowledge("i1", "ann", ""));
            hospital.later(DAY + 1);
            hospital.until(() -> rows(hospital, "given_up") == 1);
            assertThat(hospital.health.parts()).doesNotContainKey(PART);
        }
    }

    @Test
    void whatWaitsForAReceiverThatIsGoneAndIsOverIsGivenUp() {
        Instant later;
        try (Hospital hospital = hospital("pager", Hospital.START)) {
            fires(hospital, "i1");
            later = hospital.time.now().plus(Duration.ofMinutes(1));
        }
        try (Hospital hospital = hospital("phone", later)) {
            hospital.quiet();
            assertThat(rows(hospital, "given_up")).as("what fires is not known yet").isZero();
            hospital.later(TIDIED);
            hospital.later(MINUTE);
            hospital.until(() -> rows(hospital, "given_up") == 1);
            assertThat(hospital.count("remediation_deliveries WHERE detail ="
                    + " 'receiver pager: it is not configured any more'")).isEqualTo(1);
            assertThat(count(hospital, "given_up")).isEqualTo(1);
            assertThat(reason(hospital)).contains("pager of i1");
        }
    }
}
