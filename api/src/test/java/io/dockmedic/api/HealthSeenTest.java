package io.dockmedic.api;

import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.browser.Browser;
import io.dockmedic.testkit.browser.Page;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a container of a real engine is: the API, the metric and the page say what the engine says, while it changes. */
@RealEngine
class HealthSeenTest {
    private final PrivateEngine engine;

    HealthSeenTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @Test
    @Tag("long")
    void healthIsWhatItIsNowAndNotWhatItWas(@TempDir Path home, @TempDir Path profile) throws Exception {
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "");
                Browser browser = new Browser(profile);
                Page page = browser.open(URI.create("http://127.0.0.1:" + spine.port() + "/"), 1280, 900, false)) {
            page.until("document.querySelector('#connection').innerText === 'Live'");
            engine.run("judged", List.of("--health-cmd=test -f /tmp/well", "--health-interval=1s", "--health-retries=1",
                    "--health-start-period=10m"), "sleep", "1000");
            shown(spine, page, "starting", 0);
            engine.docker("exec", "judged", "touch", "/tmp/well").orFail();
            shown(spine, page, "healthy", 1);
            engine.docker("exec", "judged", "rm", "/tmp/well").orFail();
            shown(spine, page, "unhealthy", 0);
            engine.docker("exec", "judged", "touch", "/tmp/well").orFail();
            shown(spine, page, "healthy", 1);
        }
    }

    @Test
    void thatSomebodyStoppedItIsSaid(@TempDir Path home, @TempDir Path profile) throws Exception {
        engine.run("judged-no-more", List.of(), "sleep", "1000");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "");
                Browser browser = new Browser(profile);
                Page page = browser.open(URI.create("http://127.0.0.1:" + spine.port() + "/"), 1280, 900, false)) {
            page.until("document.querySelector('#connection').innerText === 'Live'");
            engine.docker("stop", "--time", "1", "judged-no-more").orFail();
            await().atMost(Spine.SOON)
                    .until(() -> spine.body("/api/v1/containers")
                            .replace(" : ", ":")
                            .contains("\"stoppedBy\":\"somebody\""));
            onThePage(page, "exited (137): somebody stopped it");
        }
    }

    private static void shown(Spine spine, Page page, String health, int metric) throws Exception {
        await().atMost(Spine.SOON)
                .until(() -> spine.body("/api/v1/containers")
                        .replace(" : ", ":")
                        .contains("\"health\":\"" + health + "\""));
        await().atMost(Spine.SOON)
                .until(() -> spine.body("/metrics")
                        .lines()
                        .anyMatch(line -> line.startsWith("container_health_state{")
                                && line.contains("name=\"judged\"") && line.endsWith(" " + metric)));
        onThePage(page, health + ", runs for");
    }

    /** What is seen is asked for every 10 s, and at once when it is opened. */
    private static void onThePage(Page page, String words) throws Exception {
        page.value("document.querySelector('#containers').dispatchEvent(new Event('toggle'))");
        page.until("[...document.querySelectorAll('#containers li')].some(one => one.innerText.startsWith('judged')"
                + " && one.innerText.includes('" + words + "'))");
    }
}
