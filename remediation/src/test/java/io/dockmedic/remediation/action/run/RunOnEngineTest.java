package io.dockmedic.remediation.action.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Treatment;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers for one command on a real engine: bounded, heard, and gone afterwards, whoever is gone in the middle. */
@RealEngine
class RunOnEngineTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final String UNTIL_TOLD = "echo up; while :; do sleep 60 & wait; done";

    @TempDir
    Path dir;

    private final PrivateEngine engine;
    private final SocketProxy proxy;
    private final String image;

    RunOnEngineTest(PrivateEngine engine) {
        this.engine = engine;
        this.proxy = new SocketProxy(engine.socket());
        this.image = engine.docker("image", "inspect", "-f", "{{.Id}}", BusyboxImage.in(engine)).orFail().text();
    }

    @BeforeEach
    void patient() {
        if (engine.docker("inspect", "run-patient").exitCode() != 0) {
            engine.run("run-patient", List.of(), "sleep", "100000");
        }
    }

    @AfterEach
    void nothingIsLeft() {
        proxy.close();
        String left = ours("{{.Names}}");
        if (!left.isEmpty()) {
            // It is not to fail the others.
            left.lines().forEach(name -> engine.docker("rm", "-f", name));
        }
        assertThat(left).isEmpty();
    }

    private Rig rig() {
        return new Rig(proxy.socket(), dir.resolve("journal.db"), image);
    }

    private String ours(String format) {
        return engine.docker("ps", "-a", "--filter", "label=io.dockmedic.run", "--format", format).orFail().text();
    }

    private void untilItRuns() {
        await().atMost(SOON)
                .until(() -> !ours("{{.Names}}").isEmpty()
                        && engine.docker("logs", ours("{{.Names}}")).text().contains("up"));
    }

    @Test
    void itIsBoundedHeardAndRemoved() {
        try (Rig rig = rig()) {
            assertThat(rig.run(Map.of("memory", "32MiB"), "sh", "-c",
                    "echo secret=hunter2; touch /x || echo read-only; ls /sys/class/net"))
                    .isEqualTo(new Outcome.Done("exit code 0"));
            assertThat(rig.heard).contains("secret=[redacted]", "read-only", "lo").doesNotContain("eth0");
            assertThat(rig.run(Map.of("root", "writable", "user", "7:8"), "sh", "-c", "id -u; touch /tmp/x; exit 3"))
                    .isInstanceOfSatisfying(Outcome.Failed.class,
                            failed -> assertThat(failed.why()).contains("exit code 3"));
            assertThat(rig.heard).contains("7");
            Future<Outcome> long_ = rig.begin(Map.of("memory", "32MiB", "cpus", "0.5", "pids", "20"), "sh", "-c",
                    UNTIL_TOLD);
            untilItRuns();
            assertThat(engine.docker("inspect", "-f", "{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}}"
                    + " {{.HostConfig.PidsLimit}} {{.HostConfig.Privileged}} {{.HostConfig.NetworkMode}} {{len .Mounts}}"
                    + " {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.SecurityOpt}} {{.HostConfig.RestartPolicy.Name}}"
                    + " {{.HostConfig.LogConfig.Type}} {{index .HostConfig.LogConfig.Config \"max-size\"}}"
                    + " {{.Config.Healthcheck.Test}} {{index .Config.Labels \"dockmedic.heal\"}}"
                    + " {{index .Config.Labels \"com.docker.compose.oneoff\"}} {{.HostConfig.AutoRemove}}",
                    ours("{{.Names}}")).orFail().text())
                    .isEqualTo(
                            "33554432 500000000 20 false none 0 true [no-new-privileges] no json-file 1m [NONE] false True"
                                    + " false");
            engine.docker("kill", ours("{{.Names}}")).orFail();
            assertThat(rig.get(long_)).isInstanceOfSatisfying(Outcome.Unknown.class,
                    unknown -> assertThat(unknown.why()).contains("a signal ended it, 9"));
        }
    }

    @Test
    void whatCannotBeMadeOrStartedIsRefusedAndNothingIsLeft() {
        try (Rig rig = rig()) {
            assertThat(rig.run(Map.of("image", "sha256:" + "0".repeat(64)), "true")).isInstanceOfSatisfying(
                    Outcome.Refused.class, refused -> assertThat(refused.error()).isEqualTo(ErrorClass.NOT_FOUND));
            assertThat(rig.run(Map.of(), "no-such-program")).isInstanceOfSatisfying(
                    Outcome.Refused.class, refused -> assertThat(refused.error()).isEqualTo(ErrorClass.BAD_COMMAND));
            assertThat(rig.run(Map.of("network", "no-such-network"), "true")).isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    void oneThatDoesNotEndInTimeIsKilled() {
        try (Rig rig = rig()) {
            assertThat(rig.run(Map.of("timeout", "4s"), "sh", "-c", UNTIL_TOLD)).isEqualTo(
                    new Outcome.Failed("it had not ended within 4s and was killed"));
        }
    }

    @Test
    void oneThatCannotBeKilledIsLeftToAPersonWithItsName() {
        try (Rig rig = rig()) {
            Future<Outcome> outcome = rig.begin(Map.of("timeout", "30s"), "sh", "-c", UNTIL_TOLD);
            untilItRuns();
            proxy.treat(SocketProxy.fitting("POST", "/kill"),
                    new Treatment.Answer(500,
                            "{\"message\": \"tried to kill container, but did not receive an exit event\"}"));
            assertThat(rig.get(outcome)).isInstanceOfSatisfying(Outcome.Unknown.class,
                    unknown -> assertThat(unknown.why()).contains("cannot kill it: docker rm -f -v "));
            engine.docker("rm", "-f", ours("{{.Names}}")).orFail();
        }
    }

    @Test
    void anErrorBehindTheEngineAtItsStartSaysNothingOfWhetherItRuns() {
        try (Rig rig = rig()) {
            proxy.treatNext(SocketProxy.fitting("POST", "/start"),
                    new Treatment.Answer(502, "{\"message\": \"gateway\"}"));
            assertThat(rig.run(Map.of(), "true")).isInstanceOfSatisfying(Outcome.Refused.class,
                    refused -> assertThat(refused.message()).contains("not begun", "gateway"));
        }
        assertThat(proxy.count("POST", "/start")).isEqualTo(1);
    }

    @Test
    void oneThatSomebodyRemovesIsUnknown() {
        try (Rig rig = rig()) {
            Future<Outcome> outcome = rig.begin(Map.of(), "sh", "-c", UNTIL_TOLD);
            untilItRuns();
            // It is not looked at between its end and its removal.
            proxy.pause();
            engine.docker("rm", "-f", ours("{{.Names}}")).orFail();
            proxy.resume();
            assertThat(rig.get(outcome)).isInstanceOfSatisfying(Outcome.Unknown.class,
                    unknown -> assertThat(unknown.why()).contains("somebody has removed"));
            assertThat(rig.settle()).isInstanceOf(Outcome.Unknown.class);
        }
        assertThat(proxy.count("POST", "/start")).isEqualTo(1);
    }

    @Test
    void oneThatSomebodyRenamesIsFollowedToItsEnd() {
        try (Rig rig = rig()) {
            Future<Outcome> outcome = rig.begin(Map.of(), "sh", "-c",
                    "echo up; trap 'exit 4' USR1; while :; do sleep 60 & wait; done");
            untilItRuns();
            engine.docker("rename", ours("{{.Names}}"), "another-name").orFail();
            engine.docker("kill", "-s", "USR1", "another-name").orFail();
            assertThat(rig.get(outcome)).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why()).contains("exit code 4"));
        }
    }

    @Test
    void howItEndedIsKnownWhenItIsGoneAndWeHaveEndedInBetween() {
        try (Rig rig = rig()) {
            Outcome told = rig.run(Map.of("memory", "6MiB"), "sh", "-c", "head -c 64m /dev/zero | tail -n 1");
            assertThat(told.toString()).contains("exit code 137");
            assertThat(rig.settle()).isEqualTo(told);
        }
    }

    @Test
    void oneThatMayNotBeLookedAtIsKilledWhenItsTimeIsOver() {
        try (Rig rig = rig()) {
            Future<Outcome> outcome = rig.begin(Map.of("timeout", "1m"), "sh", "-c", UNTIL_TOLD);
            untilItRuns();
            proxy.treat(SocketProxy.fitting("GET", "/json"), new Treatment.Answer(403, "{\"message\": \"not yours\"}"));
            assertThat(rig.get(outcome)).isInstanceOfSatisfying(Outcome.Unknown.class,
                    unknown -> assertThat(unknown.why()).contains("cannot be looked at: not yours; docker rm -f -v "));
            await().atMost(SOON).until(() -> ours("{{.Status}}").startsWith("Exited (137)"));
            engine.docker("rm", "-f", ours("{{.Names}}")).orFail();
        }
    }

    @Test
    void aStartThatIsNotAnsweredIsFollowedToItsEnd() {
        try (Rig rig = rig()) {
            proxy.treatNext(SocketProxy.fitting("POST", "/start"), new Treatment.LoseAnswer());
            assertThat(rig.run(Map.of("timeout", "4s"), "sh", "-c", "sleep 0.2; exit 5")).isInstanceOf(
                    Outcome.Unknown.class);
            assertThat(rig.settle().toString()).contains("exit code 5");
        }
    }

    @Test
    void whatSomebodyStartsInTheEndIsFollowedAndNotTakenForNotBegun() {
        try (Rig rig = rig()) {
            proxy.treatNext(SocketProxy.fitting("POST", "/create"), new Treatment.LoseAnswer());
            rig.run(Map.of("timeout", "2m"), "sh", "-c",
                    "echo up; trap 'exit 8' USR1; while :; do sleep 60 & wait; done");
            // As if the start had come late: after the last look before the removal.
            proxy.treatNext(SocketProxy.fitting("DELETE", "/containers/"), new Treatment.At(SocketProxy.Moment.BEFORE,
                    () -> engine.docker("start", ours("{{.Names}}")).orFail()));
            Future<Outcome> outcome = rig.settling();
            untilItRuns();
            engine.docker("kill", "-s", "USR1", ours("{{.Names}}")).orFail();
            assertThat(rig.get(outcome).toString()).contains("exit code 8");
        }
    }

    @Test
    void whatTheEngineDoesNotAnswerIsBroughtToItsEndAndNotRunAgain() {
        try (Rig rig = rig()) {
            for (String call : List.of("/create", "/start")) {
                proxy.treatNext(SocketProxy.fitting("POST", call), new Treatment.LoseAnswer());
                Outcome came = rig.run(Map.of(), "sh", "-c", "exit 5");
                assertThat(came).isInstanceOf(Outcome.Unknown.class);
                assertThat(rig.settle().toString()).contains(call.equals("/create") ? "not begun" : "exit code 5");
            }
        }
        assertThat(proxy.count("POST", "/start")).isEqualTo(1);
        assertThat(proxy.count("POST", "/create")).isEqualTo(2);
    }

    @Test
    void anEngineThatIsGoneInTheMiddleIsWaitedFor() {
        try (Rig rig = rig()) {
            Future<Outcome> outcome = rig.begin(Map.of(), "sh", "-c", UNTIL_TOLD);
            untilItRuns();
            proxy.disappear();
            engine.docker("kill", ours("{{.Names}}")).orFail();
            int waits = rig.waits();
            await().atMost(SOON).until(() -> rig.waits() > waits + 2);
            assertThat(outcome.isComplete()).isFalse();
            proxy.reappear();
            assertThat(rig.get(outcome)).isInstanceOfSatisfying(Outcome.Unknown.class,
                    unknown -> assertThat(unknown.why()).contains("exit code 137"));
        }
    }

    @Test
    void whatWasRunWhenWeEndedIsBroughtToItsEndAtOurNextStart() {
        try (Rig rig = rig()) {
            rig.begin(Map.of(), "sh", "-c", "echo up; trap 'exit 6' USR1; while :; do sleep 60 & wait; done");
            untilItRuns();
            rig.dies();
        }
        engine.docker("kill", "-s", "USR1", ours("{{.Names}}")).orFail();
        try (Rig next = rig()) {
            assertThat(next.settle()).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why()).contains("exit code 6"));
            assertThat(next.heard).contains("up");
        }
        assertThat(proxy.count("POST", "/start")).isEqualTo(1);
    }

    @Test
    void whatIsCalledLikeOursAndIsNotIsLeftAlone() {
        try (Rig rig = rig()) {
            proxy.treatNext(SocketProxy.fitting("POST", "/create"),
                    new Treatment.Answer(500, "{\"message\": \"broken\"}"));
            assertThat(rig.run(Map.of(), "true")).isInstanceOf(Outcome.Unknown.class);
            String name = Trace.name(rig.act());
            engine.run(name, List.of(), "sleep", "1000");
            assertThat(rig.settle()).isInstanceOf(Outcome.Unknown.class);
            assertThat(engine.docker("inspect", "-f", "{{.State.Status}}", name).orFail().text()).isEqualTo("running");
            engine.docker("rm", "-f", name).orFail();
        }
    }
}
