package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.Started;
import io.dockmedic.collectors.event.ContainerEvent.Stopped;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine goes and comes back, and nobody's stop is undone or forgotten. */
@InMatrix(value = EngineShutdownTest.SHOWN, on = Column.INSTALLED)
class EngineShutdownTest {
    static final String SHOWN = "what the engine's own stop took along is told, and nobody's stop forgotten";
    private static final String OBEYS = "trap 'exit 0' TERM; while :; do sleep 60 & wait; done";

    @TempDir
    Path directory;

    private PrivateEngine engine;

    Edition edition() {
        return Edition.INSTALLED;
    }

    @BeforeEach
    void start() {
        engine = new PrivateEngine(edition());
    }

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void whatTheEngineTookAlongAndDidNotStartAgainIsTold() {
        run("no", "no");
        run("always", "always");
        run("unless-stopped", "unless-stopped");
        run("on-failure", "on-failure:3");
        run("person", "no");
        try (Watching watching = new Watching(engine, directory)) {
            engine.docker("stop", "person").orFail();
            watching.death("person");
            engine.terminate();
            watching.awaitDisconnected();
            engine.startAgain();
            watching.awaitConnected(2);

            assertThat(watching.lastConnected().gap()).isTrue();
            assertThat(last(watching, "no")).isEqualTo(Intent.ENGINE_SHUTDOWN);
            assertThat(last(watching, "on-failure")).isEqualTo(Intent.ENGINE_SHUTDOWN);
            assertThat(last(watching, "person")).isEqualTo(Intent.ASKED);
            assertThat(watching.all("always", Started.class)).as("before and after").hasSize(2);
            assertThat(watching.all("unless-stopped", Started.class)).hasSize(2);
        }
    }

    /** The engine's own record says of both that somebody stopped them, and its restart policy goes by that. */
    @Test
    void whatWasSentAHarmlessSignalBeforeIsToldToo() {
        run("ours", "no");
        run("signalled", "unless-stopped");
        try (Watching watching = new Watching(engine, directory)) {
            String id = engine.docker("inspect", "-f", "{{.Id}}", "ours").orFail().text();
            watching.begin(new OwnAct("act-1", id, "signal", Instant.now(), OwnAct.Phase.BEGINS));
            engine.docker("kill", "-s", "HUP", "ours").orFail();
            engine.docker("kill", "-s", "HUP", "signalled").orFail();
            watching.event("signalled", Touched.class);
            engine.terminate();
            watching.awaitDisconnected();
            engine.startAgain();
            watching.awaitConnected(2);

            assertThat(last(watching, "signalled")).isEqualTo(Intent.ENGINE_SHUTDOWN);
            assertThat(last(watching, "ours")).isEqualTo(Intent.ENGINE_SHUTDOWN);
        }
    }

    @Test
    void whatTheReturningEngineStoppedItselfIsNotTakenForAPersonsStop() {
        run("no", "no");
        try (Watching watching = new Watching(engine, directory)) {
            engine.killHard();
            watching.awaitDisconnected();
            engine.startAgain();
            watching.awaitConnected(2);

            assertThat(watching.death("no").gap()).isTrue();
            assertThat(last(watching, "no")).isEqualTo(Intent.UNKNOWN);
        }
    }

    @Test
    void theSameWhenWeHadEndedBefore() {
        run("no", "no");
        new Watching(engine, directory).close();
        engine.killHard();
        engine.startAgain();

        try (Watching watching = new Watching(engine, directory)) {
            assertThat(watching.death("no").gap()).isTrue();
            assertThat(last(watching, "no")).isEqualTo(Intent.UNKNOWN);
        }
    }

    @Test
    void whatTheEngineTookAlongIsToldAlsoWhenWeEndedWithIt() {
        run("no", "no");
        run("person", "no");
        try (Watching watching = new Watching(engine, directory)) {
            engine.docker("stop", "person").orFail();
            watching.death("person");
            engine.terminate();
            watching.awaitDisconnected();
        }
        engine.startAgain();

        try (Watching watching = new Watching(engine, directory)) {
            assertThat(watching.death("no").judgement().intent()).isEqualTo(Intent.ENGINE_SHUTDOWN);
            assertThat(watching.all("person", Died.class)).isEmpty();
        }
    }

    @Test
    void ourOwnQuickRestartMissesNothing() {
        run("fault", "no");
        run("person", "no");
        run("fine", "no");
        new Watching(engine, directory).close();
        engine.docker("stop", "person").orFail();
        kill9("fault");

        try (Watching watching = new Watching(engine, directory)) {
            assertThat(watching.death("fault").judgement().intent()).isEqualTo(Intent.NOT_ASKED);
            assertThat(watching.death("person").judgement().intent()).isEqualTo(Intent.ASKED);
        }
    }

    @Test
    void ourOwnRestartOfAContainerIsOursAfterOurOwnEnd() {
        try (Watching watching = new Watching(engine, directory)) {
            run("web", "no");
            String id = watching.event("web", Started.class).container().id();
            watching.begin(new OwnAct("act-1", id, "restart", Instant.now(), OwnAct.Phase.BEGINS));
        }
        engine.docker("restart", "web").orFail();

        try (Watching watching = new Watching(engine, directory)) {
            assertThat(watching.death("web").judgement().ours()).isTrue();
            assertThat(watching.event("web", Started.class).cause()).isEqualTo(StartCause.OURS);
            assertThat(watching.all("web", Touched.class)).extracting(Touched::action)
                    .doesNotContain("kill", "stop", "restart");
        }
    }

    @Test
    void aSignalBeforeOurOwnRestartAsksForTheDeathAfterIt() {
        engine.run("slow", List.of(), "sh", "-c", "trap 'sleep 4; exit 1' TERM; while :; do sleep 60 & wait; done");
        try (Watching watching = new Watching(engine, directory)) {
            engine.docker("kill", "-s", "TERM", "slow").orFail();
            watching.event("slow", Touched.class);
        }

        try (Watching watching = new Watching(engine, directory)) {
            assertThat(watching.death("slow")).returns(false, Died::gap)
                    .returns(Intent.ASKED, died -> died.judgement().intent());
        }
    }

    @Test
    void afterOurOwnLongAbsenceTheEnginesRecordTells() {
        run("fault", "no");
        run("person", "no");
        run("fine", "no");
        new Watching(engine, directory).close();
        engine.docker("stop", "person").orFail();
        kill9("fault");
        for (int i = 0; i < 300; i++) {
            engine.docker("tag", "dockmedic/test:1", "dockmedic/overrun:" + i).orFail();
        }

        try (Watching watching = new Watching(engine, directory)) {
            assertThat(watching.lastConnected().gap()).isTrue();
            assertThat(watching.death("fault")).returns(true, Died::gap)
                    .returns(Intent.NOT_ASKED, died -> died.judgement().intent());
            assertThat(watching.death("person").judgement().intent()).isEqualTo(Intent.ASKED);
            assertThat(watching.all("fine", Died.class)).isEmpty();
            assertThat(watching.all("fine", Stopped.class)).isEmpty();
        }
    }

    private static Intent last(Watching watching, String name) {
        return watching.all(name, Died.class).getLast().judgement().intent();
    }

    private void run(String name, String policy) {
        engine.run(name, List.of("--restart=" + policy), "sh", "-c", OBEYS);
    }

    private void kill9(String name) {
        String pid = engine.docker("inspect", "-f", "{{.State.Pid}}", name).orFail().text();
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
    }
}
