package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dockmedic itself is restarted, with the same journal. */
class RestartTest {
    private static final RemediationSettings SETTINGS = RemediationSettings.defaults("host");

    @TempDir
    Path dir;

    /** A first life that ends without warning, and a second one that finds the same journal and engine. */
    private void twoLives(Consumer<Hospital> first, Duration between, Consumer<Hospital> second) {
        Path file = dir.resolve("journal.db");
        try (Hospital one = new Hospital(file, SETTINGS).settled()) {
            first.accept(one);
            one.journalGoesAway();
            try (Hospital two = new Hospital(file, SETTINGS, one.time.now().plus(between), one.engine)) {
                second.accept(two);
            }
        }
    }

    @Test
    void theBudgetSurvivesARestart() {
        twoLives(
                first -> {
                    for (int i = 1; i <= 5; i++) {
                        first.engine.running = false;
                        first.incident(FIRED, incident("i" + i, "ContainerExited", crash(first.time.now())),
                                RESTART_THEN_TELL);
                        first.pass(12);
                    }
                    assertThat(first.engine.restarts).hasSize(5);
                },
                Duration.ofMinutes(1),
                second -> {
                    second.settled();
                    second.engine.running = false;
                    second.incident(FIRED, incident("i6", "ContainerExited", crash(second.time.now())),
                            RESTART_THEN_TELL);
                    second.pass(5);
                    assertThat(second.engine.restarts).hasSize(5);
                    assertThat(second.last().state()).isEqualTo("escalated");
                    assertThat(second.last().attempts().getFirst().reason()).isEqualTo("budget_service");
                });
    }

    /** What its rule waited for went by while nobody looked; the rules have it fire once they have looked at the world again. */
    @Test
    void whatFellDueWhileWeWereAwayIsToldNotActedOn() {
        Incident[] incident = new Incident[1];
        twoLives(
                first -> {
                    first.engine.running = false;
                    incident[0] = incident("i1", "ContainerExited", crash(first.time.now()));
                },
                Duration.ofMinutes(10),
                second -> {
                    second.settled();
                    second.incident(FIRED, incident[0], RESTART_THEN_TELL);
                    second.pass(5);
                    assertThat(second.engine.restarts).isEmpty();
                    assertThat(second.last().state()).isEqualTo("escalated");
                    assertThat(second.last().attempts().getFirst().reason()).isEqualTo("stale");
                });
    }

    /** Not long ago, and so not too old to act on; but what came meanwhile nobody knows. */
    @Test
    void aTimerThatWasMissedIsToldAtOnceAndActsOnlyWhenTheFaultComesOnceMore() {
        Incident[] incident = new Incident[1];
        twoLives(
                first -> {
                    first.engine.running = false;
                    incident[0] = incident("i1", "NeverHealthy", crash(first.time.now()));
                },
                Duration.ofMinutes(1),
                second -> {
                    second.settled();
                    Incident missed = Samples.missed(incident[0], incident[0].activeAt().plusSeconds(30));
                    second.incident(FIRED, missed, RESTART_THEN_TELL);
                    second.pass(5);
                    assertThat(second.engine.restarts).isEmpty();
                    assertThat(second.last().state()).isEqualTo("escalated");
                    assertThat(second.last().attempts().getFirst().reason()).isEqualTo("missed");
                    second.incident(FIRED, incident("i2", "NeverHealthy", crash(second.time.now())),
                            RESTART_THEN_TELL);
                    second.pass(5);
                    assertThat(second.engine.restarts).hasSize(1);
                });
    }

    @Test
    void anActWhoseOutcomeWasNotWrittenIsSettledByLooking() {
        Incident[] incident = new Incident[1];
        twoLives(
                first -> {
                    first.engine.running = false;
                    incident[0] = incident("i1", "ContainerExited", crash(first.time.now()));
                    // The engine does it, but we are gone before we hear of it.
                    first.engine.answer = () -> {
                        first.journalGoesAway();
                        return new CallResult.Unknown<>("gone");
                    };
                    first.incident(FIRED, incident[0], RESTART_THEN_TELL);
                    first.time.advance(Duration.ofSeconds(1));
                    first.until(() -> first.engine.restarts.size() == 1);
                },
                Duration.ofSeconds(10),
                second -> {
                    assertThat(second.count("remediation_acts")).isEqualTo(1);
                    second.engine.answer = FakeEngine::done;
                    second.settled();
                    second.incident(RESTORED, incident[0], RESTART_THEN_TELL);
                    second.pass(20);
                    assertThat(second.engine.restarts).hasSize(1);
                    assertThat(second.count("remediation_acts WHERE outcome = 'done'")).isEqualTo(1);
                    assertThat(second.last().state()).isEqualTo("healed");
                });
    }

    /** A restart whose call was the last thing we did before the end, and which the engine never did. */
    private void unheard(Hospital first, Incident incident) {
        first.engine.restartWorks = false;
        first.engine.answer = () -> {
            first.journalGoesAway();
            return new CallResult.Unknown<>("gone");
        };
        first.incident(FIRED, incident, RESTART_THEN_TELL);
        first.time.advance(Duration.ofSeconds(1));
        first.until(() -> first.engine.restarts.size() == 1);
    }

    /** Killed again and again, always before the engine must have heard: that time counts over all lives. */
    @Test
    void anActIsSettledThoughNoLifeIsLongEnoughForIt() {
        Path file = dir.resolve("journal.db");
        try (Hospital first = new Hospital(file, SETTINGS).settled()) {
            unheard(first, dies(first));
            Instant now = first.time.now().plusSeconds(60);
            for (int life = 1; life <= 3; life++) {
                try (Hospital next = new Hospital(file, SETTINGS, now, first.engine)) {
                    next.happens(Samples.connected(now));
                    next.pass(3);
                    now = next.time.now().plusSeconds(1);
                    assertThat(next.count("remediation_acts WHERE outcome = 'refused'")).as("life " + life)
                            .isEqualTo(life == 1 ? 0 : 1);
                }
            }
        }
    }

    private static Incident dies(Hospital hospital) {
        hospital.engine.running = false;
        return incident("i1", "ContainerExited", crash(hospital.time.now()));
    }

    private static Incident sickens(Hospital hospital) {
        hospital.engine.running = true;
        hospital.engine.health = "unhealthy";
        return incident("i1", "ContainerUnhealthy",
                Samples.health(hospital.time.now(), Samples.CONSENT, "unhealthy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT10S", "PT-1H", "P-1D"})
    void aRestartThatWasNeverCarriedOutGoesToAPersonNotToASecondCall(Duration between) {
        Incident[] incident = new Incident[1];
        twoLives(
                first -> {
                    incident[0] = sickens(first);
                    unheard(first, incident[0]);
                },
                between,
                second -> {
                    second.settled();
                    second.incident(RESTORED, incident[0], RESTART_THEN_TELL);
                    second.pass(80);
                    assertThat(second.engine.restarts).hasSize(1);
                    assertThat(second.last().state()).isEqualTo("escalated");
                });
    }

    @Test
    void aStartThatWasNeverCarriedOutIsDoneAfterAll() {
        Incident[] incident = new Incident[1];
        twoLives(
                first -> {
                    incident[0] = dies(first);
                    unheard(first, incident[0]);
                },
                Duration.ofSeconds(10),
                second -> {
                    second.engine.restartWorks = true;
                    second.engine.answer = FakeEngine::done;
                    second.settled();
                    second.incident(RESTORED, incident[0], RESTART_THEN_TELL);
                    second.pass(25);
                    assertThat(second.engine.restarts).hasSize(2);
                    assertThat(second.last().state()).isEqualTo("healed");
                    assertThat(second.count("remediation_acts WHERE outcome = 'refused'")).isEqualTo(1);
                });
    }

    @Test
    void whatWasRefusedRightBeforeTheEndIsTriedAgain() {
        Incident[] incident = new Incident[1];
        twoLives(
                first -> {
                    first.engine.answer = () -> new CallResult.Refused<>(ErrorClass.SERVER_ERROR, 500, "busy: try");
                    incident[0] = sickens(first);
                    first.incident(FIRED, incident[0], RESTART_THEN_TELL);
                    first.pass(2);
                    assertThat(first.last().state()).isEqualTo("waiting");
                    // The outcome had been written, the ladder not yet.
                    Hospital.get(first.journal.write(connection -> {
                        try (Statement statement = connection.createStatement()) {
                            return statement.executeUpdate("UPDATE remediation_ladders SET body = json_set(body,"
                                    + " '$.state', 'acting', '$.act', (SELECT id FROM remediation_acts))");
                        }
                    }));
                },
                Duration.ofSeconds(10),
                second -> {
                    second.engine.answer = FakeEngine::done;
                    second.settled();
                    second.incident(RESTORED, incident[0], RESTART_THEN_TELL);
                    second.pass(3);
                    assertThat(second.last().attempts().getLast().outcome()).contains("server_error", "busy: try");
                    second.pass(20);
                    assertThat(second.engine.restarts).hasSize(2);
                    assertThat(second.last().state()).isEqualTo("healed");
                });
    }

    /** A machine without a clock of its own begins each boot with an old time. */
    @ParameterizedTest
    @ValueSource(strings = {"PT-1H", "P-1D"})
    void aBudgetIsNeitherForgottenNorFrozenByAClockThatIsBehind(Duration between) {
        twoLives(
                first -> {
                    for (int i = 1; i <= 5; i++) {
                        first.engine.running = false;
                        first.incident(FIRED, incident("i" + i, "ContainerExited", crash(first.time.now())),
                                RESTART_THEN_TELL);
                        first.pass(12);
                    }
                    assertThat(first.engine.restarts).hasSize(5);
                },
                between,
                second -> {
                    second.settled();
                    second.engine.running = false;
                    second.incident(FIRED, incident("i6", "ContainerExited", crash(second.time.now())),
                            RESTART_THEN_TELL);
                    second.pass(3);
                    assertThat(second.last().attempts().getFirst().reason()).isEqualTo("budget_service");
                    second.time.advance(Duration.ofHours(1));
                    second.incident(FIRED, incident("i7", "ContainerExited", crash(second.time.now())),
                            RESTART_THEN_TELL);
                    second.pass(3);
                    assertThat(second.engine.restarts).hasSize(6);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1H", "P-1D"})
    void aWaitIsNotLongerByAClockThatIsBehind(Duration between) {
        Incident[] incident = new Incident[1];
        twoLives(
                first -> {
                    incident[0] = dies(first);
                    first.incident(FIRED, incident[0], RESTART_THEN_TELL);
                    first.pass(2);
                    first.engine.running = false;
                    first.happens(crash(first.time.now()));
                    first.quiet();
                    assertThat(first.last().state()).isEqualTo("waiting");
                },
                between,
                second -> {
                    second.settled();
                    second.incident(RESTORED, incident[0], RESTART_THEN_TELL);
                    second.pass(15);
                    assertThat(second.engine.restarts).hasSize(2);
                    assertThat(second.last().state()).isEqualTo("healed");
                });
    }

    @Test
    void aPersonWhoWasToldIsNotToldAgain() {
        Incident[] incident = new Incident[1];
        twoLives(
                first -> {
                    first.engine.there = false;
                    incident[0] = incident("i1", "ContainerExited", crash(first.time.now()));
                    first.incident(FIRED, incident[0], RESTART_THEN_TELL);
                    first.pass(3);
                    assertThat(first.last().state()).isEqualTo("escalated");
                },
                Duration.ofSeconds(10),
                second -> {
                    second.settled();
                    second.incident(RESTORED, incident[0], RESTART_THEN_TELL);
                    second.pass(30);
                    assertThat(second.count("remediation_decisions WHERE action = 'escalate'")).isEqualTo(1);
                });
    }

    @Test
    void aWaitGoesOnWhereItWas() {
        Incident[] incident = new Incident[1];
        twoLives(
                first -> {
                    first.engine.running = false;
                    incident[0] = incident("i1", "ContainerExited", crash(first.time.now()));
                    first.incident(FIRED, incident[0], RESTART_THEN_TELL);
                    first.pass(2);
                    first.engine.running = false;
                    first.happens(crash(first.time.now().plusMillis(5)));
                    assertThat(first.last().state()).isEqualTo("waiting");
                },
                Duration.ofSeconds(1),
                second -> {
                    second.settled();
                    second.incident(RESTORED, incident[0], RESTART_THEN_TELL);
                    second.pass(15);
                    assertThat(second.engine.restarts).hasSize(2);
                    assertThat(second.last().state()).isEqualTo("healed");
                    assertThat(second.last().attempts()).hasSize(2);
                });
    }

    @Test
    void whatIsOverBeforeItsRemedyIsTakenUpAgainEndsInTheJournalToo() {
        Incident[] incident = new Incident[1];
        twoLives(
                first -> {
                    first.engine.there = false;
                    incident[0] = incident("i1", "ContainerExited", crash(first.time.now()));
                    first.incident(FIRED, incident[0], RESTART_THEN_TELL);
                    first.pass(3);
                },
                Duration.ofSeconds(10),
                second -> {
                    second.settled();
                    assertThat(second.count("remediation_ladders WHERE ended = 0")).isEqualTo(1);
                    second.incident(RESOLVED, incident[0], RemedyPlan.NONE);
                    second.pass(1);
                    assertThat(second.count("remediation_ladders WHERE ended = 1")).isEqualTo(1);
                });
    }

    @Test
    void aJournalThatIsReadLateDoesNotBeginALadderAnew() {
        Path file = dir.resolve("journal.db");
        try (Hospital one = new Hospital(file, SETTINGS).settled()) {
            one.engine.there = false;
            Incident incident = incident("i1", "ContainerExited", crash(one.time.now()));
            one.incident(FIRED, incident, RESTART_THEN_TELL);
            one.pass(3);
            assertThat(one.last().state()).isEqualTo("escalated");
            one.journalGoesAway();
            try (Hospital two = new Hospital(file, SETTINGS, one.time.now(), one.engine, false).settled()) {
                two.incident(RESTORED, incident, RESTART_THEN_TELL);
                two.pass(3);
                two.journalReadable();
                two.pass(10);
                assertThat(two.count("remediation_decisions WHERE action = 'escalate'")).isEqualTo(1);
                two.incident(RESOLVED, incident, RESTART_THEN_TELL);
                two.pass(1);
                assertThat(two.count("remediation_ladders WHERE ended = 1")).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"web, 0", "other, 1"})
    void aLadderThatCannotBeReadStopsItsServiceAndNoOther(String service, int restarts) {
        twoLives(
                first -> Hospital.get(first.journal.write(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        return statement.executeUpdate("INSERT INTO remediation_ladders VALUES ('x', 0, 'R', '"
                                + service + "', 'waiting', 0, NULL, '{}')");
                    }
                })),
                Duration.ofSeconds(10),
                second -> {
                    second.settled();
                    second.incident(FIRED, dies(second), RESTART_THEN_TELL);
                    second.pass(5);
                    assertThat(second.engine.restarts).hasSize(restarts);
                    assertThat(second.health.parts().toString()).contains("no acts on " + service);
                });
    }
}
