package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.ContainerEvent.Started;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.remediation.decide.Policy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy's helper puts each container on its network once that is started, also by us. */
class JoiningTest {
    @TempDir
    Path dir;

    /** What is remembered that others did, after a start by this and a connect so much later. */
    private long touches(StartCause cause, int seconds, String action) {
        RemediationSettings settings = new RemediationSettings("host", Policy.DEFAULT, List.of(), true, null);
        try (Hospital hospital = new Hospital(dir.resolve(cause + action + seconds), settings).settled()) {
            hospital.engine.running = false;
            hospital.incident(FIRED, incident("i1", "ContainerExited", crash(hospital.time.now())), RESTART_THEN_TELL);
            hospital.pass(1);
            hospital.happens(new Started(hospital.time.now(), "host", Origin.ENGINE, Samples.container(Samples.CONSENT),
                    cause, false));
            hospital.later(seconds);
            hospital.happens(Samples.touched(hospital.time.now(), action));
            return hospital.count("remediation_touches");
        }
    }

    @Test
    void whoAnswersAStartOfOursHasNotTakenItOver() {
        assertThat(touches(StartCause.OURS, 9, "connect")).isZero();
    }

    @Test
    void anythingElseIsSomebodysWork() {
        assertThat(touches(StartCause.OURS, 11, "connect")).as("later").isEqualTo(1);
        assertThat(touches(StartCause.OURS, 1, "disconnect")).as("taken off").isEqualTo(1);
        assertThat(touches(StartCause.FOREIGN, 1, "connect")).as("a person's start").isEqualTo(1);
    }

    /** What the engine tells again after our restart; twice restarted would be another healer's work. */
    @Test
    void whatIsHeardTwiceWasDoneOnce() {
        RemediationSettings settings = new RemediationSettings("host", Policy.DEFAULT, List.of(), true, null);
        try (Hospital hospital = new Hospital(dir.resolve("twice"), settings).settled()) {
            Instant at = hospital.time.now();
            hospital.happens(Samples.touched(at, "restart"));
            hospital.happens(Samples.touched(at, "restart"));
            hospital.happens(Samples.touched(at.plusMillis(1), "restart"));
            assertThat(hospital.count("remediation_touches")).isEqualTo(2);
        }
    }
}
