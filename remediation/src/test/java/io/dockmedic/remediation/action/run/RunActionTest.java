package io.dockmedic.remediation.action.run;

import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.OneShotCalls;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.brake.Window;
import io.dockmedic.remediation.decide.permit.Approval;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.ListText;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be asked for, what the engine is asked then, and that nobody's say-so is left out. */
class RunActionTest {
    private static final String IMAGE = "busybox@sha256:" + "0".repeat(64);
    private static final Map<String, String> SOUND = Map.of("image", IMAGE, "command",
            ListText.of(List.of("sh", "-c", "exit 0")));

    private static final Permits APPROVED = new Permits(Set.of(), List.of(new Approval(Set.of("run"),
            new Window("always", Set.of(DayOfWeek.values()), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneId.of("UTC"),
                    List.of(ServicePattern.ALL)))));

    @TempDir
    Path dir;

    private static String problem(String name, String value) {
        Map<String, String> parameters = new HashMap<>(SOUND);
        parameters.put(name, value);
        return RunAction.problem(parameters).orElse("");
    }

    @Test
    void whatIsNotBoundedIsRefusedWithWhatToWrite() {
        assertThat(RunAction.problem(SOUND)).isEmpty();
        assertThat(RunAction.problem(Map.of("image", IMAGE))).hasValueSatisfying(
                problem -> assertThat(problem).startsWith("run: command is missing"));
        for (String tag : List.of("busybox", "busybox:1.36", "sha256:123", "", "busybox:1.36@sha256:x")) {
            assertThat(problem("image", tag)).startsWith("run: image must be named by its digest or id")
                    .contains("docker image inspect");
        }
        assertThat(problem("image", "sha256:" + "f".repeat(64))).isEmpty();
        assertThat(problem("image", "registry.example.org:5000/a/b@sha256:" + "f".repeat(64))).isEmpty();
        Map.of("network", List.of("host", "container:db", "default", ""), "root", List.of("yes"), "memory",
                List.of("1MiB", "lots", "0"), "cpus", List.of("0", "0.001", "all"), "pids", List.of("0", "-1", "x"),
                "timeout",
                List.of("0s", "2h", "soon"), "user", List.of("a b"))
                .forEach((name, wrongs) -> wrongs.forEach(wrong -> assertThat(problem(name, wrong))
                        .as(name + ": " + wrong)
                        .startsWith("run: " + name + " must be")
                        .endsWith("not " + wrong)));
    }

    @Test
    void whatWhoApprovesItWouldNotSeeIsRefused() {
        assertThat(problem("command", ListText.of(List.of("sh", "-c", "x".repeat(300))))).isEmpty();
        assertThat(problem("command", ListText.of(List.of("sh", "-c", "x".repeat(400)))))
                .startsWith("run: command has ")
                .contains("is shown 480: put it into a script in the image");
        assertThat(problem("command", ListText.of(List.of("wget", "http://a", "--header",
                "Authorization: Bearer abcdef", "http://b/drop"))))
                .contains("looks like a secret");
        assertThat(problem("command", ListText.of(List.of(" ")))).contains("begins with nothing");
        assertThat(problem("image", "reg/token-tool:1@sha256:" + "0".repeat(64))).contains("looks like a secret");
        assertThat(new RunSettings(Map.of("image", IMAGE, "command", ListText.of(List.of("id")), "user", "7:8",
                "network", "shop_default", "root", "writable")).words())
                .isEqualTo("in " + IMAGE + ", as 7:8, network shop_default, its root writable: id");
    }

    @Test
    void whatIsNotSaidIsBounded() {
        assertThat(new RunSettings(SOUND).order("a1")).isEqualTo(new OneShotCalls.Order("a1", IMAGE,
                List.of("sh", "-c", "exit 0"), "", "none", false, 256L << 20, 1_000_000_000L, 100));
        assertThat(new RunSettings(SOUND).timeout()).isEqualTo(Duration.ofMinutes(1));
    }

    private Hospital hospital(Permits permits, boolean dryRun) {
        Policy base = Policy.DEFAULT;
        return new Hospital(dir.resolve("journal.db"), new RemediationSettings("host", new Policy(base.heal(), dryRun,
                base.service(), base.rule(), base.action(), base.host(), base.settle(), base.staleAfter(),
                base.cooldown(),
                base.storm(),
                base.windows(), permits, base.ownContainers(), base.ownImages()), List.of(), true, null))
                .settled();
    }

    private static void fires(Hospital hospital) {
        hospital.engine.running = true;
        hospital.engine.health = "unhealthy";
        Incident sick = incident("i1", "ContainerUnhealthy",
                Samples.health(hospital.time.now(), Samples.CONSENT, "unhealthy"));
        hospital.incident(FIRED, sick, new RemedyPlan(List.of(new Step("run", SOUND, List.of(),
                new Step.Verify(Step.State.RUNNING, Duration.ofSeconds(5), Duration.ofSeconds(60))), ESCALATE)));
        hospital.pass(5);
    }

    @Test
    void aPersonIsAskedAndOneYesIsOneRun() {
        try (Hospital hospital = hospital(Permits.NONE, false)) {
            fires(hospital);
            assertThat(hospital.engine.shots.asked).isEmpty();
            assertThat(hospital.last().attempts().getFirst().reason()).isEqualTo("awaits_approval");
            Hospital.get(hospital.answers.approve(
                    Hospital.get(hospital.answers.latest()).getFirst().question().id(), "anna", "seen"));
            hospital.pass(30);
            assertThat(hospital.engine.shots.asked).hasSize(1);
            assertThat(hospital.count("remediation_acts WHERE outcome = 'refused' AND action = 'run'")).isEqualTo(1);
        }
    }

    @Test
    void inADryRunNothingIsMadeAndItIsSaidWhatWouldBe() {
        try (Hospital hospital = hospital(APPROVED, true)) {
            fires(hospital);
            assertThat(hospital.engine.shots.asked).isEmpty();
            assertThat(hospital.last().attempts().getFirst().detail())
                    .contains("in " + IMAGE + ", network none: sh -c exit 0");
        }
    }
}
