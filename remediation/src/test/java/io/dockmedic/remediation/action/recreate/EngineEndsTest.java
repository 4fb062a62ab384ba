package io.dockmedic.remediation.action.recreate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.remediation.action.Outcome;
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

/** The engine ends at one of the calls and comes back: one container of that name runs, as it is said, and its policy is what it was. */
@Tag("long")
class EngineEndsTest {
    private static final String NAME = "engine-ends";
    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({"create,BEFORE", "create,DURING", "connect,BEFORE", "connect,DURING", "update,BEFORE",
            "update,DURING", "stop,BEFORE", "stop,DURING", "rename-old,BEFORE", "rename-old,DURING",
            "rename-new,BEFORE", "rename-new,DURING", "start,BEFORE", "start,DURING", "update-new,BEFORE",
            "update-new,DURING", "remove,BEFORE", "remove,DURING"})
    void oneOfTheTwoRunsAsItIsSaid(String step, Moment moment) throws Exception {
        try (PrivateEngine engine = new PrivateEngine(); SocketProxy proxy = new SocketProxy(engine.socket())) {
            String old = Struck.up(engine, NAME, step, List.of("--restart=always", "--stop-timeout=1"),
                    BusyboxImage.in(engine), "sh", "-c", "trap 'exit 0' TERM; while :; do sleep 60 & wait; done");
            CountDownLatch gone = new CountDownLatch(1);
            proxy.treatNext(Struck.call(step), new Treatment.At(moment, () -> {
                engine.terminate();
                gone.countDown();
            }));
            Outcome outcome;
            try (Rig rig = new Rig(proxy.socket(), dir.resolve("journal.db"))) {
                var came = rig.begin(NAME);
                assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
                engine.startAgain();
                await().atMost(SOON).until(came::isComplete);
                outcome = came.result();
            }
            await(outcome.toString()).atMost(SOON)
                    .untilAsserted(() -> assertThat(engine.docker("inspect", "-f",
                            "{{.State.Running}} {{.HostConfig.RestartPolicy.Name}} {{.Id}}", NAME).text())
                            .as("%s", outcome)
                            .startsWith("true always ")
                            .satisfies(runs -> assertThat(runs.endsWith(old)).as("the old one")
                                    .isNotEqualTo(outcome instanceof Outcome.Done)));
            assertThat(engine.docker("ps", "--all", "--format", "{{.Names}}").orFail().text()).as("%s", outcome)
                    .isEqualTo(NAME);
            Struck.isOnItsNetworks(engine, NAME, step);
        }
    }
}
