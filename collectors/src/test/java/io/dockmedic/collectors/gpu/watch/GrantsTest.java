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
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.KnownGpus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrantsTest {
    private static final Gpu GPU = new Gpu(0, Gpu.NVIDIA, "0000:18:00.0", "GPU-1", "");
    private static final GpuAsk ALL = new GpuAsk(List.of(new Wish.All("")), "");

    @TempDir
    Path root;

    private final Containers containers = new Containers();
    private boolean elsewhere;

    private Grants grants() {
        return new Grants(containers, root, () -> new KnownGpus(List.of(GPU), true), () -> elsewhere);
    }

    private void container(String name, boolean running, GpuAsk ask) {
        containers.saw(new Sighting(new Container(name, name, "web:1", Map.of(), new Service("", name, ""), false),
                new ContainerState(name, name, "web:1", "", Map.of(), running ? "running" : "exited", running, false,
                        false, running ? 7 : 0, 0, false, "", null, null, null, 0, null,
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

    @Test
    void whereNobodyAsksNothingIsDone() {
        container("plain", true, GpuAsk.NONE);
        GpuSamples samples = says("nvidia0");
        assertThat(grants().with(samples)).isSameAs(samples);
    }
}
