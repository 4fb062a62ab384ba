package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void anIntentThatWasNeverCarriedOutGoesToAPersonNotToASecondCall() {
        Incident[] incident = new Incident[1];
        twoLives(
                first -> {
                    first.engine.running = false;
                    first.engine.restartWorks = false;
                    incident[0] = incident("i1", "ContainerExited", crash(first.time.now()));
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
                    second.settled();
                    second.incident(RESTORED, incident[0], RESTART_THEN_TELL);
                    second.pass(80);
                    assertThat(second.engine.restarts).hasSize(1);
                    assertThat(second.last().state()).isEqualTo("escalated");
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
}
