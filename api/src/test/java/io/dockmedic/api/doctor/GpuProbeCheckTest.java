package io.dockmedic.api.doctor;

import static io.dockmedic.api.doctor.finding.Level.LOSES;
import static io.dockmedic.api.doctor.finding.Level.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dockmedic.api.doctor.fact.DiskLook;
import io.dockmedic.api.doctor.fact.ReloadLook;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.machine.GpuProbeCheck;
import io.dockmedic.collectors.container.sample.Trial;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.gpu.watch.Glance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of asking containers from inside whether they reach their GPUs. */
class GpuProbeCheckTest {
    private static final Glance ONE = new Glance(List.of("0000:01:00.0"), GpuDriverState.OK, "", "580.1", 1);

    private final Prepared prepared = new Prepared();

    private List<Finding> found() {
        return prepared.look(new GpuProbeCheck());
    }

    private Finding first() {
        return found().getFirst();
    }

    private void on() {
        prepared.settings = Prepared.settings("gpu: {probe: true}\n");
        prepared.gpus = ONE;
        prepared.with(Prepared.withGpu("train"), Prepared.withGpu("serve"), Prepared.running("web", "web", Map.of()));
    }

    @Test
    void offIsAsItShouldBeWhereNoContainerHasGpusAndElseALoss() {
        assertThat(found()).containsExactly(
                Finding.ok("gpu: {probe: false}: no container that runs asks for a GPU, which it could lose"));
        prepared.with(Prepared.withGpu("train"));
        assertThat(found()).singleElement()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(LOSES))
                .satisfies(finding -> assertThat(finding.what())
                        .startsWith("gpu: {probe: false}: 1 container that runs asks for a GPU, and none is asked"))
                .satisfies(finding -> assertThat(finding.loses()).containsExactly(Feature.GPU_ACCESS))
                .satisfies(finding -> assertThat(finding.todo()).contains("gpu: {probe: true}"));
    }

    @Test
    void onOutsideWhereAllIsSeen() {
        on();
        assertThat(found()).extracting(Finding::level, Finding::what)
                .containsExactly(tuple(OK, "gpu: {probe: true}: 2 containers that run ask for a GPU, each asked from"
                        + " inside whether it reaches it, by the engine's calls for exec, which are not tried"),
                        tuple(OK, "reloads of systemd are seen here, and containers with a GPU asked at once after"
                                + " one"));
        prepared.reloads = new ReloadLook(true, false);
        assertThat(found().getLast()).isEqualTo(Finding.ok("systemd does not show its reloads here, as before version"
                + " 246: what a reload takes is noticed within 5 min, and not at once"));
        prepared.reloads = new ReloadLook(false, false);
        assertThat(found().getLast().what()).startsWith("systemd does not manage this machine");
        prepared.with();
        assertThat(first().what()).isEqualTo("gpu: {probe: true}: no container that runs asks for a GPU");
    }

    @Test
    void onInAContainerThatIsShownNeitherReloadsNorProcesses() {
        on();
        prepared.visitor = Visitor.inside("9717", "0123456789abcdef");
        prepared.reloads = new ReloadLook(false, false);
        prepared.trial = new Trial(3, 1, 1, 1, 1);
        assertThat(found()).extracting(Finding::level).containsExactly(OK, LOSES, LOSES);
        assertThat(found().get(1).what()).contains("not seen here", "within 5 min");
        assertThat(found().get(1).todo()).containsExactly("docker run --volume /run/systemd:/run/systemd:ro …");
        assertThat(found().get(2).what()).contains("a person is told and none is made anew");
        assertThat(found().get(2).todo()).containsExactly("docker run --pid host …");
        prepared.reloads = new ReloadLook(true, true);
        prepared.trial = new Trial(3, 3, 3, 3, 3);
        assertThat(found()).extracting(Finding::level).containsExactly(OK, OK);
    }

    @Test
    void onWhereNoGpuCanBeReadNoneIsAsked() {
        on();
        prepared.gpus = new Glance(List.of("0000:01:00.0"), GpuDriverState.NO_LIBRARY, "there is none", "", 0);
        assertThat(found()).singleElement()
                .satisfies(finding -> assertThat(finding.what()).endsWith("none is asked, for no GPU can be read here"))
                .satisfies(finding -> assertThat(finding.loses()).containsExactly(Feature.GPU_ACCESS));
        prepared.gpus = new Glance(List.of(), GpuDriverState.RELEASED, "released by ann", "", 0);
        assertThat(first()).isEqualTo(
                Finding.ok("gpu: {probe: true}: no container is asked while the GPUs are released"));
        prepared.gpus = new Glance(List.of(), GpuDriverState.OK, "", "", 0);
        assertThat(first().loses()).as("the engine has GPUs, and none is here").contains(Feature.GPU_ACCESS);
        prepared.with();
        assertThat(first()).isEqualTo(Finding.ok("gpu: {probe: true}: there is no GPU that a container could lose"));
    }

    @Test
    void onForAnEngineElsewhereOrWithGpusLeftAloneNoneIsAsked() {
        on();
        prepared.disks = DiskLook.elsewhere("the engine is on box");
        assertThat(first().what()).endsWith("the engine is on another");
        assertThat(first().loses()).containsExactly(Feature.GPU_ACCESS);
        prepared.settings = Prepared.settings("gpu: {enabled: false, probe: true}\n");
        assertThat(first().what()).endsWith("no container is asked all the same, for GPUs are not looked at");
        prepared.settings = Prepared.settings("gpu: {enabled: false}\n");
        assertThat(found()).containsExactly(
                Finding.ok("gpu: {probe: false}: no container is asked from inside whether it reaches a GPU"));
    }
}
