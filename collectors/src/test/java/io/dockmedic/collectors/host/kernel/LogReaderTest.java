package io.dockmedic.collectors.host.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.KernelEvent.IoError;
import io.dockmedic.collectors.event.KernelEvent.Quiet;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
    private static final Instant START = Instant.parse("2026-11-26T00:00:00Z");
    private static final long SECOND = 1_000_000;

    @TempDir
    private Path home;

    private final ManualTime time = new ManualTime(START);
    private final ScriptedLog log = new ScriptedLog();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private LogReader reader(String boot) {
        return new LogReader(log, new Position(home.resolve("kernel-log")), boot,
                new Whereabouts(new Containers(), home), time, new LineMeters(meters), LineListener.NONE);
    }

    private static List<String> devices(List<Event> events) {
        return events.stream().map(event -> event.kind() + " " + event.subject()).toList();
    }

    private double counted(String name, String tag, String value) {
        return meters.get(name).tag(tag, value).counter().count();
    }

    @Test
    void beginsWithWhatIsToComeAndTellsWhenItWasWritten() throws Exception {
        log.error(0, "old");
        LogReader reader = reader("boot1");
        assertThat(reader.round("h")).isEmpty();
        time.advance(Duration.ofSeconds(10));
        log.error(9_750_000, "sda");
        List<Event> events = reader.round("h");
        assertThat(events).singleElement().isInstanceOfSatisfying(IoError.class, error -> {
            assertThat(error.subject()).isEqualTo("sda");
            assertThat(error.at()).isEqualTo(START.plusMillis(9_750));
            assertThat(error.host()).isEqualTo("h");
        });
        assertThat(counted("dockmedic.kernel.log.records", "kind", "host.io_error")).isEqualTo(1);
    }

    @Test
    void aClockThatDriftedIsHeldBetweenTwoLooks() throws Exception {
        LogReader reader = reader("boot1");
        time.advance(Duration.ofSeconds(100));
        reader.round("h");
        time.advance(Duration.ofSeconds(1));
        log.error(40 * SECOND, "behind");
        log.error(300 * SECOND, "ahead");
        assertThat(reader.round("h")).extracting(Event::at)
                .containsExactly(START.plusSeconds(100), START.plusSeconds(101));
    }

    @Test
    void whatIsOfNoKindHereIsShownToOthersIfTheKernelWroteIt() throws Exception {
        List<String> shown = new ArrayList<>();
        LogReader reader = new LogReader(log, new Position(home.resolve("kernel-log")), "boot1",
                new Whereabouts(new Containers(), home), time, new LineMeters(meters), (text, at) -> {
                    shown.add(at + " " + text);
                    return text.startsWith("NVRM");
                });
        reader.round("h");
        time.advance(Duration.ofSeconds(10));
        log.write(3, 9_750_000, "NVRM: x");
        log.write(6, 9_750_000, "usb");
        log.write(11, 9_750_000, "NVRM: made up");
        log.error(9_750_000, "sda");
        assertThat(reader.round("h")).hasSize(1);
        assertThat(shown).containsExactly(START.plusMillis(9_750) + " NVRM: x", START.plusMillis(9_750) + " usb");
        assertThat(counted("dockmedic.kernel.log.records", "kind", "gpu.fault")).isEqualTo(1);
        assertThat(counted("dockmedic.kernel.log.records", "kind", "other")).isEqualTo(1);
    }

    @Test
    void whatAProcessWroteIsCountedAndNotBelieved() throws Exception {
        LogReader reader = reader("boot1");
        reader.round("h");
        log.write(11, 0, "I/O error, dev sda, sector 1 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2");
        log.write(6, 0, "random: crng init done");
        assertThat(reader.round("h")).isEmpty();
        assertThat(counted("dockmedic.kernel.log.records", "kind", "user")).isEqualTo(1);
        assertThat(counted("dockmedic.kernel.log.records", "kind", "other")).isEqualTo(1);
    }

    @Test
    void whatWasWrittenWhileWeWereAwayIsToldOnceAfterTheRestart() throws Exception {
        LogReader first = reader("boot1");
        first.round("h");
        log.error(0, "sda");
        assertThat(first.round("h")).hasSize(1);
        first.round("h");
        first.close();
        log.error(0, "sdb");
        LogReader second = reader("boot1");
        assertThat(devices(second.round("other"))).containsExactly("host.io_error sdb");
        time.advance(Duration.ofSeconds(60));
        assertThat(second.round("other")).extracting(event -> event.kind() + " " + event.subject() + " " + event.host())
                .containsExactlyInAnyOrder("host.quiet sda h", "host.quiet sdb other");
    }

    @Test
    void whatWasFoundButNotToldWhenWeEndedIsToldAfterTheRestart() throws Exception {
        LogReader first = reader("boot1");
        log.write(6, 0, "something");
        first.round("h");
        log.error(0, "sda");
        first.round("h");
        log.error(0, "sdb");
        assertThat(first.round("h")).hasSize(1);
        LogReader second = reader("boot1");
        assertThat(devices(second.round("h"))).containsExactly("host.io_error sdb");
    }

    @Test
    void afterARestartOfTheMachineAllThatItWroteIsNew() throws Exception {
        LogReader first = reader("boot1");
        first.round("h");
        log.error(0, "sda");
        first.round("h");
        first.round("h");
        LogReader second = reader("boot2");
        time.advance(Duration.ofSeconds(30));
        assertThat(second.round("h")).singleElement().isInstanceOfSatisfying(IoError.class, error -> {
            assertThat(error.subject()).isEqualTo("sda");
            assertThat(error.count()).isEqualTo(1);
        });
    }

    @Test
    void aFileThatCannotBeReadCostsWhatWasWrittenMeanwhile() throws Exception {
        Files.writeString(home.resolve("kernel-log"), "boot1\nx\n");
        log.error(0, "sda");
        LogReader reader = reader("boot1");
        assertThat(reader.round("h")).isEmpty();
        log.error(0, "sdb");
        assertThat(reader.round("h")).hasSize(1);
    }

    @Test
    void overwrittenRecordsAreCountedAndSaidForAWhile() throws Exception {
        LogReader reader = reader("boot1");
        log.write(6, 0, "before");
        reader.round("h");
        log.write(6, 0, "one");
        reader.round("h");
        for (int lines = 0; lines < 20; lines++) {
            log.write(6, 0, "flood");
        }
        log.keepLast(5);
        log.error(0, "sda");
        assertThat(reader.round("h")).hasSize(1);
        assertThat(counted("dockmedic.kernel.log.lost", "reason", "overwritten")).isEqualTo(15);
        assertThat(reader.lostLately()).contains("15 records");
        time.advance(Duration.ofMinutes(10));
        assertThat(reader.lostLately()).isEmpty();
    }

    @Test
    void aLogThatBreaksIsOpenedAgainAndNothingIsReadTwice() throws Exception {
        LogReader reader = reader("boot1");
        log.error(0, "old");
        reader.round("h");
        log.error(0, "sda");
        reader.round("h");
        log.error(0, "sdb");
        log.breakOnce();
        assertThatThrownBy(() -> reader.round("h")).isInstanceOf(IOException.class);
        assertThat(log.stillOpen()).isZero();
        assertThat(devices(reader.round("h"))).containsExactly("host.io_error sdb");
        reader.close();
        assertThat(log.stillOpen()).isZero();
        assertThat(reader.round("h")).isEmpty();
        assertThat(log.opened()).isEqualTo(2);
    }

    @Test
    void aLineThatIsTooMuchForUsCostsNoOther() throws Exception {
        LogReader reader = reader("boot1");
        reader.round("h");
        log.error(0, "sda");
        log.write(3, 0, "I/O error, dev sdb, sector 99999999999999999999");
        log.error(0, "sdc");
        assertThat(devices(reader.round("h"))).containsExactly("host.io_error sda", "host.io_error sdc");
        assertThat(counted("dockmedic.kernel.log.lost", "reason", "unread")).isEqualTo(1);
        assertThat(reader.lostLately()).contains("record 1", "99999999999999999999");
        time.advance(Duration.ofMinutes(10));
        assertThat(reader.lostLately()).isEmpty();
    }

    @Test
    void quietComesThoughNothingIsWrittenAnyMore() throws Exception {
        LogReader reader = reader("boot1");
        reader.round("h");
        log.error(0, "sda");
        reader.round("h");
        time.advance(Duration.ofSeconds(60));
        assertThat(reader.round("h")).singleElement().isInstanceOfSatisfying(Quiet.class, quiet -> {
            assertThat(quiet.of()).isEqualTo("host.io_error");
            assertThat(quiet.subject()).isEqualTo("sda");
        });
    }
}
