package io.dockmedic.remediation.escalate;

import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.record.Delivery;
import io.dockmedic.remediation.record.DeliveryRecords;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A receiver's address is dead, and its place is taken by one of another name. */
class SuccessorsTest {
    private static final int MINUTE = 60;
    private static final int IN_SIGHT = 5 * MINUTE;

    @TempDir
    Path dir;
    private final Vertx vertx = Vertx.vertx();
    private final Receiving dead = new Receiving(vertx, number -> 503);
    private final Receiving taking = new Receiving(vertx, number -> 204);

    @AfterEach
    void close() {
        dead.close();
        taking.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static RemediationSettings with(Receiver... receivers) {
        return new RemediationSettings("host", Policy.DEFAULT, List.of(receivers), true, null);
    }

    private Hospital next(Hospital before, RemediationSettings settings) {
        return new Hospital(dir.resolve("journal.db"), settings, before.time.now().plusSeconds(1), before.engine)
                .settled();
    }

    /** It waits for the one that is dead; answers the incident. */
    private Incident waits(Hospital first) {
        first.engine.running = false;
        first.engine.answer = () -> new CallResult.Refused<>(ErrorClass.BAD_COMMAND, 400, "not found in $PATH");
        Incident incident = incident("i1", "ContainerExited", crash(first.time.now()));
        first.incident(FIRED, incident, RESTART_THEN_TELL);
        first.pass(3);
        first.until(() -> !dead.got.isEmpty() && rows(first, "receiver = 'pager'") == 1);
        first.quiet();
        return incident;
    }

    private static long rows(Hospital hospital, String which) {
        return hospital.count("remediation_deliveries WHERE " + which);
    }

    private static void firesStill(Hospital hospital, Incident incident, Consumer<Hospital> then) {
        hospital.incident(RESTORED, incident, RESTART_THEN_TELL);
        hospital.later(IN_SIGHT - MINUTE);
        assertThat(taken(hospital)).as("it may be over").isZero();
        then.accept(hospital);
        hospital.pass(2 * MINUTE);
    }

    private static long taken(Hospital hospital) {
        return rows(hospital, "state = 'delivered'");
    }

    /** Starts with two others; {@code then} does something to it before it is known what fires; and starts once more. */
    private void replaced(Consumer<Hospital> before, Consumer<Hospital> then, Consumer<Hospital> last) {
        RemediationSettings others = with(taking.receiver("phone"), taking.receiver("tablet"));
        try (Hospital first = new Hospital(dir.resolve("journal.db"), with(dead.receiver("pager"))).settled()) {
            Incident incident = waits(first);
            before.accept(first);
            first.journalGoesAway();
            try (Hospital second = next(first, others)) {
                firesStill(second, incident, then);
                second.journalGoesAway();
                try (Hospital third = next(second, others)) {
                    third.incident(RESTORED, incident, RESTART_THEN_TELL);
                    third.later(IN_SIGHT);
                    third.pass(MINUTE);
                    last.accept(third);
                    third.incident(RESOLVED, incident, RESTART_THEN_TELL);
                    third.until(() -> taking.keys().contains("i1/resolved"));
                }
            }
        }
    }

    private static void bothAreTold(Hospital hospital) {
        hospital.until(() -> taken(hospital) == 2);
        assertThat(rows(hospital, "key = 'i1/1' AND state = 'delivered'")).isEqualTo(2);
        hospital.until(() -> rows(hospital, "receiver = 'pager' AND state = 'handed_on'") == 1);
        assertThat(hospital.count("remediation_pages WHERE receiver = 'pager' AND incidents = '[]'")).isEqualTo(1);
        assertThat(hospital.health.parts()).doesNotContainKey("remediation.dead_letters");
    }

    @Test
    void thoseWhoAreThereNowAreToldOnceWhatWaitedForIt() {
        replaced(first -> {}, second -> {}, third -> {
            bothAreTold(third);
            assertThat(taking.keys()).containsExactly("i1/1", "i1/1");
        });
    }

    /** Killed before they are written down to be told, and when they are but not that they have taken the place. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void soItIsOverKillNine(int writes) {
        replaced(first -> {}, second -> second.killedAfterWrites(writes), third -> {
            bothAreTold(third);
            assertThat(Set.copyOf(taking.keys())).as("the same message").containsExactly("i1/1");
        });
    }

    /** It holds whatever has become of its incident. */
    @Test
    void whatIsNotPutBackIsToldAtOnceToWhomeverWasNotTold() {
        String body = new JsonObject().put("kind", "kept").put("act", new JsonObject().put("incident", "i1")).encode();
        try (Hospital first = new Hospital(dir.resolve("journal.db"), with(dead.receiver("pager"))).settled()) {
            DeliveryRecords records = new DeliveryRecords(first.journal);
            Hospital.get(records.post(List.of(new Delivery("act/kept", "pager", first.time.now(), body),
                    new Delivery("act/kept", "phone", first.time.now(), body)), List.of()));
            Hospital.get(records.delivered(new Delivery("act/kept", "phone", first.time.now(), body),
                    "delivered", 1, "", first.time.now(), Optional.empty()));
            first.journalGoesAway();
            try (Hospital second = next(first, with(taking.receiver("phone"), taking.receiver("tablet")))) {
                second.until(() -> taken(second) == 2);
                second.quiet();
                assertThat(taking.keys()).as("the tablet").containsExactly("act/kept");
                assertThat(rows(second, "receiver = 'pager' AND state = 'handed_on'")).isEqualTo(1);
            }
        }
    }

    @Test
    void whatSomebodyKnowsOfIsNotTold() {
        replaced(first -> Hospital.get(first.remarks.acknowledge("i1", "ann", "")), second -> {}, third -> {
            assertThat(taking.got).isEmpty();
            assertThat(rows(third, "state = 'given_up'")).isEqualTo(1);
            assertThat(third.health.parts()).doesNotContainKey("remediation.dead_letters");
        });
    }
}
