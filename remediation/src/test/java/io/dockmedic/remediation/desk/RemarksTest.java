package io.dockmedic.remediation.desk;

import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.record.RemarkRecords;
import io.dockmedic.remediation.remark.Remark;
import io.dockmedic.remediation.remark.Remark.Kind;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People say that they know of an incident, and what else there is to say of it. */
class RemarksTest {
    @TempDir
    Path dir;

    private Hospital hospital() {
        return new Hospital(dir.resolve("journal.db"), RemediationSettings.defaults("host")).settled();
    }

    private static Incident fires(Hospital hospital, String id) {
        hospital.engine.running = false;
        Incident incident = incident(id, "ContainerExited", crash(hospital.time.now()));
        hospital.incident(FIRED, incident, Samples.RESTART_THEN_TELL);
        return incident;
    }

    private static List<String> known(Hospital hospital, String id) {
        return hospital.remarks.acknowledged(id).stream().map(Remark::by).toList();
    }

    @Test
    void whoKnowsIsKeptOverARestartUntilItIsOver() {
        Incident first;
        try (Hospital hospital = hospital()) {
            first = fires(hospital, "i1");
            Hospital.get(hospital.remarks.acknowledge("i1", "anna", "the disk is on its way"));
            Hospital.get(hospital.remarks.acknowledge("i1", "bert", ""));
            assertThat(known(hospital, "i1")).containsExactly("anna", "bert");
            assertThat(known(hospital, "i2")).isEmpty();
        }
        try (Hospital hospital = hospital()) {
            hospital.incident(RESTORED, first, Samples.RESTART_THEN_TELL);
            assertThat(known(hospital, "i1")).containsExactly("anna", "bert");
            hospital.incident(RESOLVED, first, Samples.RESTART_THEN_TELL);
            assertThat(known(hospital, "i1")).isEmpty();
            assertThat(Hospital.get(hospital.remarks.of("i1"))).as("what was said stays").hasSize(2);
        }
        try (Hospital hospital = hospital()) {
            hospital.quiet();
            assertThat(known(hospital, "i1")).as("should it fire again, nobody knows of it").isEmpty();
        }
    }

    @Test
    void soManyKnowOfOneAndNoMore() {
        try (Hospital hospital = hospital()) {
            fires(hospital, "i1");
            for (int one = 0; one < 100; one++) {
                Hospital.get(hospital.remarks.acknowledge("i1", "person " + one, ""));
            }
            assertThatThrownBy(() -> Hospital.get(hospital.remarks.acknowledge("i1", "one more", "")))
                    .hasStackTraceContaining("100 people know of it already");
            Hospital.get(hospital.remarks.acknowledge("i1", "person 7", "said again"));
            assertThat(known(hospital, "i1")).hasSize(100).doesNotContain("one more");
        }
    }

    @Test
    void toSayItTwiceIsToSayItOnceButForWhatIsNewInIt() {
        try (Hospital hospital = hospital()) {
            Future<Remark> first = hospital.remarks.acknowledge("i1", "anna", "on my way");
            Future<Remark> again = hospital.remarks.acknowledge("i1", "anna", "");
            assertThat(Hospital.get(again)).isEqualTo(Hospital.get(first));
            assertThat(Hospital.get(hospital.remarks.acknowledge("i1", "anna", "on my way"))).isEqualTo(first.result());
            hospital.pass(1);
            assertThat(Hospital.get(hospital.remarks.acknowledge("i1", "anna", "there"))).isEqualTo(first.result());
            assertThat(Hospital.get(hospital.remarks.of("i1"))).extracting(Remark::kind, Remark::note)
                    .containsExactly(tuple(Kind.ACK, "on my way"),
                            tuple(Kind.NOTE, "there"));
        }
    }

    @Test
    void secretsAreNotWrittenDown() {
        try (Hospital hospital = hospital()) {
            Hospital.get(hospital.remarks.acknowledge("i1", "token=abcdef0123", "password=hunter2"));
            Hospital.get(hospital.remarks.acknowledge("i1", "token=abcdef0123", "password=hunter2"));
            Hospital.get(hospital.remarks.note("i1", "anna", "password=hunter2"));
            assertThat(hospital.count("remediation_remarks")).as("the same is said once").isEqualTo(2);
            assertThat(hospital.count("remediation_remarks WHERE note LIKE '%hunter2%' OR author LIKE '%abcdef%'"))
                    .isZero();
        }
    }

    @Test
    void whoSaysItAsItEndsLeavesNothingBehind() {
        try (Hospital hospital = hospital()) {
            Incident first = fires(hospital, "i1");
            hospital.remarks.acknowledge("i1", "anna", "");
            hospital.incident(RESOLVED, first, Samples.RESTART_THEN_TELL);
            assertThat(known(hospital, "i1")).isEmpty();
            Hospital.get(hospital.remarks.acknowledge("i1", "bert", "too late"));
            hospital.later(600);
            assertThat(known(hospital, "i1")).isEmpty();
            assertThat(hospital.count("remediation_remarks WHERE over = 0")).isZero();
        }
    }

    @Test
    void toKnowOfItHoldsNothingUp() {
        try (Hospital hospital = hospital()) {
            hospital.engine.running = false;
            Hospital.get(hospital.remarks.acknowledge("i1", "anna", ""));
            fires(hospital, "i1");
            hospital.pass(15);
            assertThat(hospital.engine.restarts).hasSize(1);
            assertThat(hospital.last().state()).isEqualTo("healed");
        }
    }

    @Test
    void whatCannotBeWrittenDownWasNotSaid() {
        try (Hospital hospital = hospital()) {
            Hospital.get(hospital.remarks.note("i1", "bert", "it smells"));
            hospital.diskFull(true);
            assertThatThrownBy(() -> Hospital.get(hospital.remarks.acknowledge("i1", "anna", "")))
                    .isInstanceOf(IllegalStateException.class);
            hospital.diskFull(false);
            assertThat(known(hospital, "i1")).isEmpty();
            Hospital.get(hospital.remarks.acknowledge("i1", "anna", ""));
            assertThat(Hospital.get(hospital.remarks.of("i1"))).extracting(Remark::by).containsExactly("bert", "anna");
        }
    }

    @Test
    void beforeRemediationHasStartedNothingIsSaid() {
        try (Hospital hospital = hospital()) {
            Remarks early = new Remarks(new RemarkRecords(hospital.journal), new Redactor(), new SystemClock());
            assertThat(early.acknowledge("i1", "anna", "").cause()).isInstanceOf(Answers.NotStarted.class);
        }
    }
}
