package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.PrivateEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ourselves twice, ourselves again, and ourselves without a record. */
class InstancesTest {
    private final PrivateEngine engine = new PrivateEngine();

    @TempDir
    Path home;

    @TempDir
    Path second;

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void ofTwoInstancesTheSecondObservesUntilTheFirstIsGone() {
        Path shared = home.resolve("run");
        Spine acting = new Spine(engine.dockerHost(), home, shared, "");
        acting.awaitReady();
        try (Spine observing = new Spine(engine.dockerHost(), second, shared, "")) {
            observing.awaitReady();
            start("both");
            Spine.kill9(engine, "both");

            acting.incident("both", "ContainerExitedWithError", "healed");
            assertThat(observing.incident("both", "ContainerExitedWithError", "yielded")
                    .at("/remedy/attempts")
                    .toString()).contains("observer");
            assertThat(Spine.restarts(engine, "both")).isEqualTo(1);
            assertThat(observing.pages("both")).isEmpty();
            acting.close();
            await().atMost(Spine.SOON).until(() -> observing.body("/metrics").contains("dockmedic_acting 1"));
            observing.healSomethingElse(engine, "later");
        }
    }

    @Test
    void whatDiedWhileWeWereAwayIsHealedWhenWeAreBack() {
        start("away");
        Spine.ready(engine.dockerHost(), home, "").close();
        Spine.kill9(engine, "away");

        try (Spine again = Spine.ready(engine.dockerHost(), home, "")) {
            again.incident("away", "ContainerExitedWithError", "healed");
            assertThat(Spine.restarts(engine, "away")).isEqualTo(1);
        }
    }

    @Test
    void withoutAJournalItWatchesAndTellsAndDoesNotAct() throws IOException {
        Path data = Files.createDirectories(
                home.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(data.resolve("journal.db"),
                "this is no database, but it is long enough to look at ".repeat(99));

        try (Spine spine = new Spine(engine.dockerHost(), home, home, "")) {
            await().atMost(Spine.SOON).until(() -> spine.body("/-/ready").contains("journal.db"));
            assertThat(spine.body("/-/ready")).contains("degraded");
            start("unrecorded");
            Spine.kill9(engine, "unrecorded");
            await().atMost(Spine.SOON).until(() -> spine.incidents("unrecorded").toString().contains("no_journal"));
            assertThat(Spine.status(engine, "unrecorded")).isEqualTo("exited");
            assertThat(Files.readString(data.resolve("journal.db"))).startsWith("this is no database");
        }
    }

    private void start(String name) {
        engine.run(name, Map.of("dockmedic.heal", "true"), "sleep", "1000");
    }
}
