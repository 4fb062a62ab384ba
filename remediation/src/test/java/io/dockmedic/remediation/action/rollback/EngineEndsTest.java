package io.dockmedic.remediation.action.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.recreate.Rig;
import io.dockmedic.remediation.action.recreate.Struck;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine ends in the middle of it and comes back: one container of that name runs, as it is said, and its policy is what it was. */
@Tag("long")
class EngineEndsTest {
    private static final String RUNS = "CMD [\"sh\",\"-c\",\"trap 'exit 0' TERM; while :; do sleep 60 & wait; done\"]";
    private static final String GOOD = "ends/web:1";
    private static final String NEW = "ends/web:2";
    private static final String NAME = "engine-ends";
    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({"create,BEFORE", "create,DURING", "connect,BEFORE", "connect,DURING", "update,BEFORE", "stop,BEFORE",
            "stop,DURING", "rename-old,BEFORE", "rename-new,BEFORE", "start,BEFORE", "start,DURING",
            "update-new,BEFORE", "update-new,DURING", "remove,BEFORE"})
    void oneOfTheTwoRunsAsItIsSaid(String step, Moment moment) throws Exception {
        try (PrivateEngine engine = new PrivateEngine(); SocketProxy proxy = new SocketProxy(engine.socket())) {
            BusyboxImage.importAs(engine, GOOD, List.of(RUNS, "ENV WHO=good"));
            BusyboxImage.importAs(engine, NEW, List.of(RUNS, "ENV WHO=new"));
            CountDownLatch gone = new CountDownLatch(1);
            Outcome outcome;
            try (Rig rig = new Rig(proxy.socket(), dir.resolve("journal.db"))) {
                up(engine, step, GOOD);
                rig.ranWell(NAME);
                engine.docker("rm", "--force", NAME).orFail();
                up(engine, step, NEW);
                proxy.treatNext(Struck.call(step), new Treatment.At(moment, () -> {
                    engine.terminate();
                    gone.countDown();
                }));
                var came = rig.beginRollback(NAME);
                assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
                engine.startAgain();
                await().atMost(SOON).until(came::isComplete);
                outcome = came.result();
            }
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(engine
                            .docker("inspect", "-f",
                                    "{{.State.Running}} {{.HostConfig.RestartPolicy.Name}} {{range .Config.Env}}{{.}} {{end}}",
                                    NAME)
                            .text()).as("%s", outcome)
                            .startsWith("true always")
                            .contains(outcome instanceof Outcome.Done
                                    ? "WHO=good"
                                    : "WHO=new"));
            assertThat(engine.docker("ps", "--all", "--format", "{{.Names}}").orFail().text()).as("%s", outcome)
                    .isEqualTo(NAME);
            Struck.isOnItsNetworks(engine, NAME, step);
        }
    }

    private static void up(PrivateEngine engine, String step, String image) {
        Struck.up(engine, NAME, step, List.of("--restart=always", "--stop-timeout=1"), image);
    }
}
