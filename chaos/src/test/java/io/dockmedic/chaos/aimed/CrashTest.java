package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.Pager.Page;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The program is killed with SIGKILL at the instants of its calls that matter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTest {
    private final PrivateEngine engine = new PrivateEngine();
    private Rig rig;

    @BeforeEach
    void open(@TempDir Path home) {
        rig = new Rig(engine, home);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @AfterAll
    void end() {
        engine.close();
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aDeadContainerIsStartedOnceWhereverTheProgramDies(Moment moment) {
        rig.run("web");
        rig.started();
        rig.proxy.treatNext(SocketProxy.fitting("POST", Rig.RESTART),
                new Treatment.At(moment, rig.program::kill));
        rig.fault("web");
        rig.awaiting("killed", () -> !rig.program.alive());

        rig.started();

        rig.awaiting("running", () -> rig.running("web"));
        JsonNode incident = rig.incident("web", "ContainerExitedWithError", "healed");
        assertThat(incident.at("/remedy/attempts").toString()).contains("\"restart\"");
        assertThat(rig.starts("web")).isEqualTo(2);
        assertThat(rig.calls("web")).isEqualTo(moment == Moment.BEFORE ? 2 : 1);
        assertThat(rig.pager.escalations("web")).isEmpty();
    }

    @Test
    void aPageIsSentUnderTheSameKeyWhenItsAnswerWasNotSeen() {
        rig.started();
        AtomicBoolean killed = new AtomicBoolean();
        rig.pager.beforeAnswer(() -> {
            if (killed.compareAndSet(false, true)) {
                rig.program.kill();
            }
        });
        rig.run("typo", "sh", "-c", "nosuchcommand");
        rig.awaiting("killed", () -> killed.get() && !rig.program.alive());

        rig.started();

        rig.awaiting("paged again", () -> rig.pager.deliveries().size() > 1);
        rig.healAnother("afterwards");
        assertThat(rig.pager.escalations("typo")).hasSize(1);
        assertThat(rig.pager.deliveries()).extracting(Page::key).hasSize(2);
        assertThat(rig.starts("typo")).isEqualTo(1);
    }
}
