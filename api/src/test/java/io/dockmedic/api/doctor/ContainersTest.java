package io.dockmedic.api.doctor;

import static io.dockmedic.api.doctor.finding.Level.LOSES;
import static io.dockmedic.api.doctor.finding.Level.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dockmedic.api.doctor.container.ContainerCheck;
import io.dockmedic.api.doctor.fact.Unseen;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Level;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.decide.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would be healed, and of the rest why not. */
class ContainersTest {
    private static final Map<String, String> HEALED = Map.of("dockmedic.heal", "true");

    private static List<Finding> of(HealMode mode, Sighting... containers) {
        Policy base = Policy.DEFAULT;
        Policy policy = new Policy(mode, false, base.service(), base.rule(), base.action(), base.host(), base.settle(),
                base.staleAfter(), base.cooldown(), base.storm(), base.windows(), base.permits(), base.ownContainers(),
                base.ownImages());
        return new Prepared().with(containers).look(new ContainerCheck(policy, Instant.EPOCH));
    }

    private static Finding single(Sighting container) {
        return of(HealMode.LABELLED, container).getLast();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            // label, value, health check, policy, job, level, said
            "dockmedic.heal; true; healthy; no; false; OK; 'restarted when it ends with an error; restarted when unhealthy'",
            "dockmedic.heal; TRUE; ; no; false; LOSES; it has no health check",
            "dockmedic.heal; true; healthy; always; false; OK; the engine restarts it (always)",
            "autoheal; true; healthy; no; false; OK; restarted when unhealthy, and nothing else",
            "autoheal; true; ; no; false; LOSES; nothing is ever done",
            "dockmedic.heal; false; healthy; no; false; OK; left alone: a label of the container refuses",
            "some; label; healthy; no; false; LOSES; left alone: the container has no label dockmedic.heal=true",
            "some; label; ; no; true; OK; left alone: the container is a job",
            "com.docker.swarm.task.id; x; ; no; false; OK; left alone: Swarm owns the container"})
    void eachIsToldByItsLabels(String label, String value, String health, String policy, boolean job, Level level,
            String said) {
        Finding finding = single(
                Prepared.container("web", "nginx:1", Map.of(label, value), "running", health, policy, job));

        assertThat(finding.subject()).isEqualTo("web");
        assertThat(finding.what()).contains(said);
        assertThat(finding.level()).isEqualTo(level);
    }

    @Test
    void whoeverIsLeftAloneForWantOfALabelIsToldTheLine() {
        assertThat(single(Prepared.running("db", "postgres:17", Map.of())).todo()).first()
                .asString()
                .startsWith("labels: {dockmedic.heal: \"true\"}");
    }

    @Test
    void aSocketProxyAndWhatIsProtectedAreLeftAloneOnPurpose() {
        assertThat(single(Prepared.running("p", "tecnativa/docker-socket-proxy:1", HEALED)).what())
                .contains("what it needs to live");
        assertThat(
                single(Prepared.running("v", "vault:1", Map.of("dockmedic.heal", "true", "dockmedic.protect", "true"))))
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(OK))
                .satisfies(finding -> assertThat(finding.what()).contains("dockmedic.protect=true"));
    }

    @Test
    void whatNoLabelWouldHealIsNotToldToConsent() {
        assertThat(List.of(single(Prepared.running("p", "tecnativa/docker-socket-proxy:1", Map.of())),
                single(Prepared.running("v", "vault:1", Map.of("dockmedic.protect", "true")))))
                .allSatisfy(finding -> assertThat(finding.level()).isEqualTo(OK))
                .allSatisfy(finding -> assertThat(finding.todo()).isEmpty());
    }

    @Test
    void whatTheEngineRestartsIsNotCountedAsHealed() {
        Sighting policy = Prepared.container("web", "nginx:1", HEALED, "running", null, "always", false);
        Sighting both = Prepared.container("api", "nginx:1", HEALED, "running", "healthy", "always", false);

        assertThat(of(HealMode.LABELLED, policy).getFirst().what()).isEqualTo("0 of 1 containers would be healed;"
                + " restarted by the engine, and not by Dockmedic: 1; left alone: 0 on purpose or because they do not"
                + " run, 0 for want of a label or a health check");
        assertThat(of(HealMode.LABELLED, both).getFirst().what()).startsWith("1 of 1 containers would be healed; left");
    }

    @Test
    void oneThatTheEngineCannotLookIntoTakesNoOtherWithIt() {
        Prepared prepared = new Prepared().with(Prepared.running("web", "nginx:1", HEALED));
        prepared.unseen = List.of(new Unseen("stuck", "the engine does not answer"));

        assertThat(prepared.look(new ContainerCheck(Policy.DEFAULT, Instant.EPOCH))).extracting(Finding::subject,
                Finding::level)
                .containsExactly(tuple("", OK), tuple("web", LOSES), tuple("stuck", Level.UNKNOWN));
    }

    @Test
    void whatDoesNotRunIsSaidToBeLeftSo() {
        Finding stopped = single(Prepared.container("web", "nginx:1", HEALED, "exited", null, "no", false));

        assertThat(stopped.what()).startsWith("does not run, and is left so until somebody starts it");
    }

    @Test
    void whereNothingIsToBeHealedNoLabelIsAdvised() {
        List<Finding> found = of(HealMode.NONE, Prepared.running("db", "postgres:17", HEALED));

        assertThat(found.getFirst()).satisfies(sum -> assertThat(sum.level()).isEqualTo(LOSES))
                .satisfies(sum -> assertThat(sum.what()).endsWith("1 for the configuration says heal: none"))
                .satisfies(sum -> assertThat(sum.todo()).containsExactly("heal: labelled"));
        assertThat(found.getLast().what()).contains("heal: none");
        assertThat(found.getLast().todo()).isEmpty();
        assertThat(of(HealMode.ALL, Prepared.running("db", "postgres:17", Map.of())).getFirst().what())
                .startsWith("1 of 1 containers would be healed");
    }

    @Test
    void whereTheEngineDoesNotSayWhoAskedNoEndIsHealed() {
        Prepared podman = new Prepared().with(Prepared.running("web", "nginx:1", HEALED));
        podman.engine = new CallResult.Done<>(new EngineInfo("", "box", "4.9.3", "1.41", "/var/lib", false));

        List<Finding> found = podman.look(new ContainerCheck(Policy.DEFAULT, Instant.EPOCH));

        assertThat(found.getFirst().what()).startsWith("0 of 1 containers would be healed");
        assertThat(found.getLast().what()).startsWith("when it ends a person is told");
    }

    @Test
    void theSumCountsThem() {
        List<Finding> found = of(HealMode.LABELLED, Prepared.running("a", "x", HEALED),
                Prepared.running("b", "x", Map.of()),
                Prepared.running("c", "x", Map.of("autoheal", "true")),
                Prepared.running("d", "x", Map.of("dockmedic.heal", "false")),
                Prepared.running("e", "willfarrell/autoheal", Map.of()));

        assertThat(found.getFirst().what()).isEqualTo("1 of 5 containers would be healed; left alone: 2 on purpose or"
                + " because they do not run, 2 for want of a label or a health check");
        assertThat(of(HealMode.LABELLED, Prepared.running("b", "x", Map.of())).getFirst().level()).isEqualTo(LOSES);
        assertThat(of(HealMode.LABELLED)).singleElement()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(OK));
    }
}
