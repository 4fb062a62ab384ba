package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.seconds;
import static io.dockmedic.rules.incident.IncidentChange.What.AGAIN;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.ContainerReading;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.brake.QuietTimes;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.brake.Window;
import io.dockmedic.remediation.decide.brake.Windows;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would disturb a service waits for the time at which it is least in use, or a person is told. The hospital opens at midnight. */
class QuietTimeTest {
    private static final Step RESTART = new Step("restart", Map.of(), seconds(0), null, null, Duration.ofHours(2),
            new Step.Verify(Step.State.RUNNING, Duration.ofSeconds(5), Duration.ofSeconds(30)));
    private static final RemedyPlan PLAN = new RemedyPlan(List.of(RESTART, ESCALATE));

    @TempDir
    Path dir;

    private static Window window(String name, LocalTime from, LocalTime to, String service) {
        return new Window(name, EnumSet.allOf(DayOfWeek.class), from, to, ZoneOffset.UTC,
                List.of(new ServicePattern(service)));
    }

    private Hospital opened(String service) {
        return opened(service, Windows.NONE, Hospital.START);
    }

    private Hospital opened(String service, Windows maintenance, Instant now) {
        Policy base = Policy.DEFAULT;
        QuietTimes quiet = new QuietTimes(
                List.of(window("night", LocalTime.of(1, 30), LocalTime.of(2, 0), service)));
        return new Hospital(dir.resolve("journal.db"), new RemediationSettings("host",
                new Policy(base.heal(), false, base.service(), base.rule(), base.action(), base.host(), base.settle(),
                        base.staleAfter(), base.cooldown(), base.storm(), maintenance, base.permits(),
                        base.ownContainers(), base.ownImages(), base.groups(), quiet),
                List.of(), true, null, RemediationSettings.Asking.DEFAULT, List.of(), Optional.empty()), now, null)
                .settled();
    }

    private static Incident leak(Hospital hospital) {
        return incident("i1", "Leaks", new ContainerReading.Sampled(hospital.time.now(), "host",
                Origin.DOCKMEDIC, Samples.container(Samples.CONSENT), new Usage(Duration.ofSeconds(10), 10, 0, 0, 80,
                        100, 80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)));
    }

    private static Incident leaks(Hospital hospital) {
        return leaks(hospital, PLAN);
    }

    private static Incident leaks(Hospital hospital, RemedyPlan plan) {
        Incident leak = leak(hospital);
        hospital.incident(FIRED, leak, plan);
        return leak;
    }

    private static void comesTo(Hospital hospital, String state) {
        hospital.until(() -> {
            hospital.pass(1);
            return !hospital.remedies.isEmpty() && hospital.last().state().equals(state);
        });
    }

    @Test
    void itWaitsForTheQuietTimeAndIsDoneThen() {
        try (Hospital hospital = opened("web")) {
            leaks(hospital);
            hospital.quiet();
            assertThat(hospital.last().attempts().getLast().reason()).isEqualTo("not_quiet");
            assertThat(hospital.last().attempts().getLast().detail())
                    .isEqualTo("the next quiet time, night, begins at 2026-11-01T01:30:00Z");
            hospital.until(() -> {
                hospital.later(300);
                return !hospital.engine.restarts.isEmpty();
            });
            assertThat(hospital.time.now()).isBetween(Hospital.START.plus(Duration.ofMinutes(90)),
                    Hospital.START.plus(Duration.ofMinutes(96)));
            comesTo(hospital, "healed");
        }
    }

    @Test
    void whereTheQuietTimeIsTooFarAwayAPersonIsToldAtOnce() {
        try (Hospital hospital = opened("web")) {
            hospital.later(3 * 60 * 60);
            hospital.settled();
            leaks(hospital);
            comesTo(hospital, "escalated");
            assertThat(hospital.last().attempts().getFirst().detail()).isEqualTo(
                    "the next quiet time, night, begins at 2026-11-02T01:30:00Z, later than the 2h that it may wait");
            assertThat(hospital.engine.restarts).isEmpty();
        }
    }

    @Test
    void whereTheOwnerHasNamedNoneForTheServiceAPersonIsToldAtOnce() {
        try (Hospital hospital = opened("shop/*")) {
            leaks(hospital);
            comesTo(hospital, "escalated");
            assertThat(hospital.last().attempts().getFirst().detail())
                    .isEqualTo("it is for a quiet time, and the configuration has none for web");
            assertThat(hospital.engine.restarts).isEmpty();
        }
    }

    @Test
    void whatIsOverMeanwhileIsLeftAlone() {
        try (Hospital hospital = opened("web")) {
            Incident leak = leaks(hospital);
            hospital.quiet();
            hospital.incident(RESOLVED, leak, PLAN);
            hospital.until(() -> {
                hospital.later(300);
                return hospital.time.now().isAfter(Hospital.START.plus(Duration.ofMinutes(95)));
            });
            hospital.quiet();
            assertThat(hospital.engine.restarts).isEmpty();
            assertThat(hospital.remedies).extracting(RemedyChange::state).last().isEqualTo("over");
        }
    }

    private static RemedyPlan waitsFor(Duration patience, int... attempts) {
        return new RemedyPlan(List.of(new Step("restart", Map.of(), seconds(attempts), null, null, patience,
                RESTART.verify()), ESCALATE));
    }

    /** Each quiet time is in a maintenance window: it does not wait for the next one, and for the one after. */
    @Test
    void howLongItMayWaitCountsFromTheFirstTime() {
        Windows nightly = new Windows(List.of(window("backup", LocalTime.of(1, 0), LocalTime.of(3, 0), "*")));
        try (Hospital hospital = opened("web", nightly, Hospital.START)) {
            leaks(hospital, waitsFor(Duration.ofHours(24), 0));
            hospital.until(() -> {
                hospital.later(300);
                return hospital.last().state().equals("escalated");
            });
            assertThat(hospital.time.now()).isBetween(Hospital.START.plus(Duration.ofHours(3)),
                    Hospital.START.plus(Duration.ofMinutes(190)));
            assertThat(hospital.last().attempts()).extracting(Attempt::detail)
                    .anyMatch(one -> one.contains(", later than the 1d that it may wait, of which 3h"));
            assertThat(hospital.engine.restarts).isEmpty();
        }
    }

    /** What has waited before a person took care of it is over: two days later it may wait as long again. */
    @Test
    void aRemedyThatIsBegunAnewMayWaitAsLongAgain() {
        try (Hospital hospital = opened("web")) {
            leaks(hospital);
            hospital.quiet();
            hospital.pass(1);
            hospital.happens(Samples.touched(hospital.time.now(), "update"));
            comesTo(hospital, "yielded");
            hospital.later(2 * 24 * 60 * 60 - (int) Duration.between(Hospital.START, hospital.time.now()).toSeconds());
            comesTo(hospital, "escalated");
            hospital.happens(Samples.touched(hospital.time.now(), "update"));
            comesTo(hospital, "yielded");
            hospital.incident(AGAIN, leak(hospital), PLAN);
            comesTo(hospital, "waiting");
            List<Attempt> restarts = hospital.last()
                    .attempts()
                    .stream()
                    .filter(one -> one.action().equals("restart") && !one.reason().equals("yielded"))
                    .toList();
            assertThat(restarts).extracting(Attempt::reason).containsOnly("not_quiet");
            assertThat(restarts).extracting(Attempt::outcome)
                    .containsExactly("put off, until the remedy was begun anew", "");
            assertThat(restarts.getLast().detail())
                    .isEqualTo("the next quiet time, night, begins at 2026-11-03T01:30:00Z");
        }
    }

    /** What did not help in one quiet time is a person's, and not the next one's. */
    @Test
    void aSecondAttemptWaitsForNoOther() {
        try (Hospital hospital = opened("web", Windows.NONE, Hospital.START.plus(Duration.ofMinutes(91)))) {
            hospital.engine.restartWorks = false;
            leaks(hospital, waitsFor(Duration.ofHours(24), 0, 40 * 60));
            hospital.until(() -> {
                hospital.later(30);
                return hospital.last().state().equals("escalated");
            });
            assertThat(hospital.engine.restarts).hasSize(1);
            assertThat(hospital.time.now()).isBefore(Hospital.START.plus(Duration.ofHours(3)));
        }
    }

    @Test
    void thatADeathIsOldByThenDoesNotMatter() {
        try (Hospital hospital = opened("web")) {
            hospital.engine.running = false;
            hospital.incident(FIRED, incident("i1", "ContainerExited", crash(hospital.time.now())), PLAN);
            hospital.until(() -> {
                hospital.later(300);
                return !hospital.engine.starts.isEmpty();
            });
            assertThat(hospital.time.now()).isAfter(Hospital.START.plus(Duration.ofMinutes(90)));
        }
    }

    @Test
    void anotherFaultOfTheServiceIsHealedMeanwhile() {
        try (Hospital hospital = opened("web")) {
            leaks(hospital);
            hospital.quiet();
            hospital.engine.running = false;
            hospital.incident(FIRED, incident("i2", "ContainerExited", crash(hospital.time.now())), new RemedyPlan(
                    List.of(new Step("restart", Map.of(), seconds(0), RESTART.verify()), ESCALATE)));
            hospital.until(() -> {
                hospital.pass(1);
                return hospital.engine.starts.size() == 1;
            });
            assertThat(hospital.time.now()).isBefore(Hospital.START.plus(Duration.ofMinutes(5)));
        }
    }
}
