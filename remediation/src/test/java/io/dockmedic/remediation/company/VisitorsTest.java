package io.dockmedic.remediation.company;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ExecCalls;
import io.dockmedic.remediation.FakeExecs;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.action.about.ActionClass;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes as Linux shows them, in a folder of our own: terminals of hours ago cannot be had otherwise. */
class VisitorsTest {
    private static final String ID = "0123456789ab";

    @TempDir
    Path proc;

    private final Vertx vertx = Vertx.vertx();
    private final FakeExecs execs = new FakeExecs();
    private final SystemClock clock = new SystemClock();
    private Visitors visitors;
    private long start = 8_000_000;

    @BeforeEach
    void begin() throws Exception {
        visitors = new Visitors(execs, proc, new HangGuard(vertx, new VertxTimers(vertx), "test"), clock);
        execs.people = new CallResult.Done<>(List.of(new ExecCalls.Terminal("bash", 42)));
        Files.writeString(proc.resolve("uptime"), "100000.00 5.00\n");
        process("bash", "42", "", Duration.ofHours(5));
    }

    @AfterEach
    void end() {
        vertx.close();
    }

    /** Begun 80000 s after the machine, which is 5 h 33 min ago. */
    private void process(String name, String foreground, String children, Duration unused) throws Exception {
        Path folder = Files.createDirectories(proc.resolve("42"));
        Files.createDirectories(folder.resolve("fd"));
        Files.createDirectories(folder.resolve("task/42"));
        Files.writeString(folder.resolve("cgroup"), "0::/system.slice/docker-" + ID + ".scope\n");
        Files.writeString(folder.resolve("task/42/children"), children);
        Files.writeString(folder.resolve("stat"), "42 (" + name + ") S 1 42 42 34816 " + foreground
                + " 4194304 1 0 0 0 0 0 0 0 20 0 1 0 " + start + " 1 1\n");
        Path terminal = proc.resolve("terminal");
        Files.writeString(terminal, "");
        FileTime then = FileTime.from(clock.shown(clock.now()).minus(unused));
        Files.setAttribute(terminal, "lastAccessTime", then);
        Files.setLastModifiedTime(terminal, then);
        Files.deleteIfExists(folder.resolve("fd/0"));
        Files.createSymbolicLink(folder.resolve("fd/0"), Path.of("/dev/pts/../.." + terminal));
    }

    private Company company() {
        return Hospital.get(visitors.in(ID));
    }

    @Test
    void aShellAtWhichNobodyWasForHoursIsForgotten() {
        assertThat(company()).isEqualTo(Company.NOBODY);
    }

    @Test
    void oneThatWasUsedSinceIsAPersonAndIsDescribed() throws Exception {
        process("bash", "42", "", Duration.ofMinutes(90));
        assertThat(company().terminals()).singleElement()
                .isEqualTo("bash (process 42 of the engine's machine), open for 5 h 33 min, last used 1 h 30 min ago");
    }

    @Test
    void oneInWhichSomethingRunsIsNotForgotten() throws Exception {
        process("bash", "43", "43 ", Duration.ofHours(5));
        assertThat(company().terminals()).hasSize(1);
        process("bash", "42", "44 ", Duration.ofHours(5));
        assertThat(company().terminals()).as("in the background").hasSize(1);
    }

    @Test
    void whatIsNoShellMayBeAtWork() throws Exception {
        process("psql", "42", "", Duration.ofHours(5));
        assertThat(company().terminals()).hasSize(1);
    }

    @Test
    void aClockThatWasSetForwardMakesNoneOlderThanItIs() throws Exception {
        start = 9_900_000;
        process("bash", "42", "", Duration.ofHours(5));
        assertThat(company().terminals()).hasSize(1);
    }

    @Test
    void aProcessOfAnotherContainerTellsNothing() throws Exception {
        Files.writeString(proc.resolve("42/cgroup"), "0::/another\n");
        assertThat(company().terminals()).containsExactly("bash (process 42 of the engine's machine)");
    }

    @Test
    void whatCannotBeSeenStandsAgainstWhatIsNotSafe() {
        execs.people = new CallResult.Refused<>(ErrorClass.SERVER_ERROR, 500, "broken");
        assertThat(company().against(ActionClass.SAFE)).isEmpty();
        assertThat(company().against(ActionClass.CAREFUL))
                .contains("whether somebody is inside cannot be seen: GET /exec/ID/json is answered 500 broken");
        execs.people = new CallResult.Unknown<>("no answer within 5 s");
        assertThat(company().against(ActionClass.DESTRUCTIVE)).isPresent();
        execs.people = new CallResult.Refused<>(ErrorClass.NOT_FOUND, 404, "No such container");
        assertThat(company().against(ActionClass.DESTRUCTIVE)).isEmpty();
    }
}
