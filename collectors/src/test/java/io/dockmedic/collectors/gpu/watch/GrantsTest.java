package io.dockmedic.collectors.gpu.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import io.dockmedic.collectors.gpu.asked.Wish;
import io.dockmedic.collectors.gpu.reading.Capabilities;
import io.dockmedic.collectors.gpu.reading.GpuInstance;
import io.dockmedic.collectors.gpu.reading.GpuPart;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.KnownGpus;
import io.dockmedic.collectors.gpu.reading.Telling;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrantsTest {
    private static final Gpu GPU = new Gpu(0, Gpu.NVIDIA, "0000:18:00.0", "GPU-1", "");
    private static final Gpu SECOND = new Gpu(1, Gpu.NVIDIA, "0000:19:00.0", "GPU-2", "");
    private static final GpuAsk ALL = new GpuAsk(List.of(new Wish.All("")), "");

    @TempDir
    Path root;

    private final Containers containers = new Containers();
    private boolean elsewhere;

    private Grants grants() {
        return new Grants(containers, root, () -> new KnownGpus(List.of(GPU), true), () -> elsewhere);
    }

    private void container(String name, boolean running, GpuAsk ask) {
        container(name, running, ask, null, null);
    }

    private void container(String name, boolean running, GpuAsk ask, @Nullable Instant started,
            @Nullable Instant finished) {
        containers.saw(new Sighting(new Container(name, name, "web:1", Map.of(), new Service("", name, ""), false),
                new ContainerState(name, name, "web:1", "", Map.of(), running ? "running" : "exited", running, false,
                        false, running ? 7 : 0, 0, false, "", null, started, finished, 0, null,
                        new ContainerState.RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false, List.of(),
                        false, List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE, ask)));
    }

    private static GpuSamples says(String device) {
        return GpuSamples.of(new DriverSample(Gpu.NVIDIA, GpuDriverState.OK, "", "", 1), List.of(
                new GpuSample(GpuReading.silent(GPU, device, GpuState.OK, Cure.NONE, ""), List.of(), 0)));
    }

    @Test
    void thoseThatRunAndAskAreInOrder() {
        container("web", true, ALL);
        container("db", true, new GpuAsk(List.of(new Wish.Named("", "0")), ""));
        container("plain", true, GpuAsk.NONE);
        container("stopped", false, ALL);
        Grants grants = grants();
        assertThat(grants.of(GPU.pci())).extracting(Container::name).containsExactly("db", "web");
        assertThat(grants.of("0000:2a:00.0")).isEmpty();
        assertThat(grants.with(says("nvidia0")).gpus().getFirst().given()).isEqualTo(grants.of(GPU.pci()));
    }

    @Test
    void containersOnAnotherMachineHaveItsGpus() {
        container("web", true, ALL);
        elsewhere = true;
        assertThat(grants().of(GPU.pci())).isEmpty();
    }

    @Test
    void aFileIsKnownByWhatTheGpuSaidLast() {
        container("web", true, new GpuAsk(List.of(new Wish.Device("/dev/nvidia3")), ""));
        Grants grants = grants();
        grants.look();
        assertThat(grants.of(GPU.pci())).isEmpty();
        grants.saw(says("nvidia3"));
        grants.saw(says(""));
        assertThat(grants.of(GPU.pci())).hasSize(1);
        grants.saw(says("nvidia0"));
        assertThat(grants.of(GPU.pci())).as("it is called otherwise now").isEmpty();
    }

    private static GpuSamples divided(GpuState state, String... uuids) {
        List<GpuInstance> parts = IntStream.range(0, uuids.length)
                .mapToObj(one -> new GpuInstance(one + 1, 0, uuids[one], "", Map.of()))
                .toList();
        return GpuSamples.of(new DriverSample(Gpu.NVIDIA, GpuDriverState.OK, "", "", 1), List.of(
                new GpuSample(new GpuReading(GPU, "nvidia0", state, Cure.NONE, "", Map.of(), Set.of(), List.of(),
                        Telling.NOT_ASKED, Capabilities.NONE, parts), List.of(), 0)));
    }

    @Test
    void aPartIsKnownByTheUuidThatItHadWhenItsGpuSaidSoLast() {
        container("web", true, new GpuAsk(List.of(new Wish.Named(Gpu.NVIDIA, "MIG-1")), "nvidia"));
        Grants grants = grants();
        assertThat(grants.of(GPU.pci())).isEmpty();
        grants.saw(divided(GpuState.OK, "MIG-1", "MIG-2", ""));
        assertThat(grants.of(GPU.pci())).hasSize(1);
        grants.saw(divided(GpuState.LOST));
        assertThat(grants.of(GPU.pci())).as("it tells nothing now").hasSize(1);
        grants.saw(divided(GpuState.OK, "MIG-3"));
        assertThat(grants.of(GPU.pci())).as("it was divided anew").isEmpty();
    }

    private List<String> ran(Grants grants, GpuPart part) {
        return grants.ran(GPU.pci(), part, new Span(at(10), at(20), own -> own))
                .stream()
                .map(Container::name)
                .sorted()
                .toList();
    }

    private static Instant at(int second) {
        return Instant.EPOCH.plusSeconds(second);
    }

    @Test
    void whoRanWithinATimeIsKnownAlsoWhenItIsGone() {
        container("runs", true, ALL, at(1), null);
        container("later", true, ALL, at(21), null);
        container("again", true, ALL, at(21), at(12));
        container("before", false, ALL, at(1), at(9));
        container("within", false, ALL, at(12), at(13));
        container("created", false, ALL, null, null);
        container("plain", true, GpuAsk.NONE, at(1), null);
        container("other", true, new GpuAsk(List.of(new Wish.Named("", "1")), ""), at(1), null);
        container("removed", true, ALL, at(12), null);
        container("long-gone", true, ALL, at(1), null);
        containers.gone("long-gone", at(9));
        containers.gone("removed", at(14));
        Grants grants = new Grants(containers, root, () -> new KnownGpus(List.of(GPU, SECOND), true), () -> elsewhere);
        assertThat(ran(grants, GpuPart.NONE)).containsExactly("again", "removed", "runs", "within");
        elsewhere = true;
        assertThat(ran(grants, GpuPart.NONE)).isEmpty();
    }

    @Test
    void whoWasGivenOtherPartsOnlyDidNotUseThatOne() {
        container("one", true, new GpuAsk(List.of(new Wish.Named(Gpu.NVIDIA, "MIG-1")), "nvidia"), at(1), null);
        container("both", true, new GpuAsk(List.of(new Wish.Cdi("nvidia.com/gpu=MIG-1", true),
                new Wish.Cdi("nvidia.com/gpu=mig-2", true)), ""), at(1), null);
        container("all", true, ALL, at(1), null);
        Grants grants = grants();
        grants.saw(divided(GpuState.OK, "MIG-1", "MIG-2"));
        assertThat(ran(grants, new GpuPart(1, 0))).containsExactly("all", "both", "one");
        assertThat(ran(grants, new GpuPart(2, 0))).containsExactly("all", "both");
        assertThat(ran(grants, GpuPart.NONE)).containsExactly("all", "both", "one");
    }

    @Test
    void whereNobodyAsksNothingIsDone() {
        container("plain", true, GpuAsk.NONE);
        GpuSamples samples = says("nvidia0");
        assertThat(grants().with(samples)).isSameAs(samples);
    }
}
