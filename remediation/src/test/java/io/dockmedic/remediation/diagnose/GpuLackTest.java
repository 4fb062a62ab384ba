package io.dockmedic.remediation.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineDevices;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import io.dockmedic.collectors.gpu.asked.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of engines and of NVIDIA's container toolkit, as others have reported them. */
class GpuLackTest {
    private static final EngineDevices ENGINE = new EngineDevices(List.of("io.containerd.runc.v2", "runc"), "runc",
            List.of("/etc/cdi", "/var/run/cdi"), List.of("nvidia.com/gpu=all"), true);
    private static final GpuAsk ALL = new GpuAsk(List.of(new Wish.All("")), "");

    private static ContainerState state(boolean running, String error, GpuAsk gpus) {
        return new ContainerState("a".repeat(64), "web", "web:1", "sha256:1", Map.of(), running ? "running" : "created",
                running, false, false, running ? 42 : 0, 128, false, error, null, null, null, 0, null,
                new ContainerState.RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false, List.of("serve"),
                false, List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE, gpus);
    }

    private static List<String> of(String error, GpuAsk gpus) {
        return GpuLack.of(state(false, error, gpus), ENGINE, "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            could not select device driver "" with capabilities: [[gpu]] | no device driver for GPUs | nvidia-container-toolkit
            could not select device driver "nvidia" with capabilities: [[gpu]] | device driver "nvidia" | nvidia-ctk runtime configure
            could not select device driver "amd" with capabilities: [[gpu]] | device driver "amd" | amd-container-toolkit
            could not select device driver "cdi" with capabilities: [] | does not know CDI | daemon.json
            Unknown runtime specified nvidia | no runtime nvidia | nvidia-ctk runtime configure
            unknown or invalid runtime name: nvidia | no runtime nvidia | nvidia-container-toolkit
            runtime not found in config: nvidia | no runtime nvidia | nvidia-container-toolkit
            unknown or invalid runtime name: runsc | no runtime runsc | "runtimes" in daemon.json
            CDI device injection failed: unresolvable CDI devices nvidia.com/gpu=0 | asks for: nvidia.com/gpu=0. | nvidia-ctk cdi generate
            CDI device injection failed: unresolvable CDI devices amd.com/gpu=0 | asks for: amd.com/gpu=0. | amd-ctk cdi generate
            CDI device injection failed: failed to stat "/dev/nvidia-modeset": no such file or directory | does not fit | nvidia-ctk cdi generate
            AMD CDI spec not found | neither | nvidia-container-toolkit
            OCI runtime create failed: error running hook #0: fork/exec /usr/bin/nvidia-container-runtime-hook: no such file or directory: unknown | not where the engine expects it | nvidia-container-runtime-hook
            OCI runtime create failed: exec: "nvidia-container-runtime": executable file not found in $PATH: unknown | not where the engine expects it | nvidia-container-toolkit
            OCI runtime create failed: nvidia-container-cli: initialization error: nvml error: driver/library version mismatch: unknown | different versions | does not help
            OCI runtime create failed: nvidia-container-cli: device error: GPU-1: unknown device: unknown | no GPU GPU-1 | nvidia-smi -L
            OCI runtime create failed: nvidia-container-cli: device error: 0:1: unknown device: unknown | no GPU 0:1 now | nvidia-smi -L
            OCI runtime create failed: nvidia-container-cli: initialization error: nvml error: driver not loaded: unknown | driver not loaded | modprobe nvidia
            OCI runtime create failed: nvidia-container-cli: detection error: nvml error: unknown error: unknown | does not reach the driver | modprobe nvidia
            OCI runtime create failed: nvidia-container-cli: requirement error: unsatisfied condition: cuda>=12.6, please update your driver to a newer version, or use an earlier cuda container: unknown | newer driver, or another GPU, than the machine has (unsatisfied condition: cuda>=12.6) | Update the driver, or use an older image
            error gathering device information while adding custom device "/dev/dri/renderD128": no such file or directory | no /dev/dri/renderD128 | driver is not loaded
            """)
    void whatItLacksAndWhatToDoAreSaid(String error, String lack, String todo) {
        assertThat(of(error, ALL)).hasSize(3)
                .first()
                .asString()
                .startsWith("It cannot be started. ")
                .contains(lack, todo)
                .hasSizeLessThan(500);
        assertThat(of(error, ALL)).containsSubsequence("It asks for all GPUs.",
                "The engine says that it has: runtimes io.containerd.runc.v2, runc (runc for what names none);"
                        + " CDI folders /etc/cdi, /var/run/cdi; CDI devices nvidia.com/gpu=all.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "driver failed programming external connectivity: port is already allocated",
            "error gathering device information while adding custom device \"/dev/ttyUSB0\": no such file or directory",
            "OCI runtime create failed: exec: \"x\": executable file not found in $PATH"})
    void otherWordsAreOfNoGpu(String error) {
        assertThat(of(error, ALL)).isEmpty();
        assertThat(GpuLack.mayBe(state(false, error, GpuAsk.NONE))).isFalse();
    }

    /** The engine refuses the call before it touches the container. */
    @Test
    void aRuntimeThatTheEngineHasNotIsSeenWithoutAWord() {
        GpuAsk ask = new GpuAsk(List.of(), "nvidia");
        assertThat(of("", ask)).first().asString().contains("no runtime nvidia");
        assertThat(of("", ask)).contains("It asks for no GPU by name, with the runtime nvidia.");
        EngineDevices has = new EngineDevices(List.of("nvidia", "runc"), "runc", List.of(), List.of(), false);
        assertThat(GpuLack.of(state(false, "", ask), has, "")).isEmpty();
        assertThat(GpuLack.of(state(false, "", ask), EngineDevices.UNSAID, "denied")).as("nothing is known").isEmpty();
    }

    @Test
    void aDeviceOfCdiThatTheEngineHasNotIsSeenWithoutAWord() {
        GpuAsk both = new GpuAsk(List.of(new Wish.Cdi("nvidia.com/gpu=all", true),
                new Wish.Cdi("nvidia.com/gpu=7", true)), "");
        assertThat(of("", both)).first().asString().contains("asks for: nvidia.com/gpu=7.");
        EngineDevices older = new EngineDevices(List.of("runc"), "runc", List.of("/etc/cdi"), List.of(), false);
        assertThat(GpuLack.of(state(false, "", both), older, "")).as("it does not say which there are").isEmpty();
    }

    /** NVIDIA's runtime makes such devices itself, when it starts the container. */
    @Test
    void aDeviceOfCdiThatARuntimeLooksUpIsNotMissedInTheEngine() {
        EngineDevices has = new EngineDevices(List.of("nvidia", "runc"), "runc", List.of("/etc/cdi"), List.of(), true);
        GpuAsk ask = new GpuAsk(List.of(new Wish.Cdi("nvidia.com/gpu=7", false)), "nvidia");
        assertThat(GpuLack.of(state(false, "", ask), has, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mount error: file creation failed: /var/lib/docker/x: file exists",
            "container error: cgroup subsystem devices not found", "requirement error: invalid expression"})
    void otherWordsOfTheToolkitAreSaidAsTheyAre(String words) {
        assertThat(of("OCI runtime create failed: nvidia-container-cli: " + words, ALL)).first()
                .isEqualTo("It cannot be started. NVIDIA's container toolkit refused (" + words + ").");
    }

    @Test
    void whatRunsLacksNothingAndWhatCouldNotBeAskedIsSaid() {
        String words = "unknown or invalid runtime name: nvidia";
        assertThat(GpuLack.of(state(true, words, ALL), ENGINE, "")).isEmpty();
        assertThat(GpuLack.of(state(false, words, GpuAsk.NONE), EngineDevices.UNSAID, "denied, by the proxy"))
                .hasSize(2)
                .last()
                .isEqualTo("What the engine has could not be asked: denied, by the proxy.");
    }
}
