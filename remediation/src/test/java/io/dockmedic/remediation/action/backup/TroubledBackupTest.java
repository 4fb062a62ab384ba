package io.dockmedic.remediation.action.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.rules.remedy.ListText;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In the middle of a backup the engine ends and comes back, or somebody removes the container: nothing is left of a copy that is not
 * whole, and what we held still goes on.
 */
@Tag("long")
class TroubledBackupTest {
    private static final String NAME = "bkp-trouble";
    private static final String DATA = "head -c 3000000 /dev/urandom > /srv/data/big; touch /srv/data/ready;"
            + " trap 'exit 0' TERM; while :; do sleep 60 & wait; done";
    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    Path dir;

    private static void up(PrivateEngine engine, String policy) {
        engine.run(NAME, List.of("--volume=" + NAME + "-data:/srv/data", "--restart=" + policy, "--stop-timeout=1"),
                "sh",
                "-c", DATA);
        await().atMost(SOON).until(() -> engine.docker("exec", NAME, "test", "-e", "/srv/data/ready").exitCode() == 0);
    }

    private static Treatment at(Moment moment, Runnable strikes, CountDownLatch struck) {
        return new Treatment.At(moment, () -> {
            strikes.run();
            struck.countDown();
        });
    }

    /** What is paused ends with the engine, which starts it again; what we stopped only we start. */
    @ParameterizedTest
    @CsvSource({"pause,always,/pause,DURING", "pause,always,/archive,BEFORE", "pause,always,/archive,AFTER",
            "pause,always,/unpause,BEFORE", "stop,no,/archive,BEFORE", "stop,no,/archive,AFTER",
            "stop,no,/start,BEFORE",
            "stop,always,/start,DURING"})
    void theEngineEnds(String quiesce, String policy, String call, Moment moment) throws Exception {
        try (PrivateEngine engine = new PrivateEngine(); Scene scene = new Scene(engine, NAME, dir)) {
            up(engine, policy);
            CountDownLatch gone = new CountDownLatch(1);
            Outcome outcome;
            try (Rig rig = scene.rig()) {
                scene.proxy.treatNext(SocketProxy.fitting(call.equals("/archive") ? "GET" : "POST", call),
                        at(moment, engine::terminate, gone));
                Future<Outcome> came = rig.begin(NAME, Map.of("quiesce", quiesce));
                assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
                engine.startAgain();
                await().atMost(SOON).until(came::isComplete);
                outcome = came.result() instanceof Outcome.Unknown ? rig.settle() : came.result();
            }
            await(outcome.toString()).atMost(SOON).until(() -> scene.status().equals("running"));
            isAsItSays(scene, outcome);
        }
    }

    /** Each backup has two files more, with its sum and with what it is of. */
    private static void isAsItSays(Scene scene, Outcome outcome) throws IOException {
        if (outcome instanceof Outcome.Done) {
            assertThat(scene.files()).as("%s", outcome).noneMatch(file -> file.endsWith(".part")).isNotEmpty();
        } else {
            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
            assertThat(scene.files()).as("%s", outcome).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"pause,/archive", "stop,/archive", "pause,/unpause", "stop,/start"})
    void theContainerIsRemoved(String quiesce, String call) throws Exception {
        try (PrivateEngine engine = new PrivateEngine(); Scene scene = new Scene(engine, NAME, dir)) {
            up(engine, "no");
            CountDownLatch gone = new CountDownLatch(1);
            try (Rig rig = scene.rig()) {
                scene.proxy.treatNext(SocketProxy.fitting(call.equals("/archive") ? "GET" : "POST", call),
                        at(Moment.BEFORE, () -> engine.docker("rm", "--force", NAME).orFail(), gone));
                Future<Outcome> came = rig.begin(NAME, Map.of("quiesce", quiesce));
                await().atMost(SOON).until(came::isComplete);
                assertThat(gone.getCount()).as("%s", came.result()).isZero();
                Outcome outcome = came.result() instanceof Outcome.Unknown ? rig.settle() : came.result();
                assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class,
                        failed -> assertThat(failed.why()).contains("somebody has removed it"));
            }
            assertThat(scene.files()).isEmpty();
        }
    }

    @Test
    void itTakesLongerThanItMay() throws Exception {
        try (PrivateEngine engine = new PrivateEngine(); Scene scene = new Scene(engine, NAME, dir)) {
            up(engine, "no");
            try (Rig rig = scene.rig()) {
                for (String quiesce : List.of("pause", "stop")) {
                    scene.proxy.treatNext(SocketProxy.fitting("GET", "/archive"), new Treatment.HoldAnswer());
                    assertThat(rig.backUp(NAME, Map.of("quiesce", quiesce, "timeout", "10s"))).as(quiesce)
                            .isInstanceOfSatisfying(Outcome.Failed.class,
                                    failed -> assertThat(failed.why()).contains("no answer within 10000 ms"));
                    assertThat(scene.status()).as(quiesce).isEqualTo("running");
                    assertThat(scene.files()).as(quiesce).isEmpty();
                }
                assertThat(rig.backUp(NAME, Map.of("dump", ListText.of(List.of("sleep", "1000")), "timeout", "10s")))
                        .isInstanceOfSatisfying(Outcome.Failed.class,
                                failed -> assertThat(failed.why()).contains("may go on in the container"));
            }
            assertThat(scene.files()).isEmpty();
        }
    }
}
