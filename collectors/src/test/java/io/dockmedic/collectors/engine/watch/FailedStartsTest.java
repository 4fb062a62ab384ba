package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.StartFailed;
import io.dockmedic.collectors.event.ContainerEvent.Started;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.event.StartFault;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of starts that fail, on a real engine, which says nothing of them. */
@RealEngine
class FailedStartsTest {
    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    private final PrivateEngine engine;

    FailedStartsTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        List.of("fs-typo", "fs-made", "fs-mends", "fs-tool", "fs-ours", "fs-after", "fs-net", "fs-gap", "fs-child",
                "fs-parent", "fs-soon")
                .forEach(name -> engine.docker("rm", "--force", name));
    }

    @Test
    void eachStartThatFailsIsToldOnceAndWhatWasOnlyMadeIsNone() {
        try (Watching watching = new Watching(engine, directory)) {
            make("fs-made", List.of(), "sleep", "1000");
            make("fs-typo", List.of(), "/nonesuch");
            engine.docker("start", "fs-typo");

            StartFailed failed = watching.event("fs-typo", StartFailed.class);
            assertThat(failed.fault()).isEqualTo(StartFault.COMMAND_NOT_FOUND);
            assertThat(failed.error()).contains("exec: \"/nonesuch\"");
            assertThat(failed.exitCode()).isEqualTo(127);
            assertThat(failed.startedBy()).isEqualTo(StartCause.FOREIGN);
            assertThat(failed.origin()).isEqualTo(Origin.ENGINE);

            engine.docker("start", "fs-typo");
            await().atMost(SOON).until(() -> watching.all("fs-typo", StartFailed.class).size() == 2);
        }
        try (Watching again = new Watching(engine, directory)) {
            assertThat(again.all("fs-typo", StartFailed.class)).as("told before our restart").isEmpty();
            assertThat(again.all("fs-made", StartFailed.class)).isEmpty();
            assertThat(again.all("fs-typo", Died.class)).isEmpty();
        }
    }

    @Test
    void whatTheRestartPolicyCannotStartIsGivenUp() throws IOException {
        Path tool = executable();
        engine.run("fs-tool", List.of("--restart=always", "--volume=" + tool + ":/tool"), "/tool");
        try (Watching watching = new Watching(engine, directory)) {
            Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rw-r--r--"));
            kill("fs-tool");

            assertThat(watching.death("fs-tool").engineRestarts()).isTrue();
            StartFailed failed = watching.event("fs-tool", StartFailed.class);
            assertThat(failed.fault()).isEqualTo(StartFault.COMMAND_NOT_EXECUTABLE);
            assertThat(failed.startedBy()).isEqualTo(StartCause.ENGINE);
            assertThat(engine.docker("inspect", "--format={{.State.Status}}", "fs-tool").text()).isEqualTo("exited");

            Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
            engine.docker("start", "fs-tool").orFail();
            await().atMost(SOON).until(() -> !watching.all("fs-tool", Started.class).isEmpty());
            assertThat(watching.all("fs-tool", StartFailed.class)).hasSize(1);
            assertThat(watching.all("fs-tool", Died.class)).hasSize(1);
        }
    }

    @Test
    void oneOfOurOwnIsKnownForOurs() {
        String id = make("fs-ours", List.of(), "/nonesuch");
        try (Watching watching = new Watching(engine, directory)) {
            watching.begin(new OwnAct("a1", id, "start", Instant.now(), OwnAct.Phase.BEGINS));
            engine.docker("start", "fs-ours");

            assertThat(watching.event("fs-ours", StartFailed.class).startedBy()).isEqualTo(StartCause.OURS);
        }
    }

    @Test
    void whatFailedWhileNobodyLookedIsFound() throws IOException {
        Path tool = executable();
        engine.run("fs-gap", List.of("--restart=always", "--volume=" + tool + ":/tool"), "/tool");
        new Watching(engine, directory).close();
        make("fs-net", List.of("--network=container:fs-nobody"), "sleep", "1000");
        engine.docker("start", "fs-net");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rw-r--r--"));
        kill("fs-gap");
        await().atMost(SOON)
                .until(() -> engine.docker("inspect", "--format={{.State.Status}}{{.State.Error}}", "fs-gap").text(),
                        text -> text.contains("exited") && text.contains("permission denied"));

        try (Watching again = new Watching(engine, directory)) {
            StartFailed failed = again.event("fs-net", StartFailed.class);
            assertThat(failed.fault()).isEqualTo(StartFault.PARENT_DOWN);
            assertThat(failed.startedBy()).isEqualTo(StartCause.FOUND);
            assertThat(failed.origin()).isEqualTo(Origin.RECONCILE);
            assertThat(again.event("fs-gap", StartFailed.class).fault()).isEqualTo(StartFault.COMMAND_NOT_EXECUTABLE);
            assertThat(again.event("fs-gap", StartFailed.class).startedBy()).as("it ran when we saw it last")
                    .isEqualTo(StartCause.ENGINE);
            assertThat(again.death("fs-gap").engineRestarts()).as("somebody has tried").isTrue();
        }
        try (Watching third = new Watching(engine, directory)) {
            assertThat(third.all("fs-gap", StartFailed.class)).isEmpty();
            assertThat(third.all("fs-net", StartFailed.class)).isEmpty();
        }
    }

    /** Of these the engine says nothing at all. */
    @Test
    void whatTheEngineDoesNotSayIsLookedForAMomentLater() {
        engine.run("fs-parent", List.of(), "sleep", "1000");
        try (Watching watching = new Watching(engine, directory)) {
            make("fs-child", List.of("--restart=always", "--network=container:fs-parent"), "sleep", "1000");
            engine.docker("start", "fs-child").orFail();
            make("fs-soon", List.of("--network=container:fs-nobody"), "sleep", "1000");
            engine.docker("start", "fs-soon");
            assertThat(watching.event("fs-soon", StartFailed.class).fault()).isEqualTo(StartFault.PARENT_DOWN);

            kill("fs-parent");
            kill("fs-child");
            assertThat(watching.event("fs-child", StartFailed.class).fault()).isEqualTo(StartFault.PARENT_DOWN);
            assertThat(watching.all("fs-child", Died.class)).hasSize(1);
        }
    }

    private Path executable() throws IOException {
        Path tool = Files.writeString(directory.resolve("tool"), "#!/bin/sh\nexec sleep 1000\n");
        return Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** As if it had died by itself. */
    private void kill(String name) {
        String pid = engine.docker("inspect", "--format={{.State.Pid}}", name).orFail().text();
        Command.run(Map.of(), List.of("kill", "-9", pid)).orFail();
    }

    private String make(String name, List<String> options, String... command) {
        List<String> call = new ArrayList<>(List.of("create", "--name=" + name));
        call.addAll(
                options.stream().anyMatch(one -> one.startsWith("--network")) ? List.of() : List.of("--network=none"));
        call.addAll(options);
        call.add(BusyboxImage.in(engine));
        call.addAll(List.of(command));
        return engine.docker(call.toArray(String[]::new)).orFail().text();
    }
}
