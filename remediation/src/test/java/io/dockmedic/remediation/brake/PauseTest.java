package io.dockmedic.remediation.brake;

import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.AGAIN;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.brake.Switch;
import io.dockmedic.rules.incident.Incident;
import java.io.IOException;
import java.nio.file.Files;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People hold us back at run time, on a stage with a real journal. */
class PauseTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path dir;
    private Hospital hospital;

    @BeforeEach
    void open() {
        hospital = new Hospital(dir.resolve("journal.db"), settings()).settled();
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    private RemediationSettings settings() {
        return new RemediationSettings("host", Policy.DEFAULT, List.of(), true, dir.resolve("pause"));
    }

    private Incident dies() {
        hospital.engine.running = false;
        return incident("i1", "ContainerExited", crash(hospital.time.now()));
    }

    /** Ends without warning and starts again, on the same journal and engine. */
    private void restart() {
        Hospital before = hospital;
        before.journalGoesAway();
        hospital = new Hospital(dir.resolve("journal.db"), settings(), before.time.now().plusSeconds(2),
                before.engine).settled();
        before.close();
    }

    @Test
    void whilePausedAPersonIsToldInsteadAlsoAfterARestart() {
        Waiting.on(hospital.controls.pause(null, "moving racks", "ann", false));
        restart();
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        hospital.pass(3);
        assertThat(hospital.engine.starts).isEmpty();
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.last().attempts().getFirst()).satisfies(attempt -> {
            assertThat(attempt.reason()).isEqualTo("paused");
            assertThat(attempt.detail()).isEqualTo("paused by ann: moving racks");
        });
    }

    @Test
    void whoEndedItAndWhoHadItLastLongerIsInTheJournal() {
        ServicePattern services = new ServicePattern("shop/*");
        Switch ended = Waiting.on(hospital.controls.silence(services, HOUR, "", "ann"));
        Waiting.on(hospital.controls.extend(ended.id(), HOUR, "bob"));
        Waiting.on(hospital.controls.end(ended.id(), "eve"));
        Waiting.on(hospital.controls.pause(null, "first", "ann", false));
        Waiting.on(hospital.controls.pause(null, "second", "bob", false));
        Waiting.on(hospital.controls.resume("eve"));
        Waiting.on(hospital.controls.silence(services, Duration.ofMinutes(1), "runs out", "ann"));
        hospital.pass(61);
        hospital.until(() -> hospital.count("remediation_switches WHERE ended IS NULL") == 0);

        for (String row : List.of("kind = 'silence' AND reason = '' AND extended_by = 'bob' AND ended_by = 'eve'",
                "reason = 'first' AND extended_by = '' AND ended_by = 'bob'",
                "reason = 'second' AND ended_by = 'eve'",
                "reason = 'runs out' AND ended_by = ''")) {
            assertThat(hospital.count("remediation_switches WHERE " + row)).as(row).isEqualTo(1);
        }
    }

    @Test
    void soManySilencesHoldAndNoMore() {
        Switch first = Waiting.on(hospital.controls.silence(new ServicePattern("a"), HOUR, "", "ann"));
        for (int one = 1; one < 500; one++) {
            Waiting.on(hospital.controls.silence(new ServicePattern("a" + one), HOUR, "", "ann"));
        }
        Future<Switch> more = hospital.controls.silence(new ServicePattern("b"), HOUR, "", "ann");
        hospital.until(more::isComplete);
        assertThat(more.cause()).isInstanceOf(Controls.TooManyException.class).hasMessageContaining("500 silences");
        Waiting.on(hospital.controls.end(first.id(), "ann"));
        Waiting.on(hospital.controls.silence(new ServicePattern("b"), HOUR, "", "ann"));
    }

    @Test
    void aPauseRunsOutAndActsGoOn() {
        Waiting.on(hospital.controls.pause(Duration.ofMinutes(2), "", "", false));
        hospital.pass(121);
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        hospital.pass(2);
        assertThat(hospital.engine.starts).hasSize(1);
        assertThat(hospital.count("remediation_switches WHERE ended IS NULL")).isZero();
    }

    @Test
    void afterResumeActsGoOnForWhatHappensThen() {
        Waiting.on(hospital.controls.pause(null, "", "", false));
        assertThat(Waiting.on(hospital.controls.resume("ann")).switches()).hasSize(1);
        restart();
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        hospital.pass(2);
        assertThat(hospital.engine.starts).hasSize(1);
    }

    @Test
    void aPauseBetweenTheDecisionAndTheCallKeepsTheCallFromBeingMade() {
        hospital.engine.log = List.of();
        Incident incident = dies();
        // The intent cannot be written at first, so that there is time in between.
        hospital.diskFull(true);
        hospital.incident(FIRED, incident, RESTART_THEN_TELL);
        hospital.pass(1);
        hospital.controls.pause(HOUR, "", "", false);
        hospital.pass(1);
        hospital.diskFull(false);
        hospital.pass(10);
        assertThat(hospital.engine.starts).isEmpty();
        assertThat(hospital.last().attempts()).extracting("reason").contains("paused");
    }

    @Test
    void inADryRunNobodyIsToldEither() {
        Waiting.on(hospital.controls.pause(null, "", "", true));
        restart();
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        hospital.pass(3);
        assertThat(hospital.engine.starts).isEmpty();
        assertThat(hospital.last().state()).isEqualTo("suppressed");
        assertThat(hospital.last().attempts().getLast().detail())
                .isEqualTo("restart would have been done: the container would have been restarted");
    }

    @Test
    void aFilePausesWithoutAnybodyBeingAsked() throws IOException {
        Files.writeString(dir.resolve("pause"), "the API is down\n");
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        hospital.pass(5);
        hospital.until(() -> {
            hospital.pass(1);
            return hospital.last().state().equals("escalated");
        });
        assertThat(hospital.engine.starts).isEmpty();
        assertThat(hospital.last().attempts()).extracting("detail")
                .contains("paused by the file " + dir.resolve("pause") + ": the API is down");
        Files.delete(dir.resolve("pause"));
        assertThat(Waiting.on(hospital.controls.standing()).file()).isNull();
    }

    @Test
    void aFileThatCannotBeReadPausesToo() throws IOException {
        Files.createDirectory(dir.resolve("pause"));
        assertThat(Waiting.on(hospital.controls.standing()).file()).isNotNull()
                .satisfies(hold -> assertThat(hold.why()).contains("cannot be read"));
    }

    @Test
    void aSilencedServiceIsLeftAloneUntilTheSilenceEndsAlsoAfterARestart() {
        Switch silence = Waiting.on(hospital.controls.silence(new ServicePattern("w*"), HOUR, "an upgrade", "ann"));
        Incident incident = dies();
        hospital.incident(FIRED, incident, RESTART_THEN_TELL);
        hospital.pass(10);
        restart();
        hospital.incident(RESTORED, incident, RESTART_THEN_TELL);
        hospital.pass(10);
        assertThat(hospital.engine.starts).isEmpty();
        assertThat(hospital.last().state()).isEqualTo("waiting");
        assertThat(hospital.last().detail()).isEqualTo("w* is silenced by ann: an upgrade");
        assertThat(Waiting.on(hospital.controls.end(silence.id(), "ann"))).isPresent();
        hospital.pass(1);
        assertThat(hospital.engine.starts).hasSize(1);
    }

    @Test
    void ofWhatIsStillWrongWhenALongSilenceEndsAPersonIsTold() {
        Waiting.on(hospital.controls.silence(ServicePattern.ALL, Duration.ofMinutes(10), "", ""));
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        hospital.pass(590);
        assertThat(hospital.last().state()).isEqualTo("waiting");
        hospital.pass(12);
        assertThat(hospital.engine.starts).isEmpty();
        assertThat(hospital.last().state()).isEqualTo("escalated");
    }

    @Test
    void aSilenceOfOthersConcernsNobodyElse() {
        Waiting.on(hospital.controls.silence(new ServicePattern("db"), HOUR, "", ""));
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        hospital.pass(1);
        assertThat(hospital.engine.starts).hasSize(1);
    }

    @Test
    void aSilenceThatIsExtendedEndsLater() {
        Switch silence = Waiting.on(hospital.controls.silence(ServicePattern.ALL, Duration.ofSeconds(60), "", ""));
        hospital.pass(50);
        assertThat(Waiting.on(hospital.controls.extend(silence.id(), Duration.ofSeconds(60), "ann"))).isPresent();
        hospital.pass(30);
        hospital.incident(AGAIN, dies(), RESTART_THEN_TELL);
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        hospital.pass(5);
        assertThat(hospital.engine.starts).isEmpty();
        hospital.pass(30);
        assertThat(hospital.engine.starts).hasSize(1);
        assertThat(Waiting.on(hospital.controls.extend(silence.id(), HOUR, "ann"))).isEmpty();
    }

    @Test
    void whatCannotBeWrittenDownHoldsAllTheSame() {
        hospital.diskFull(true);
        assertThat(Waiting.on(hospital.controls.pause(null, "", "", false).map("written").otherwise("not written")))
                .isEqualTo("not written");
        hospital.diskFull(false);
        assertThat(Waiting.on(hospital.controls.standing()).switches()).hasSize(1);
    }

    @Test
    void whatCouldNotBeWrittenDownIsWrittenDownLaterAndHoldsAfterARestart() {
        hospital.diskFull(true);
        hospital.controls.pause(null, "", "ann", false);
        hospital.pass(1);
        hospital.diskFull(false);
        hospital.later(30);
        hospital.until(() -> hospital.count("remediation_switches WHERE ended IS NULL") == 1);
        restart();
        assertThat(Waiting.on(hospital.controls.standing()).switches()).hasSize(1);

        hospital.diskFull(true);
        hospital.controls.resume("ann");
        hospital.pass(1);
        hospital.diskFull(false);
        hospital.later(30);
        hospital.until(() -> hospital.count("remediation_switches WHERE ended IS NULL") == 0);
        restart();
        assertThat(Waiting.on(hospital.controls.standing()).switches()).isEmpty();
    }

    @Test
    void whatAnotherPauseTookThePlaceOfWhileTheDiskWasFullIsNotBackWhenThatHasEnded() {
        Waiting.on(hospital.controls.pause(null, "first", "ann", false));
        hospital.diskFull(true);
        hospital.controls.pause(HOUR, "second", "ann", false);
        hospital.pass(1);
        Future<?> answer = hospital.controls.resume("ann");
        hospital.pass(1);
        assertThat(answer.failed()).isTrue();
        hospital.diskFull(false);
        Waiting.on(hospital.controls.resume("ann"));
        restart();
        assertThat(Waiting.on(hospital.controls.standing()).switches()).isEmpty();
    }
}
