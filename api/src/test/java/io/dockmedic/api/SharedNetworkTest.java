package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shares the network of another container on a real engine, which tells nobody when that network is another one. */
@RealEngine
class SharedNetworkTest {
    @TempDir
    Path home;

    private final PrivateEngine engine;

    SharedNetworkTest(PrivateEngine engine) {
        this.engine = engine;
    }

    private void shares(String name, String other) {
        engine.docker("run", "--detach", "--name=" + name, "--network=container:" + other,
                "--label=dockmedic.heal=true",
                BusyboxImage.in(engine), "sleep", "1000").orFail();
    }

    /** Which network its processes are in. */
    private String network(String name) {
        return engine.docker("exec", name, "readlink", "/proc/1/ns/net").orFail().text().strip();
    }

    @Test
    void whatWasCutOffByARestartOfTheOtherJoinsItAgain() throws Exception {
        Shortened.rule(home, "ContainerNetworkStale", "for: 30s", "for: 1s");
        engine.run("net-vpn", Map.of(), "sleep", "1000");
        shares("net-torrent", "net-vpn");
        assertThat(network("net-torrent")).isEqualTo(network("net-vpn"));
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            engine.docker("restart", "--time=0", "net-vpn").orFail();
            assertThat(network("net-torrent")).as("the engine leaves it where it was").isNotEqualTo(network("net-vpn"));
            await().atMost(Spine.SOON).until(() -> Spine.restarts(engine, "net-torrent") == 1);
            await().atMost(Spine.SOON)
                    .until(() -> spine.resolved("ContainerNetworkStaleSoon").isPresent()
                            && spine.incidents("net-torrent").toString().contains("healed"));
            assertThat(network("net-torrent")).isEqualTo(network("net-vpn"));
            assertThat(spine.pages()).isEmpty();
        }
    }

    @Test
    void whatIsBoundToOneThatIsGoneIsNotRestartedAndAPersonIsTold() throws Exception {
        Shortened.rule(home, "ContainerNetworkGone", "for: 2m", "for: 1s");
        engine.run("gon-vpn", Map.of(), "sleep", "1000");
        shares("gon-torrent", "gon-vpn");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            engine.docker("rm", "--force", "gon-vpn").orFail();
            engine.run("gon-vpn", Map.of(), "sleep", "1000");
            assertThat(spine.pageOf("ContainerNetworkGoneSoon").at("/incident/labels/route").asText())
                    .isEqualTo("network");
            assertThat(Spine.status(engine, "gon-torrent")).isEqualTo("running");
            assertThat(Spine.restarts(engine, "gon-torrent")).isZero();
            engine.docker("rm", "--force", "gon-torrent").orFail();
            shares("gon-torrent", "gon-vpn");
            await().atMost(Spine.SOON)
                    .until(() -> spine.resolved("ContainerNetworkGoneSoon"), Optional::isPresent);
        }
    }
}
