package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.CONSENT;
import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.died;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.inhibited;
import static io.dockmedic.rules.incident.IncidentChange.What.AGAIN;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.INHIBITED;
import static io.dockmedic.rules.incident.IncidentChange.What.RELEASED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.escalate.Receiver;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Inhibited;
import io.dockmedic.rules.remedy.RemedyPlan;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While another incident fires nothing is done for those that follow from it, and nobody is called. */
class InhibitedTest {
    private static final Inhibited BY = new Inhibited("s1", "DatabaseDown");

    private static final RemedyPlan TELL = new RemedyPlan(List.of(ESCALATE));

    @TempDir
    Path dir;

    private Hospital open() {
        return new Hospital(dir.resolve("journal.db"), RemediationSettings.defaults("host")).settled();
    }

    private static Incident dies(Hospital hospital) {
        hospital.engine.running = false;
        return incident("i1", "ContainerExited", crash(hospital.time.now()));
    }

    @Test
    void nothingIsDoneUntilTheOtherOneIsOver() {
        try (Hospital hospital = open()) {
            Incident fault = dies(hospital);
            hospital.incident(FIRED, inhibited(fault, BY), RESTART_THEN_TELL);
            hospital.pass(30);
            hospital.incident(AGAIN, inhibited(fault, BY), RESTART_THEN_TELL);
            hospital.pass(10);
            assertThat(hospital.engine.restarts).isEmpty();
            assertThat(hospital.last().state()).isEqualTo("waiting");
            assertThat(hospital.last().attempts()).singleElement().satisfies(attempt -> {
                assertThat(attempt.verdict()).isEqualTo("defer");
                assertThat(attempt.reason()).isEqualTo("inhibited");
                assertThat(attempt.detail()).isEqualTo("incident s1 of DatabaseDown fires");
            });
            hospital.incident(RELEASED, inhibited(fault, null), RESTART_THEN_TELL);
            hospital.pass(1);
            assertThat(hospital.engine.restarts).hasSize(1);
            hospital.pass(10);
            assertThat(hospital.last().state()).isEqualTo("healed");
        }
    }

    @Test
    void whatIsUnderWayIsProvedAndNothingFollows() {
        try (Hospital hospital = open()) {
            Incident fault = dies(hospital);
            hospital.incident(FIRED, fault, RESTART_THEN_TELL);
            hospital.pass(1);
            assertThat(hospital.last().state()).isEqualTo("verifying");
            hospital.incident(INHIBITED, inhibited(fault, BY), RESTART_THEN_TELL);
            hospital.engine.running = false;
            hospital.happens(crash(hospital.time.now()));
            hospital.pass(60);
            assertThat(hospital.engine.restarts).hasSize(1);
            assertThat(hospital.last().state()).isEqualTo("waiting");
            assertThat(hospital.last().attempts()).extracting(Attempt::reason).containsExactly("clear", "inhibited");
            hospital.incident(RESOLVED, inhibited(fault, BY), RESTART_THEN_TELL);
            hospital.pass(1);
            assertThat(hospital.last().state()).isEqualTo("over");
        }
    }

    @Test
    void anOldDeathIsToldThenAndNotActedOn() {
        try (Hospital hospital = open()) {
            Incident fault = dies(hospital);
            hospital.incident(FIRED, inhibited(fault, BY), RESTART_THEN_TELL);
            hospital.later(400);
            hospital.incident(RELEASED, inhibited(fault, null), RESTART_THEN_TELL);
            hospital.pass(1);
            assertThat(hospital.engine.restarts).isEmpty();
            assertThat(hospital.last().state()).isEqualTo("escalated");
        }
    }

    @Test
    void aRestartOfOursChangesNothing() {
        try (Hospital first = open()) {
            Incident fault = dies(first);
            first.incident(FIRED, inhibited(fault, BY), RESTART_THEN_TELL);
            first.pass(2);
            first.journalGoesAway();
            try (Hospital second = new Hospital(dir.resolve("journal.db"), RemediationSettings.defaults("host"),
                    first.time.now().plus(Duration.ofSeconds(5)), first.engine)) {
                second.incident(RESTORED, inhibited(fault, BY), RESTART_THEN_TELL);
                second.settled();
                assertThat(second.engine.restarts).isEmpty();
                second.incident(RELEASED, inhibited(fault, null), RESTART_THEN_TELL);
                second.pass(1);
                assertThat(second.engine.restarts).hasSize(1);
            }
        }
    }

    /** The rules were changed while we were away: it waits for nothing any more. */
    @Test
    void whatIsInhibitedNoLongerAfterARestartGoesOn() {
        try (Hospital first = open()) {
            Incident fault = dies(first);
            first.incident(FIRED, inhibited(fault, BY), RESTART_THEN_TELL);
            first.pass(2);
            first.journalGoesAway();
            try (Hospital second = new Hospital(dir.resolve("journal.db"), RemediationSettings.defaults("host"),
                    first.time.now().plus(Duration.ofSeconds(5)), first.engine)) {
                second.incident(RESTORED, inhibited(fault, null), RESTART_THEN_TELL);
                second.settled();
                assertThat(second.engine.restarts).hasSize(1);
            }
        }
    }

    /** Its owner consents to nothing, so nobody is told of it: then at least of what follows. */
    @Test
    void whatFollowsFromSomethingThatNobodyHearsOfIsTold() {
        RemediationSettings settings = new RemediationSettings("host", Policy.DEFAULT,
                List.of(new Receiver("pager", URI.create("http://127.0.0.1:9/"))), true, dir.resolve("pause"));
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), settings).settled()) {
            hospital.incident(FIRED, incident("s1", "DatabaseDown",
                    died(hospital.time.now(), other("db", Map.of()), Intent.NOT_ASKED, false)), RESTART_THEN_TELL);
            Incident fault = dies(hospital);
            hospital.incident(FIRED, inhibited(fault, BY), RESTART_THEN_TELL);
            hospital.pass(5);
            assertThat(hospital.count("remediation_deliveries")).as("all may be well in a minute").isZero();
            hospital.later(600);
            hospital.pass(1);
            assertThat(hospital.count("remediation_deliveries")).isOne();
            assertThat(hospital.engine.restarts).isEmpty();
            assertThat(hospital.last().state()).as("and it is healed when it may be").isEqualTo("waiting");
        }
    }

    @Test
    void whatHasNoRemedyLetsWhatFollowsBeTold() {
        try (Hospital hospital = open()) {
            hospital.later(120);
            hospital.incident(FIRED, inhibited(dies(hospital), BY), TELL);
            hospital.pass(30);
            assertThat(hospital.last().state()).isEqualTo("waiting");
            hospital.later(600);
            assertThat(hospital.last().state()).isEqualTo("escalated");
        }
    }

    /** Somebody was told of it, but it does not end: its container was removed, say. */
    @Test
    void whatFollowsIsToldAfterAnHour() {
        try (Hospital hospital = open()) {
            hospital.incident(FIRED, incident("s1", "DatabaseDown",
                    died(hospital.time.now(), other("db", CONSENT), Intent.NOT_ASKED, false)), TELL);
            hospital.pass(5);
            assertThat(hospital.last().state()).isEqualTo("escalated");
            hospital.incident(FIRED, inhibited(dies(hospital), BY), TELL);
            hospital.later(3300);
            assertThat(hospital.last().state()).isEqualTo("waiting");
            hospital.later(700);
            assertThat(hospital.last().state()).isEqualTo("escalated");
        }
    }

    /** What was down for long with its source is no storm when that is over. */
    @Test
    void whatIsLetGoIsNoNewTrouble() {
        try (Hospital hospital = open()) {
            List<Incident> faults = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Incident fault = incident("i" + i, "ApplicationDown",
                        died(hospital.time.now(), other("app" + i, CONSENT), Intent.NOT_ASKED, false));
                faults.add(fault);
                hospital.containers = Stream.concat(hospital.containers.stream(),
                        Stream.of(other("app" + i, CONSENT))).toList();
                hospital.incident(FIRED, inhibited(fault, BY), RESTART_THEN_TELL);
                hospital.later(300);
            }
            faults.forEach(fault -> hospital.incident(RELEASED, inhibited(fault, null), RESTART_THEN_TELL));
            hospital.pass(2);
            assertThat(hospital.count("remediation_storms")).isZero();
        }
    }

    /** Just after our start nothing is known yet of what a fault may follow from. */
    @Test
    void whatMayFollowFromSomethingIsNotToldBeforeTheEngineHasBeenInSightForAWhile() {
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), RemediationSettings.defaults("host"))) {
            hospital.happens(Samples.connected(hospital.time.now()));
            Incident fault = dies(hospital);
            hospital.incident(FIRED, fault, TELL.following());
            assertThat(hospital.last().state()).isEqualTo("waiting");
            assertThat(hospital.last().attempts().getLast().reason()).isEqualTo("settling");
            hospital.incident(INHIBITED, inhibited(fault, BY), TELL.following());
            hospital.pass(60);
            assertThat(hospital.last().attempts().getLast().reason()).isEqualTo("inhibited");
        }
        try (Hospital hospital = new Hospital(dir.resolve("other.db"), RemediationSettings.defaults("host"))) {
            hospital.happens(Samples.connected(hospital.time.now()));
            hospital.incident(FIRED, dies(hospital), TELL);
            hospital.pass(1);
            assertThat(hospital.last().state()).as("what follows from nothing").isEqualTo("escalated");
        }
    }

    private static Container other(String name, Map<String, String> labels) {
        return new Container(name + "0".repeat(40), name, name + ":1", labels, new Service("", name, ""), false);
    }
}
