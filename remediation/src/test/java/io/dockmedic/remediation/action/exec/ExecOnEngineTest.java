package io.dockmedic.remediation.action.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in containers of a real engine, and what of it is known when the engine, the container or we are gone in the middle. */
@RealEngine
class ExecOnEngineTest {
    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    Path dir;

    private final PrivateEngine engine;
    private final SocketProxy proxy;

    ExecOnEngineTest(PrivateEngine engine) {
        this.engine = engine;
        this.proxy = new SocketProxy(engine.socket());
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    private Rig rig() {
        return new Rig(proxy.socket(), dir.resolve("journal.db"));
    }

    private void up(String name) {
        engine.run(name, List.of("--stop-timeout=1"), "sh", "-c",
                "trap 'exit 0' TERM; while :; do sleep 60 & wait; done");
    }

    /** How many processes of that command line there are in it. */
    private boolean runs(String name, String command) {
        return engine.docker("top", name).text().contains(command);
    }

    @Test
    void whatItWritesAndItsExitCodeAreHeard() {
        up("exec-ends");
        try (Rig rig = rig()) {
            assertThat(rig.exec("exec-ends", Map.of("user", "12:34"), "sh", "-c",
                    "id -u; id -g; echo password=hunter2 >&2; echo 'a  b'")).isEqualTo(new Outcome.Done("exit code 0"));
            assertThat(rig.heard).containsExactlyInAnyOrder("12", "34", "password=[redacted]", "a  b");
            assertThat(rig.exec("exec-ends", Map.of(), "sh", "-c", "echo up; echo it failed >&2; echo down; exit 3"))
                    .isEqualTo(new Outcome.Failed("exit code 3: it failed"));
            Outcome absent = rig.exec("exec-ends", Map.of(), "no-such-program");
            assertThat(absent.toString()).contains("no-such-program").doesNotContain("Done", "Unknown");
            rig.exec("exec-ends", Map.of(), "sh", "-c",
                    "i=0; while [ $i -lt 9000 ]; do echo line $i; i=$((i+1)); done");
            assertThat(rig.heard).hasSize(20).endsWith("line 8999");
        }
    }

    @Test
    void whatIsPausedOrDownIsRefused() {
        up("exec-paused");
        engine.docker("pause", "exec-paused").orFail();
        engine.docker("create", "--name", "exec-created", BusyboxImage.in(engine)).orFail();
        try (Rig rig = rig()) {
            for (String name : List.of("exec-paused", "exec-created")) {
                assertThat(rig.exec(name, Map.of(), "true")).isInstanceOfSatisfying(Outcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("it is " + name.substring(5)));
            }
        }
        assertThat(proxy.count("POST", "exec")).isZero();
        engine.docker("unpause", "exec-paused").orFail();
    }

    @Test
    void oneThatDoesNotEndInTimeGoesOnAndThatIsSaid() {
        up("exec-late");
        try (Rig rig = rig()) {
            assertThat(rig.exec("exec-late", Map.of("timeout", "3s"), "sleep", "4711"))
                    .isInstanceOf(Outcome.Unknown.class);
            await().atMost(SOON).until(() -> runs("exec-late", "sleep 4711"));
            assertThat(rig.settle()).isInstanceOfSatisfying(Outcome.Unknown.class,
                    unknown -> assertThat(unknown.why()).contains("goes on in the container"));
        }
        assertThat(proxy.count("POST", "/exec/.*/start")).isEqualTo(1);
    }

    @Test
    void oneWhoseContainerIsKilledInTheMiddleHasFailed() {
        up("exec-killed");
        try (Rig rig = rig()) {
            Future<Outcome> outcome = rig.begin("exec-killed", Map.of(), "sleep", "4712");
            await().atMost(SOON).until(() -> runs("exec-killed", "sleep 4712"));
            engine.docker("kill", "exec-killed").orFail();
            assertThat(rig.get(outcome)).isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    void oneWhoseContainerIsRemovedInTheMiddleIsUnknownOrHasFailed() {
        up("exec-removed");
        try (Rig rig = rig()) {
            Future<Outcome> outcome = rig.begin("exec-removed", Map.of(), "sleep", "4713");
            await().atMost(SOON).until(() -> runs("exec-removed", "sleep 4713"));
            engine.docker("rm", "-f", "exec-removed").orFail();
            Outcome came = rig.get(outcome);
            assertThat(came instanceof Outcome.Unknown ? rig.settle() : came).isNotInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void whatIsCutOffIsWaitedForAndNotBegunAgain() {
        up("exec-cut");
        try (Rig rig = rig()) {
            Future<Outcome> outcome = rig.begin("exec-cut", Map.of(), "sh", "-c",
                    "while ! test -e /tmp/go; do sleep 0.05; done; exit 4");
            await().atMost(SOON).until(() -> runs("exec-cut", "test -e /tmp/go"));
            proxy.cut();
            engine.docker("exec", "exec-cut", "touch", "/tmp/go").orFail();
            Outcome came = rig.get(outcome);
            assertThat(came instanceof Outcome.Unknown ? rig.settle() : came)
                    .isEqualTo(new Outcome.Failed("exit code 4"));
        }
        assertThat(proxy.count("POST", "/exec/.*/start")).isEqualTo(1);
    }

    @Test
    void whatAnEngineThatIsGoneInTheMiddleDoesIsLookedAtWhenItIsBack() {
        up("exec-gone");
        try (Rig rig = rig()) {
            proxy.treatNext(SocketProxy.fitting("POST", "/exec/.*/start"), new Treatment.LoseAnswer());
            assertThat(rig.exec("exec-gone", Map.of(), "sh", "-c", "exit 5")).isInstanceOf(Outcome.Unknown.class);
            proxy.disappear();
            Future<Outcome> settled = rig.settling();
            await().atMost(SOON).until(() -> rig.waits() >= 1);
            assertThat(settled.isComplete()).isFalse();
            proxy.reappear();
            assertThat(rig.get(settled)).isEqualTo(new Outcome.Failed("exit code 5"));
        }
    }

    @Test
    void whatWasBegunBeforeWeEndedIsKnownAtOurNextStart() {
        up("exec-crash");
        try (Rig rig = rig()) {
            rig.begin("exec-crash", Map.of(), "sh", "-c", "while ! test -e /tmp/go; do sleep 0.05; done; exit 6");
            await().atMost(SOON).until(() -> runs("exec-crash", "test -e /tmp/go"));
            rig.dies();
            engine.docker("exec", "exec-crash", "touch", "/tmp/go").orFail();
        }
        try (Rig next = rig()) {
            assertThat(next.settle()).isEqualTo(new Outcome.Failed("exit code 6"));
        }
        assertThat(proxy.count("POST", "/exec/.*/start")).isEqualTo(1);
    }
}
