package io.dockmedic.collectors.gpu.asked;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.gpu.reading.KnownGpus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostGpusTest {
    private static final Gpu ZERO = new Gpu(0, Gpu.NVIDIA, "0000:18:00.0", "GPU-0000", "H100");
    private static final Gpu ONE = new Gpu(1, Gpu.NVIDIA, "0000:2a:00.0", "GPU-1111", "H100");
    private static final Gpu RADEON = new Gpu(0, Gpu.AMD, "0000:0c:00.0", "GPU-abcd", "Radeon");
    private static final Map<String, String> FILES = Map.of("nvidia0", ONE.pci(), "nvidia1", ZERO.pci(), "renderD128",
            RADEON.pci(), "card0", RADEON.pci(), "renderD129", "0000:00:02.0");

    private static final Map<String, String> PARTS = Map.of("MIG-8a1c-1", ONE.pci(), "MIG-8a1c-2", ONE.pci());

    private static HostGpus host(boolean whole, Gpu... gpus) {
        return new HostGpus(new KnownGpus(Arrays.asList(gpus), whole), FILES, PARTS);
    }

    private static Given given(HostGpus host, Wish... wishes) {
        return host.given(new GpuAsk(Arrays.asList(wishes), ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1                        | 1
            GPU-1111                 | 1
            gpu-1111                 | 1
            1:0                      | 1
            MIG-GPU-1111/2/0         | 1
            MIG-8a1c-2               | 1
            mig-8A1C-2               | 1
            0000:2a:00.0             | 1
            2A:00.0                  | 1
            7                        | unknown
            MIG-2222                 | unknown
            GPU-2222                 | unknown
            """)
    void oneOfNvidiasIsKnownByNumberUuidOrPlace(String name, String which) {
        Given given = given(host(true, ZERO, ONE, RADEON), new Wish.Named("", name));
        if (which.equals("unknown")) {
            assertThat(given).isEqualTo(new Given(List.of(), List.of(new Wish.Named("", name))));
        } else {
            assertThat(given).isEqualTo(new Given(List.of(ONE), List.of()));
        }
    }

    @ParameterizedTest
    @CsvSource({"nvidia.com/gpu=all, 2, 0", "nvidia.com/gpu=0, 1, 0", "nvidia.com/gpu=gpu1, 1, 0",
            "nvidia.com/gpu=GPU-1111, 1, 0", "nvidia.com/mig=MIG-8a1c-1, 1, 0", "nvidia.com/gpu=MIG-8a1c-1, 1, 0",
            "nvidia.com/mig=mig1:0, 1, 0", "nvidia.com/gpu=5, 0, 1",
            "amd.com/gpu=all, 1, 0", "amd.com/gpu=0, 0, 1", "acme.com/nic=a, 0, 0", "nvidia.com/gds=all, 0, 0",
            "runtime.nvidia.com/gpu=all, 2, 0", "runtime.nvidia.com/gpu=0, 1, 0", "runtime.amd.com/gpu=all, 1, 0",
            "management.nvidia.com/gpu=all, 0, 1", "notnvidia.com/gpu=all, 0, 0"})
    void devicesOfCdiAreByTheirVendorsName(String name, int gpus, int unknown) {
        Given given = given(host(true, ZERO, ONE, RADEON), new Wish.Cdi(name, true));
        assertThat(given.gpus()).hasSize(gpus);
        assertThat(given.unknown()).hasSize(unknown);
    }

    @Test
    void allAndTheFirstOnesAreNvidiasWhereNothingElseIsSaid() {
        HostGpus host = host(true, ZERO, ONE, RADEON);
        assertThat(given(host, new Wish.All("")).gpus()).containsExactly(ZERO, ONE);
        assertThat(given(host, new Wish.All(Gpu.AMD)).gpus()).containsExactly(RADEON);
        assertThat(given(host, new Wish.First("", 1)).gpus()).containsExactly(ZERO);
        assertThat(given(host(true, RADEON), new Wish.All("")).gpus()).containsExactly(RADEON);
        assertThat(given(host(true, RADEON), new Wish.First("", 1)).gpus()).containsExactly(RADEON);
    }

    @Test
    void whatMayBeAnotherIsUnknown() {
        HostGpus notAll = host(false, ZERO, RADEON);
        assertThat(given(notAll, new Wish.All("")).unknown()).as("whose is not known").hasSize(1);
        assertThat(given(notAll, new Wish.First(Gpu.NVIDIA, 1)).unknown()).hasSize(1);
        assertThat(given(notAll, new Wish.Named(Gpu.NVIDIA, "0")).gpus()).as("the driver numbers them")
                .containsExactly(ZERO);
        assertThat(given(host(true, RADEON), new Wish.Named("", "0")).unknown()).as("AMD's tools number otherwise")
                .hasSize(1);
        Gpu second = new Gpu(1, Gpu.AMD, "0000:0d:00.0", "", "");
        assertThat(given(host(true, RADEON, second), new Wish.First(Gpu.AMD, 1)).unknown()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"/dev/nvidia0, 0000:2a:00.0", "/dev/dri, 0000:0c:00.0", "/dev/dri/renderD128, 0000:0c:00.0",
            "/dev/dri/card0, 0000:0c:00.0", "/dev/dri/by-path/pci-0000:0c:00.0-render, 0000:0c:00.0"})
    void aFileIsThatOfOne(String path, String pci) {
        assertThat(given(host(true, ZERO, ONE, RADEON), new Wish.Device(path)).gpus()).extracting(Gpu::pci)
                .containsExactly(pci);
    }

    @Test
    void aFileOfAnotherMakersIsNoneAndOneThatIsNotThereUnknown() {
        HostGpus host = host(true, ZERO, ONE, RADEON);
        assertThat(given(host, new Wish.Device("/dev/dri/renderD129"))).isEqualTo(Given.NOTHING);
        assertThat(given(host, new Wish.Device("/dev/nvidia7")).unknown()).hasSize(1);
    }

    @Test
    void eachIsGivenOnce() {
        Given given = given(host(true, ZERO, ONE), new Wish.All(""), new Wish.Named("", "1"), new Wish.Named("", "9"));
        assertThat(given).isEqualTo(new Given(List.of(ZERO, ONE), List.of(new Wish.Named("", "9"))));
        assertThat(host(true).given(GpuAsk.NONE)).isEqualTo(Given.NOTHING);
    }
}
