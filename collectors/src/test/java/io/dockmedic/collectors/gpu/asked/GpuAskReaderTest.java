package io.dockmedic.collectors.gpu.asked;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On answers as Engine 20.10 and 28 give them, without what is not read. */
class GpuAskReaderTest {
    private static GpuAsk read(String inspect) throws IOException {
        return GpuAskReader.read(new ObjectMapper().readTree(inspect));
    }

    private static GpuAsk requests(String requests) throws IOException {
        return read("{\"HostConfig\": {\"Runtime\": \"runc\", \"DeviceRequests\": [" + requests + "]}}");
    }

    private static GpuAsk variable(String runtime, String variable) throws IOException {
        return read("{\"Config\": {\"Env\": [\"PATH=/bin\", \"" + variable + "\"]}, \"HostConfig\": {\"Runtime\": \""
                + runtime + "\", \"DeviceRequests\": null, \"Devices\": []}}");
    }

    @Test
    void gpusAllOnEngine20() throws IOException {
        GpuAsk ask = read("""
                {"Id": "x", "Config": {"Env": ["PATH=/bin", "NVIDIA_VISIBLE_DEVICES=0"], "Labels": {}},
                 "HostConfig": {"Runtime": "nvidia", "Privileged": false, "Devices": [],
                   "DeviceCgroupRules": null,
                   "DeviceRequests": [{"Driver": "", "Count": -1, "DeviceIDs": null, "Capabilities": [["gpu"]],
                                       "Options": {}}]}}
                """);
        assertThat(ask.wishes()).as("the engine writes the variable anew").containsExactly(new Wish.All(""));
        assertThat(ask.runtime()).isEqualTo("nvidia");
        assertThat(ask.words()).isEqualTo("all GPUs");
    }

    @Test
    void cdiAndFilesOnEngine28() throws IOException {
        GpuAsk ask = read("""
                {"Id": "x", "Config": {"Env": ["PATH=/bin"]},
                 "HostConfig": {"Runtime": "runc", "Privileged": false,
                   "Devices": [{"PathOnHost": "/dev/dri", "PathInContainer": "/dev/dri", "CgroupPermissions": "rwm"},
                               {"PathOnHost": "/dev/kfd", "PathInContainer": "/dev/kfd", "CgroupPermissions": "rwm"},
                               {"PathOnHost": "/dev/nvidia1", "PathInContainer": "/dev/nvidia1",
                                "CgroupPermissions": "rwm"},
                               {"PathOnHost": "/dev/nvidiactl", "PathInContainer": "/dev/nvidiactl",
                                "CgroupPermissions": "rwm"},
                               {"PathOnHost": "/dev/ttyUSB0", "PathInContainer": "/dev/ttyUSB0",
                                "CgroupPermissions": "rwm"}],
                   "DeviceRequests": [{"Driver": "cdi", "Count": 0, "DeviceIDs": ["nvidia.com/gpu=0", "acme.com/nic=a"],
                                       "Capabilities": [], "Options": {}}]}}
                """);
        assertThat(ask.cdi()).containsExactly("nvidia.com/gpu=0", "acme.com/nic=a");
        assertThat(ask.words()).isEqualTo("nvidia.com/gpu=0, acme.com/nic=a, /dev/dri, /dev/nvidia1");
    }

    @Test
    void requestsNameThemOrCountThem() throws IOException {
        assertThat(requests("""
                {"Driver": "nvidia", "Count": 2, "DeviceIDs": null, "Capabilities": [["gpu"]]}""").wishes())
                .containsExactly(new Wish.First("nvidia", 2));
        assertThat(requests("""
                {"Driver": "", "Count": 0, "DeviceIDs": ["1", "GPU-a", "MIG-b", "nvidia.com/gpu=3"],
                 "Capabilities": [["gpu", "nvidia"], ["utility"]]}""").wishes())
                .containsExactly(new Wish.Named("nvidia", "1"), new Wish.Named("nvidia", "GPU-a"),
                        new Wish.Named("nvidia", "MIG-b"), new Wish.Cdi("nvidia.com/gpu=3", false));
        assertThat(requests("""
                {"Driver": "nvidia.cdi", "Count": -1, "Capabilities": [["gpu"]]}, {"Driver": "amd", "Count": -1,
                 "Capabilities": [["gpu"]]}""").wishes())
                .containsExactly(new Wish.All("nvidia"), new Wish.All("amd"));
    }

    @Test
    void whatIsNotForGpusOrAsksForNoneIsNothing() throws IOException {
        assertThat(requests("""
                {"Driver": "", "Count": -1, "Capabilities": [["tpu"]]}, {"Driver": "acme", "Count": 1,
                 "Capabilities": [["gpu"]]}, {"Driver": "nvidia", "Count": 0, "Capabilities": [["gpu"]]}"""))
                .isEqualTo(GpuAsk.NONE);
        assertThat(read("{}")).isEqualTo(GpuAsk.NONE);
        assertThat(read("""
                {"Config": {"Env": null}, "HostConfig": {"DeviceRequests": {"a": 1}, "Devices": "x", "Runtime": 7}}"""))
                .isEqualTo(GpuAsk.NONE);
    }

    /** Images of CUDA have the variable, whatever they are started with. */
    @Test
    void theVariableCountsWithItsVendorsRuntimeOnly() throws IOException {
        assertThat(variable("runc", "NVIDIA_VISIBLE_DEVICES=all")).isEqualTo(GpuAsk.NONE);
        assertThat(variable("amd", "NVIDIA_VISIBLE_DEVICES=all").none()).isTrue();
        GpuAsk ask = variable("nvidia", "NVIDIA_VISIBLE_DEVICES=all");
        assertThat(ask).isEqualTo(new GpuAsk(List.of(new Wish.All("nvidia")), "nvidia"));
        assertThat(variable("amd", "AMD_VISIBLE_DEVICES=0-2").wishes())
                .containsExactly(new Wish.Named("amd", "0"), new Wish.Named("amd", "1"), new Wish.Named("amd", "2"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0,1            | GPU 0, GPU 1
            GPU-a, MIG-b   | GPU-a, MIG-b
            0:1            | 0:1
            nvidia.com/gpu=2 | nvidia.com/gpu=2
            all            | all GPUs of NVIDIA's
            void           | ''
            0,void         | ''
            all, none      | ''
            0,all          | all GPUs of NVIDIA's
            none           | ''
            ''             | ''
            $(reboot),0    | GPU 0
            """)
    void theVariableNamesThem(String value, String words) throws IOException {
        GpuAsk ask = variable("nvidia-cdi", "NVIDIA_VISIBLE_DEVICES=" + value);
        assertThat(ask.words()).isEqualTo(words);
        assertThat(ask.runtime()).as("that it has it is known all the same").isEqualTo("nvidia-cdi");
    }

    @Test
    void noneIsAskedForByAVoidBehindManyOthers() throws IOException {
        assertThat(variable("nvidia", "NVIDIA_VISIBLE_DEVICES=" + "0,".repeat(100) + "void").none()).isTrue();
    }

    /** NVIDIA's runtime looks those up itself, also those of a request that is not for CDI. */
    @Test
    void devicesOfCdiThatTheEngineDoesNotLookUpAreNotAskedOfIt() throws IOException {
        GpuAsk ask = variable("nvidia", "NVIDIA_VISIBLE_DEVICES=runtime.nvidia.com/gpu=0");
        assertThat(ask.wishes()).containsExactly(new Wish.Cdi("runtime.nvidia.com/gpu=0", false));
        assertThat(ask.cdi()).isEmpty();
        assertThat(requests("""
                {"Driver": "nvidia", "DeviceIDs": ["nvidia.com/gpu=3"], "Capabilities": [["gpu"]]}, {"Driver": "cdi",
                 "DeviceIDs": ["nvidia.com/gpu=4"]}""").cdi()).containsExactly("nvidia.com/gpu=4");
    }

    /** As NVIDIA's container toolkit has it: all, unless the variable is there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nvidia | "CUDA_VERSION=8.0.61"                                         | all GPUs of NVIDIA's
            nvidia | "CUDA_VERSION=8.0.61", "NVIDIA_REQUIRE_CUDA="                 | all GPUs of NVIDIA's
            nvidia | "CUDA_VERSION=12.4.1", "NVIDIA_REQUIRE_CUDA=cuda>=12.4"       | ''
            nvidia | "CUDA_VERSION=8.0.61", "NVIDIA_VISIBLE_DEVICES="              | ''
            nvidia | "CUDA_VERSION=8.0.61", "NVIDIA_VISIBLE_DEVICES=1"             | GPU 1
            nvidia | "CUDA_VERSION="                                               | ''
            amd    | "CUDA_VERSION=8.0.61"                                         | ''
            runc   | "CUDA_VERSION=8.0.61"                                         | ''
            """)
    void anOldImageOfCudaIsGivenAll(String runtime, String variables, String words) throws IOException {
        GpuAsk ask = read("{\"Config\": {\"Env\": [" + variables + "]}, \"HostConfig\": {\"Runtime\": \"" + runtime
                + "\"}}");
        assertThat(ask.words()).isEqualTo(words);
    }

    /** What a container's settings may say is of any length: its time must not grow with the square of that. */
    @Test
    @Timeout(10)
    void aPathOfManySlashesIsReadInNoTime() throws IOException {
        String slashes = "/".repeat(200_000);
        GpuAsk ask = read("{\"HostConfig\": {\"Devices\": [{\"PathOnHost\": \"/dev" + slashes + "x\"}, {\"PathOnHost\":"
                + " \"/dev/nvidia1" + slashes + "\"}]}}");
        assertThat(ask.words()).isEqualTo("/dev/nvidia1");
    }
}
