package io.dockmedic.remediation.action.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of this machine. */
class RunningTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    private static Running.Ended sh(Duration timeout, String script) throws Exception {
        return new Running(new SystemClock()::nanos).run(List.of("/bin/sh", "-c", script), timeout);
    }

    @Test
    void itHasNothingOfOursAndItsLastWordsAreHeard() throws Exception {
        Running.Ended ended = sh(SOON, "env | sort; pwd; cat; echo to err >&2; exit 7");
        assertThat(ended.exitCode()).isEqualTo(7);
        assertThat(ended.late()).isFalse();
        assertThat(ended.lines().stream().filter(line -> !line.startsWith("PWD=") && !line.startsWith("_=")))
                .containsExactly("LANG=C.UTF-8", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                        "/",
                        "to err");
    }

    @Test
    void argumentsAreNotTakenApart() throws Exception {
        assertThat(new Running(new SystemClock()::nanos).run(List.of("/bin/echo", "$HOME; ls", "`id`", "a b"), SOON)
                .lines())
                .containsExactly("$HOME; ls `id` a b");
    }

    @Test
    void whatItWritesIsBoundedAndItsEndIsKept() throws Exception {
        Running.Ended ended = sh(SOON, "yes | head -c 10000000; echo the end");
        assertThat(ended.lines()).endsWith("the end");
        assertThat(ended.lines().stream().mapToInt(String::length).sum()).isLessThan(64 << 10);
    }

    @Test
    void itsTimeIsAlsoThatOfWhatItBegan() throws Exception {
        Path pid = dir.resolve("pid");
        Running.Ended ended = sh(Duration.ofMillis(500), "sleep 1000 & echo $! > " + pid + "; echo begun; wait");
        assertThat(ended.late()).isTrue();
        assertThat(ended.lines()).containsExactly("begun");
        Optional<ProcessHandle> child = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
        await().atMost(SOON).until(() -> child.isEmpty() || !child.get().isAlive());
    }

    @Test
    void whatIsKilledDoesNotGoOnToItsNextLine() throws Exception {
        Path next = dir.resolve("next");
        Running.Ended ended = sh(Duration.ofMillis(500),
                "sh -c 'sleep 1000; echo inner >> " + next + "'; echo outer >> " + next);
        assertThat(ended.late()).isTrue();
        assertThat(ended.exitCode()).isEqualTo(137);
        assertThat(ended.left()).isEmpty();
        assertThat(next).doesNotExist();
    }

    @Test
    void noneOfAPipelineTakesItsKilledNeighbourForDone() throws Exception {
        Path latest = dir.resolve("latest");
        Running.Ended ended = sh(Duration.ofMillis(300),
                "sleep 1000 | cat | sh -c 'cat > /dev/null && : > " + latest + "'");
        assertThat(ended.late()).isTrue();
        assertThat(ended.left()).isEmpty();
        assertThat(latest).doesNotExist();
    }

    @Test
    void whatItLeavesWritingForEverHasNoReaderAnyMore() throws Exception {
        Path pid = dir.resolve("pid");
        Running.Ended ended = sh(SOON, "yes & echo $! > " + pid + "; exit 3");
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.late()).isFalse();
        // Nobody reads what it writes any more.
        Optional<ProcessHandle> child = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
        await().atMost(SOON).until(() -> child.isEmpty() || !child.get().isAlive());
    }

    @Test
    void whatItLeavesRunningDoesNotHoldItUp() throws Exception {
        Path pid = dir.resolve("pid");
        Running.Ended ended = sh(SOON, "sleep 30 & echo $! > " + pid + "; echo done");
        assertThat(ended.late()).isFalse();
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.lines()).containsExactly("done");
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void aSignalIsToldAsAShellDoes() throws Exception {
        assertThat(sh(SOON, "kill -9 $$").exitCode()).isEqualTo(137);
    }

    @Test
    void whatIsNotThereIsNotBegun() {
        assertThatThrownBy(() -> new Running(new SystemClock()::nanos).run(List.of("/no/such/program"), SOON))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatPassesIsToldFromWhatDoesNotByTheJdksOwnWords() {
        IOException missing = catchThrowableOfType(IOException.class,
                () -> new Running(new SystemClock()::nanos).run(List.of("/no/such/program"), SOON));
        assertThat(HostCommandAction.notBegun(missing).error()).isEqualTo(ErrorClass.BAD_COMMAND);
        String words = String.valueOf(missing.getMessage());
        for (int passing : new int[]{11, 12, 23, 24}) {
            String other = words.replaceAll("\\b2\\b", Integer.toString(passing)) + "\nand more";
            assertThat(other).isNotEqualTo(words + "\nand more");
            assertThat(HostCommandAction.notBegun(new IOException(other))).isEqualTo(
                    new Outcome.Refused(ErrorClass.SERVER_ERROR,
                            "not begun: " + other.lines().findFirst().orElseThrow()));
        }
        assertThat(HostCommandAction.notBegun(new IOException("Too many open files")).error())
                .isEqualTo(ErrorClass.SERVER_ERROR);
    }

    @Test
    void onlyANameAndAnIdComeIntoACommand() {
        HostCommand command = new HostCommand("c", List.of("/bin/x", "--of={container}", "{id}"), SOON);
        String id = "a".repeat(64);
        assertThat(command.of("web", id)).contains(List.of("/bin/x", "--of=web", id));
        for (String name : List.of("", "-rf", "a b", "../x", "a\nb", "$(x)")) {
            assertThat(command.of(name, id)).as(name).isEmpty();
        }
        assertThat(command.of("web", "short")).isEmpty();
    }
}
