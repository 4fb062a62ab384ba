package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.Pager;
import io.dockmedic.testkit.Pager.Page;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.ShippedProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check elsewhere that hears that all is well calls somebody when the program is gone, or can do nothing; and no sooner. */
@Tag("long")
class SilenceTest {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int TIMES = 5;

    /** As such a check counts: so long after the last one, by the period that it names. */
    private static boolean calls(Pager check) {
        Page last = heard(check).getLast();
        return Instant.now().isAfter(last.at().plus(silence(last)));
    }

    private static Duration silence(Page after) {
        return Duration.ofSeconds(after.body().path("every_seconds").asLong()).plus(GRACE);
    }

    private static List<Page> heard(Pager check) {
        return check.deliveries().stream().filter(page -> page.kind().equals("heartbeat")).toList();
    }

    @Test
    void whoeverListensNoticesThatWeAreGoneOrSeeNothing(@TempDir Path home) {
        try (PrivateEngine engine = new PrivateEngine();
                Pager check = new Pager();
                ShippedProgram program = new ShippedProgram(home, engine.dockerHost(), """
                        kernel_log: false
                        escalation: {heartbeat: {url: "%s", every: 10s}}
                        """.formatted(check.url()))) {
            program.start();
            await("well").atMost(SOON).until(() -> heard(check).size() >= TIMES);
            List<Page> well = heard(check);
            for (int i = 1; i < well.size(); i++) {
                assertThat(Duration.between(well.get(i - 1).at(), well.get(i).at())).isLessThan(silence(well.get(i)));
            }

            engine.terminate();
            await("called: it does not see its engine").atMost(SOON).until(() -> calls(check));
            engine.startAgain();
            await("well again").atMost(SOON).until(() -> !calls(check));

            program.kill();
            await("called: it is gone").atMost(SOON).until(() -> calls(check));
            program.start();
            await("well again").atMost(SOON).until(() -> !calls(check));
        }
    }
}
