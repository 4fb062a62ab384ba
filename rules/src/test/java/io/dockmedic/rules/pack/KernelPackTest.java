package io.dockmedic.rules.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.KernelEvent.FilesystemError;
import io.dockmedic.collectors.event.KernelEvent.IoError;
import io.dockmedic.collectors.event.KernelEvent.OutOfMemory;
import io.dockmedic.collectors.event.KernelEvent.Quiet;
import io.dockmedic.collectors.event.KernelEvent.TaskHung;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Victim;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.remedy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class KernelPackTest {
    private static final Origin ORIGIN = Origin.DOCKMEDIC;
    private static final Victim IN_WEB = Victim.in(Happenings.of("web").container(), "nginx", 77);
    private static final Victim OUTSIDE = Victim.outside("sshd", 8);

    private final RuleBench bench = new RuleBench(Pack.files());

    private static Function<Instant, Event> killed(Victim victim) {
        return at -> new OutOfMemory(at, "host", ORIGIN, victim, 512L << 20, 1);
    }

    private static Function<Instant, Event> failed(String device) {
        return at -> new IoError(at, "host", ORIGIN, device, "critical medium", "read", 4096, 3);
    }

    private static Function<Instant, Event> broken(String mountpoint, boolean readOnly) {
        return at -> new FilesystemError(at, "host", ORIGIN, "sda1", "ext4", mountpoint, "it is broken", readOnly, 1);
    }

    private static Function<Instant, Event> quiet(String of, String about) {
        return at -> new Quiet(at, "host", ORIGIN, of, about);
    }

    private void tellsAPersonOfTheHost(String severity) {
        assertThat(bench.latest().incident().labels()).containsExactlyInAnyOrderEntriesOf(
                Map.of("severity", severity, "route", "host"));
        assertThat(bench.latest().plan().steps()).extracting(Step::action).containsExactly("escalate");
    }

    private String summary() {
        return bench.latest().incident().annotations().getOrDefault("summary", "");
    }

    private String description() {
        return bench.latest().incident().annotations().getOrDefault("description", "");
    }

    @Test
    void theMachinesMemoryIsOneIncidentWhoeverIsKilled() {
        bench.happens(killed(IN_WEB)).tells("0s FIRED HostOutOfMemory host");
        tellsAPersonOfTheHost("critical");
        assertThat(summary()).isEqualTo("host ran out of memory: the kernel killed nginx of web");
        assertThat(description()).contains("Process 77 held 512 MiB");
        bench.after(10).happens(killed(OUTSIDE)).tells("10s AGAIN HostOutOfMemory host");
        assertThat(summary()).isEqualTo("host ran out of memory: the kernel killed sshd outside of any container");
        bench.after(60).happens(quiet("host.oom", "web")).happens(quiet("host.oom", "sshd"));
        bench.after(Duration.ofMinutes(9)).happens(killed(IN_WEB)).tells("610s AGAIN HostOutOfMemory host");
        bench.after(60).happens(quiet("host.oom", "web")).after(599).tells();
        bench.after(1).tells("1270s RESOLVED HostOutOfMemory host");
    }

    @Test
    void aFailingDeviceIsAnIncidentOfItsOwn() {
        bench.happens(failed("sda")).tells("0s FIRED HostIoErrors sda");
        tellsAPersonOfTheHost("critical");
        assertThat(summary()).isEqualTo("sda fails: critical medium error");
        assertThat(description()).contains("3 line(s)", "read at sector 4096", "smartctl -a /dev/sda");
        bench.happens(failed("nvme0n1")).tells("0s FIRED HostIoErrors nvme0n1");
        bench.after(60).happens(quiet("host.filesystem_error", "sda")).happens(quiet("host.io_error", "sda"));
        bench.after(3599).tells().after(1).tells("3660s RESOLVED HostIoErrors sda");
    }

    @Test
    void aPartitionOfAFailingDiskStandsBehindTheDisk() {
        bench.happens(at -> new IoError(at, "host", ORIGIN, "sda1", "buffer I/O", "async page read", -1, 1));
        bench.after(1).happens(failed("sda")).told();
        bench.after(10).tells("5s FIRED HostBufferErrors sda1");
        assertThat(bench.latest().incident().inhibitedBy()).isNotNull();
    }

    @Test
    void anEmptyDriveIsNoFault() {
        bench.happens(failed("fd0")).happens(failed("sr1")).tells();
        bench.happens(failed("sdr1")).tells("0s FIRED HostIoErrors sdr1");
    }

    @Test
    void aBrokenFilesystemSaysWhenItTakesNoMoreWrites() {
        bench.happens(broken("", false)).tells("0s FIRED HostFilesystemErrors sda1");
        tellsAPersonOfTheHost("critical");
        assertThat(summary()).isEqualTo("ext4 on sda1 has errors");
        assertThat(description()).startsWith("The kernel says: it is broken.");
        bench.happens(broken("/data", true)).tells("0s AGAIN HostFilesystemErrors sda1");
        assertThat(summary()).isEqualTo("ext4 on sda1 (/data) takes no more writes");
        bench.after(60).happens(quiet("host.filesystem_error", "sda1")).after(3600);
        bench.tells("3660s RESOLVED HostFilesystemErrors sda1");
    }

    @Test
    void hungProcessesAreOneIncident() {
        bench.happens(at -> new TaskHung(at, "host", ORIGIN, IN_WEB, 120, 1)).tells("0s FIRED HostTasksHang host");
        tellsAPersonOfTheHost("warning");
        assertThat(summary()).isEqualTo("nginx of web is stuck in the kernel for more than 120 s");
        bench.after(120).happens(at -> new TaskHung(at, "host", ORIGIN, OUTSIDE, 241, 1));
        bench.tells("120s AGAIN HostTasksHang host");
        assertThat(summary()).startsWith("sshd outside of any container is stuck");
        bench.after(60).happens(quiet("host.hung_task", "sshd")).after(600).tells("780s RESOLVED HostTasksHang host");
    }
}
