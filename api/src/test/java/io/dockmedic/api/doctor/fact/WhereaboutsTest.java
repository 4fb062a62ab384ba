package io.dockmedic.api.doctor.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.EngineInfo;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {
    private static final EngineAddress SOCKET = new EngineAddress.Unix(Path.of("/run/remote-docker.sock"));
    private static final EngineAddress TCP = new EngineAddress.Tcp("proxy", 2375);

    private static EngineInfo engine(String name, String dataRoot) {
        return new EngineInfo("AAAA", name, "28.5.1", "1.51", dataRoot, true);
    }

    @Test
    void aSocketThatLeadsToAMachineOfAnotherNameIsForwarded() {
        EngineInfo box = engine("box", "/var/lib/docker");

        assertThat(Whereabouts.of(SOCKET, box, "laptop", false).elsewhere()).contains("box", "laptop", "forwarded");
        assertThat(Whereabouts.of(SOCKET, box, "box", false)).isEqualTo(new Whereabouts("", ""));
        assertThat(Whereabouts.of(SOCKET, box, "0123456789ab", true)).as("a container has a name of its own")
                .isEqualTo(new Whereabouts("", ""));
        assertThat(Whereabouts.of(SOCKET, engine("", "/var/lib/docker"), "laptop", false))
                .isEqualTo(new Whereabouts("", ""));
    }

    @Test
    void overTheNetworkTheNameDecidesAndNoNameDecidesNothing() {
        assertThat(Whereabouts.of(TCP, engine("box", "/var/lib/docker"), "laptop", false).elsewhere())
                .isEqualTo("the engine runs on another machine, box");
        assertThat(Whereabouts.of(TCP, engine("box", "/var/lib/docker"), "box", false))
                .isEqualTo(new Whereabouts("", ""));
        assertThat(Whereabouts.of(TCP, engine("", ""), "laptop", false))
                .matches(untold -> untold.elsewhere().isEmpty() && untold.untold().contains("GET /info"));
    }
}
