package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.CONSENT;
import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.health;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.escalate.Receiver;
import io.dockmedic.remediation.publish.Attempt;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container shares the network of another one, which it could not join again once it is stopped. */
class CutOffTest {
    private static final String VPN = "b".repeat(64);

    @TempDir
    Path dir;
    private Hospital hospital;

    @BeforeEach
    void open() {
        hospital = new Hospital(dir.resolve("journal.db"), new RemediationSettings("host", Policy.DEFAULT,
                List.of(new Receiver("pager", URI.create("http://127.0.0.1:9/"))), true, dir.resolve("pause")))
                .settled();
        hospital.engine.networkOf = VPN;
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    private void isUnhealthy() {
        hospital.engine.running = true;
        hospital.engine.startedAt = hospital.time.now();
        hospital.engine.health = "unhealthy";
        hospital.incident(FIRED,
                incident("i1", "ContainerUnhealthy", health(hospital.time.now(), CONSENT, "unhealthy")),
                RESTART_THEN_TELL);
        hospital.pass(2);
    }

    private void vpn(String status) {
        hospital.engine.host = () -> new CallResult.Done<>(vpn(status, status.equals("running")));
    }

    private static ContainerState vpn(String status, boolean running) {
        return new ContainerState(VPN, "vpn", "vpn:1", "sha256:2", Map.of(), status, running, false, false,
                running ? 43 : 0, 0, false, "", null, null, null, 0, null, new ContainerState.RestartPolicy("no", 0),
                "SIGTERM", Duration.ofSeconds(10), false, List.of(), false, List.of(),
                ContainerState.Log.NONE, ContainerState.Limits.NONE);
    }

    @Test
    void whatCouldNeverBeStartedAgainIsNotStoppedAndThePersonReadsWhatToType() {
        isUnhealthy();
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.engine.running).isTrue();
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.last().attempts().getFirst().outcome())
                .isEqualTo("refused (network_gone): not called: container " + VPN + ", whose network it was made for,"
                        + " is gone, so once stopped web never starts again; make it anew by hand, with --network"
                        + " container:NAME");
        assertThat(hospital.count("remediation_acts WHERE outcome = 'refused'")).as("not in vain again").isEqualTo(1);
    }

    @Test
    void oneThatDoesNotRunIsWaitedForAndItIsRestartedThen() {
        vpn("exited");
        isUnhealthy();
        hospital.pass(50);
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.last().state()).isEqualTo("waiting");
        assertThat(hospital.last().attempts()).singleElement()
                .extracting(Attempt::outcome)
                .isEqualTo("refused (not_yet): not called: vpn, whose network it shares, is exited, and until it runs"
                        + " web would not start again once stopped; docker start vpn");
        vpn("running");
        hospital.pass(61);
        assertThat(hospital.engine.restarts).hasSize(1);
        assertThat(hospital.count("remediation_acts WHERE outcome = 'done'")).isEqualTo(1);
    }

    @Test
    void afterAMinuteAPersonIsToldOnceAndItIsWaitedForStill() {
        vpn("created");
        isUnhealthy();
        hospital.pass(50);
        assertThat(hospital.count("remediation_deliveries")).isZero();
        hospital.pass(240);
        assertThat(hospital.count("remediation_deliveries")).isEqualTo(1);
        assertThat(hospital.last().state()).isEqualTo("waiting");
        assertThat(hospital.engine.restarts).isEmpty();
    }

    @Test
    void halfAnHourLaterTheNextStepIsTakenAndNothingIsSpent() {
        vpn("exited");
        isUnhealthy();
        for (int minute = 0; minute < 33; minute++) {
            hospital.later(60);
        }
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.count("remediation_acts WHERE outcome <> 'refused'")).isZero();
    }

    @Test
    void anEngineThatCannotSayIsNoWordOfItsEnd() {
        hospital.engine.host = () -> new CallResult.Unknown<>("no answer in 5 s");
        isUnhealthy();
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.last().state()).isEqualTo("waiting");
        assertThat(hospital.last().attempts().getFirst().outcome()).startsWith("refused (unreachable)");
        hospital.engine.host = () -> new CallResult.Refused<>(ErrorClass.SERVER_ERROR, 500, "broken");
        hospital.pass(6);
        assertThat(hospital.last().attempts().getLast().outcome())
                .isEqualTo("refused (server_error): not called: whether " + VPN + ", whose network it shares, is there"
                        + " cannot be seen: broken");
        vpn("running");
        hospital.pass(30);
        assertThat(hospital.engine.restarts).hasSize(1);
    }

    /** Nothing is stopped then. */
    @Test
    void whatDoesNotRunIsStartedWhateverItShares() {
        hospital.engine.running = false;
        hospital.incident(FIRED, incident("i1", "ContainerExited", Samples.crash(hospital.time.now())),
                RESTART_THEN_TELL);
        hospital.pass(2);
        assertThat(hospital.engine.starts).hasSize(1);
    }
}
