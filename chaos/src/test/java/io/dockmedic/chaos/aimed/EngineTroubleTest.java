package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine goes, hangs or is out of reach in the middle of a remedy. */
class EngineTroubleTest {
    private final PrivateEngine engine = new PrivateEngine();
    private final AtomicBoolean struck = new AtomicBoolean();
    private Rig rig;

    @BeforeEach
    void open(@TempDir Path home) {
        rig = new Rig(engine, home);
    }

    @AfterEach
    void close() {
        try (engine) {
            rig.close();
        }
    }

    @Test
    void theSocketGoesAndComesBack() {
        duringTheRemedy(rig.proxy::disappear);
        rig.awaiting("not ready", () -> !rig.program.ready());
        rig.proxy.reappear();
        healedOnce();
    }

    @Test
    void theEngineHangsForTwentySeconds() {
        duringTheRemedy(engine::freeze);
        long thaw = System.nanoTime() + TimeUnit.SECONDS.toNanos(25);
        rig.awaiting("not ready", () -> !rig.program.ready() && System.nanoTime() > thaw);
        engine.thaw();
        healedOnce();
    }

    @Test
    void theEngineIsRestarted() {
        duringTheRemedy(engine::terminate);
        rig.awaiting("not ready", () -> !rig.program.ready());
        engine.startAgain();
        rig.awaiting("ready", rig.program::ready);
        rig.awaiting("running", () -> rig.running("web"));
        assertThat(rig.calls("web")).isLessThanOrEqualTo(2);
    }

    /** On its return such an engine stops what still runs and records it as asked: then a person is told. */
    @Test
    void theEngineIsKilled() {
        duringTheRemedy(engine::killHard);
        rig.awaiting("not ready", () -> !rig.program.ready());
        engine.startAgain();
        rig.awaiting("ready", rig.program::ready);
        rig.awaiting("running or told",
                () -> rig.running("web") || !rig.pager.escalations("web").isEmpty());
        assertThat(rig.calls("web")).isLessThanOrEqualTo(2);
    }

    private void duringTheRemedy(Runnable strike) {
        rig.run("web");
        rig.started();
        rig.proxy.treatNext(SocketProxy.fitting("POST", Rig.RESTART), new Treatment.At(Moment.DURING, () -> {
            strike.run();
            struck.set(true);
        }));
        String pid = rig.inspect("web", "{{.State.Pid}}");
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
        rig.awaiting("struck", struck::get);
    }

    private void healedOnce() {
        rig.awaiting("ready", rig.program::ready);
        rig.awaiting("running", () -> rig.running("web"));
        rig.incident("web", "ContainerExitedWithError", "healed");
        assertThat(rig.starts("web")).isEqualTo(2);
        assertThat(rig.calls("web")).isEqualTo(1);
        assertThat(rig.pager.deliveries()).isEmpty();
    }
}
