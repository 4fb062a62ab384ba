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
import io.dockmedic.collectors.gpu.access.Entrusted;
import io.dockmedic.collectors.gpu.reading.GpuProcess;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
    private static final Gpu ONE = new Gpu(0, Gpu.NVIDIA, "0000:18:00.0", "GPU-1", "");
    private static final Gpu TWO = new Gpu(1, Gpu.NVIDIA, "0000:2a:00.0", "GPU-2", "");
    private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    Path root;

    private final Containers containers = new Containers();
    private GpuDriverState driver = GpuDriverState.OK;

    private Container container(String name, String status) {
        Container container = new Container(name, name, "web:1", Map.of(), new Service("", name, ""), false);
        boolean runs = !status.equals("exited");
        containers.saw(new Sighting(container,
                new ContainerState(name, name, "web:1", "", Map.of(), status, runs, false,
                        status.equals("paused"), runs ? 7 : 0, 0, false, "", null, null, null, 0, null,
                        new ContainerState.RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false, List.of(),
                        false,
                        List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE)));
        return container;
    }

    private static GpuSample gpu(Gpu gpu, GpuState state, Cure cure, List<GpuSample.Use> uses, Container... given) {
        return new GpuSample(GpuReading.silent(gpu, "", state, cure, ""), uses, 0).givenTo(List.of(given));
    }

    private static GpuSample well(Gpu gpu, Container... given) {
        return gpu(gpu, GpuState.OK, Cure.NONE, List.of(), given);
    }

    private List<Entrusted> entrusted(String vendor, GpuSample... gpus) {
        return new Trust(containers, root)
                .of(GpuSamples.of(new DriverSample(vendor, driver, "", "", 2), List.of(gpus)), AT);
    }

    private List<String> trusted(GpuSample... gpus) {
        return entrusted(Gpu.NVIDIA, gpus)
                .stream()
                .map(one -> one.sighting().container().name() + " " + one.gpu().index() + (one.inUse() ? " used" : ""))
                .toList();
    }

    private static GpuSample.Use use(int pid, @Nullable Container container) {
        return new GpuSample.Use(new GpuProcess(pid, 1), container);
    }

    @Test
    void thoseThatRunAndWhoseGpusAreAllWell() {
        Container web = container("web", "running");
        Container both = container("both", "running");
        Container paused = container("paused", "paused");
        Container gone = new Container("gone", "gone", "web:1", Map.of(), new Service("", "gone", ""), false);
        assertThat(trusted(well(ONE, web, both, paused, gone), well(TWO, both))).containsExactly("both 0", "web 0");
        assertThat(trusted(well(ONE, web, both), gpu(TWO, GpuState.LOST, Cure.REBOOT, List.of(), both)))
                .containsExactly("web 0");
        assertThat(trusted(gpu(ONE, GpuState.OK, Cure.RESET, List.of(), web))).isEmpty();
        assertThat(trusted(gpu(ONE, GpuState.FAILED, Cure.NONE, List.of(), web))).isEmpty();
        assertThat(trusted(gpu(ONE, GpuState.ASLEEP, Cure.NONE, List.of(), web))).containsExactly("web 0");
        driver = GpuDriverState.MISMATCH;
        assertThat(trusted(well(ONE, web))).as("what is made anew now gets no GPU").isEmpty();
    }

    @Test
    void aProcessThatMayBeItsOwnHasItInUse() throws IOException {
        Container web = container("web", "running");
        Container other = container("other", "running");
        assertThat(trusted(gpu(ONE, GpuState.OK, Cure.NONE, List.of(use(42, web)), web, other)))
                .containsExactly("other 0", "web 0 used");
        Files.createDirectories(root.resolve("proc/43"));
        assertThat(trusted(gpu(ONE, GpuState.OK, Cure.NONE, List.of(use(43, null)), web)))
                .as("seen, and in no container")
                .containsExactly("web 0");
        assertThat(trusted(gpu(ONE, GpuState.OK, Cure.NONE, List.of(use(44, null)), web))).as("not seen from here")
                .containsExactly("web 0 used");
        assertThat(trusted(new GpuSample(GpuReading.silent(ONE, "", GpuState.OK, Cure.NONE, ""), List.of(), 0, false)
                .givenTo(List.of(web)))).as("not all are known").containsExactly("web 0 used");
    }

    /** Who has AMD's open is not looked for in each round. */
    @Test
    void whoUsesItIsKnownFromThatLongAgo() {
        Container web = container("web", "running");
        assertThat(entrusted(Gpu.NVIDIA, well(ONE, web))).extracting(Entrusted::seen).containsExactly(AT);
        Gpu amd = new Gpu(0, Gpu.AMD, "0000:03:00.0", "amd-1", "");
        assertThat(entrusted(Gpu.AMD, well(amd, web))).extracting(Entrusted::seen)
                .containsExactly(AT.minus(AmdReader.USERS_AGE));
    }
}
