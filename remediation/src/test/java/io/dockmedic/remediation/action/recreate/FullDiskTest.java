package io.dockmedic.remediation.action.recreate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine's disk is full from one of the calls on, and stays so: one container of the name runs, and no other is left. */
@Tag("long")
class FullDiskTest {
    private static final String NAME = "full";
    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    Path dir;

    /** @param step which the engine has just answered */
    @ParameterizedTest
    @CsvSource({"INSTALLED, look", "INSTALLED, create", "INSTALLED, update", "INSTALLED, stop", "INSTALLED, rename-old",
            "INSTALLED, rename-new", "INSTALLED, start", "CURRENT, look", "CURRENT, create", "CURRENT, update",
            "CURRENT, stop", "CURRENT, rename-old", "CURRENT, rename-new", "CURRENT, start"})
    void noRoomIsLeftFromThereOn(Edition edition, String step) throws Exception {
        try (LoopDisk disk = LoopDisk.mount(dir, "engine", 128, 20_000);
                PrivateEngine engine = new PrivateEngine(edition, "--data-root=" + disk.root());
                SocketProxy proxy = new SocketProxy(engine.socket())) {
            String old = engine.run(NAME, List.of("--restart=always", "--stop-timeout=1"), "sh", "-c",
                    "trap 'exit 0' TERM; while :; do sleep 60 & wait; done");
            CountDownLatch full = new CountDownLatch(1);
            proxy.treatNext(step.equals("look")
                    ? SocketProxy.fitting("GET", "/info")
                    : Struck.call(step), new Treatment.At(Moment.ANSWERED, () -> {
                        fill(disk);
                        full.countDown();
                    }));
            Outcome outcome;
            try (Rig rig = new Rig(proxy.socket(), dir.resolve("journal.db"))) {
                Future<Outcome> came = rig.begin(NAME);
                assertThat(full.await(60, TimeUnit.SECONDS)).isTrue();
                await().atMost(SOON).until(came::isComplete);
                outcome = came.result();
            }
            await(outcome.toString()).atMost(SOON)
                    .untilAsserted(() -> assertThat(engine.docker("inspect", "-f",
                            "{{.State.Status}} {{.HostConfig.RestartPolicy.Name}}", NAME).text())
                            .isEqualTo("running always"));
            assertThat(engine.docker("ps", "--all", "--no-trunc", "--format", "{{.ID}} {{.Names}}").orFail().text())
                    .as("%s", outcome)
                    .hasLineCount(1)
                    .matches(one -> one.startsWith(old) != (outcome instanceof Outcome.Done),
                            "the old one, or the new one");
        }
    }

    private static void fill(LoopDisk disk) {
        try {
            disk.fill();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
