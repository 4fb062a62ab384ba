package io.dockmedic.collectors.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineDevicesReaderTest {
    private static EngineDevices read(String info) throws IOException {
        return EngineDevicesReader.read(new ObjectMapper().readTree(info));
    }

    @Test
    void engine20HasRuntimesAndNoCdi() throws IOException {
        assertThat(read("""
                {"ServerVersion": "20.10.24+dfsg1", "DefaultRuntime": "runc",
                 "Runtimes": {"runc": {"path": "runc"}, "nvidia": {"path": "nvidia-container-runtime"},
                              "io.containerd.runc.v2": {"path": "runc"}}}
                """)).isEqualTo(new EngineDevices(List.of("io.containerd.runc.v2", "nvidia", "runc"), "runc", List.of(),
                List.of(), false));
    }

    @Test
    void engine28SaysWhichDevicesThereAre() throws IOException {
        assertThat(read("""
                {"ServerVersion": "28.5.1", "DefaultRuntime": "runc", "Runtimes": {"runc": {"path": "runc"}},
                 "CDISpecDirs": ["/etc/cdi", "/var/run/cdi"],
                 "DiscoveredDevices": [{"Source": "cdi", "ID": "nvidia.com/gpu=all"},
                                       {"Source": "cdi", "ID": "nvidia.com/gpu=0"}, {"Source": "else", "ID": "x"}]}
                """)).isEqualTo(new EngineDevices(List.of("runc"), "runc", List.of("/etc/cdi", "/var/run/cdi"),
                List.of("nvidia.com/gpu=0", "nvidia.com/gpu=all"), true));
    }

    @Test
    void oneThatNamesNoneSaysSoByItsVersion() throws IOException {
        String info = "{\"ServerVersion\": \"%s\", \"CDISpecDirs\": [\"/etc/cdi\"]}";
        assertThat(read(info.formatted("28.2.0")).tellsDevices()).isTrue();
        assertThat(read(info.formatted("29.0.0-rc.1")).tellsDevices()).isTrue();
        assertThat(read(info.formatted("28.1.1")).tellsDevices()).isFalse();
        assertThat(read(info.formatted("dev")).tellsDevices()).isFalse();
        assertThat(read("{\"ServerVersion\": \"28.5.1\", \"CDISpecDirs\": []}").tellsDevices()).isFalse();
        assertThat(read("{\"Runtimes\": null, \"CDISpecDirs\": null}")).isEqualTo(EngineDevices.UNSAID);
    }
}
