package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container is replaced by somebody, and what replaces it is not started: by the shipped rule, but for its time. */
@RealEngine
class MadeNotStartedTest {
    @TempDir
    Path home;

    private final PrivateEngine engine;

    MadeNotStartedTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void rule() throws Exception {
        Shortened.rule(home, "ContainerMadeNotStarted", "within: 5m", "within: 15s");
    }

    private void make(String command, String name, String service, String... options) {
        String[] call = new String[options.length + 9];
        System.arraycopy(new String[]{command, "--network=none", "--name=" + name, "--stop-timeout=1",
                "--label=dockmedic.heal=true", "--label=com.docker.compose.project=mns",
                "--label=com.docker.compose.service=" + service, "--label=com.docker.compose.container-number=1"},
                0, call, 0, 8);
        System.arraycopy(options, 0, call, 8, options.length);
        call[call.length - 1] = BusyboxImage.in(engine);
        engine.docker(call).orFail();
    }

    @Test
    void aPersonIsToldWhereNothingCameInItsPlaceAndNotWhereItDid() {
        make("run", "mns-late-1", "late", "--detach");
        make("run", "mns-swap-1", "swap", "--detach");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            // As Compose does it; of one of the two the last step is missing.
            for (String service : new String[]{"swap", "late"}) {
                make("create", "0a1b2c_mns-" + service + "-1", service,
                        "--label=com.docker.compose.replace=mns-" + service + "-1");
                engine.docker("stop", "mns-" + service + "-1").orFail();
                engine.docker("rm", "mns-" + service + "-1").orFail();
                engine.docker("rename", "0a1b2c_mns-" + service + "-1", "mns-" + service + "-1").orFail();
                if (service.equals("swap")) {
                    engine.docker("start", "mns-swap-1").orFail();
                }
            }
            assertThat(spine.pageOf("ContainerMadeNotStartedSoon").toString())
                    .contains("mns/late/1 was made anew")
                    .doesNotContain("mns/swap/1");
            engine.docker("start", "mns-late-1").orFail();
            await().atMost(Spine.SOON).until(() -> spine.resolved("ContainerMadeNotStartedSoon").isPresent());
            assertThat(spine.pages().toString()).doesNotContain("mns/swap/1");
        }
    }
}
