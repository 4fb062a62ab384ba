package io.dockmedic.collectors.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraitReaderTest {
    private static EngineTraits read(String info) throws IOException {
        return TraitReader.read(new ObjectMapper().readTree(info));
    }

    @Test
    void dockerSaysWhatItIs() throws IOException {
        assertThat(read("""
                {"SecurityOptions": ["name=seccomp,profile=builtin", "name=rootless", "name=cgroupns"],
                 "LiveRestoreEnabled": true, "CgroupDriver": "systemd", "CgroupVersion": "2",
                 "Swarm": {"LocalNodeState": "active"},
                 "DriverStatus": [["driver-type", "io.containerd.snapshotter.v1"]],
                 "OperatingSystem": "Debian GNU/Linux 12 (bookworm)"}
                """)).isEqualTo(new EngineTraits(false, true, true, "systemd", "2", true, true,
                "Debian GNU/Linux 12 (bookworm)"));
    }

    @Test
    void whatIsMissingIsNotSo() throws IOException {
        assertThat(read("{}")).isEqualTo(new EngineTraits(false, false, false, "", "", false, false, ""));
        assertThat(
                read("""
                        {"SecurityOptions": null, "Swarm": {"LocalNodeState": "inactive"}, "DriverStatus": [["Backing", "extfs"]]}
                        """))
                .isEqualTo(new EngineTraits(false, false, false, "", "", false, false, ""));
    }

    @Test
    void aContainerIsNamedByTheListAndNotByItsLinks() throws IOException {
        assertThat(TraitReader.names(new ObjectMapper().readTree("""
                [{"Id": "a", "Names": ["/db", "/web/db"]}, {"Id": "b", "Names": ["/web"]}, {"Id": "c", "Names": null}]
                """))).isEqualTo(Map.of("a", "db", "b", "web"));
    }

    @Test
    void podmanIsKnownByItsBuilder() throws IOException {
        assertThat(read("{\"BuildahVersion\": \"1.28.2\", \"Rootless\": true}"))
                .matches(traits -> traits.podman() && traits.rootless());
    }
}
