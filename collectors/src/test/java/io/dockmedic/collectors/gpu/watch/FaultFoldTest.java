package io.dockmedic.collectors.gpu.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Owners;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuEvent.Fault;
import io.dockmedic.collectors.event.GpuEvent.Quiet;
import io.dockmedic.collectors.gpu.fault.FaultReports;
import io.dockmedic.collectors.gpu.fault.Looks;
import io.dockmedic.collectors.gpu.fault.Report;
import io.dockmedic.collectors.gpu.fault.XidLine;
import io.dockmedic.collectors.gpu.reading.KnownGpus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told together, and what at once. */
class FaultFoldTest {
    private static final String LINK = "149, NETIR_LINK_EVT %s XC0 i0 Link 04 (0x004505c6 0x00000000 0x00000000)";

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T10:00:00Z"));

    @TempDir
    private Path root;

    private FaultStream stream;
    private Optional<Gpu> gpu = Optional.empty();

    /** Another one is our next start. */
    @BeforeEach
    void open() {
        Containers containers = new Containers();
        stream = new FaultStream(new FaultReports(Map.of(), new Looks(), new SimpleMeterRegistry()), new Remembered(),
                new Owners(containers, root), pci -> Optional.empty(), pci -> gpu,
                new Grants(containers, root, () -> KnownGpus.NONE, () -> false), new Lately(),
                new KeptLines(root.resolve("gpu-faults"), Runnable::run), time);
    }

    private List<String> told(String... xids) {
        List<Report> reports = new ArrayList<>();
        for (String xid : xids) {
            reports.add(XidLine.read("NVRM: Xid (PCI:0000:18:00): " + xid, time.now()).orElseThrow());
        }
        return stream.round(reports, time.now(), "host").stream().map(FaultFoldTest::words).toList();
    }

    private static String words(Event event) {
        return switch (event) {
            case Fault fault -> fault.code() + " " + fault.cure().word() + " " + fault.count();
            case Quiet quiet -> quiet.code() + " is over";
            default -> event.toString();
        };
    }

    private List<String> after(Duration step) {
        time.advance(step);
        return told();
    }

    @Test
    void aGraverOneOfTheSameNumberIsToldAtOnce() {
        assertThat(told(LINK.formatted("Nonfatal"))).containsExactly("149 none 1");
        time.advance(Duration.ofSeconds(20));
        assertThat(told(LINK.formatted("Nonfatal"), LINK.formatted("Fatal"), LINK.formatted("Fatal")))
                .containsExactly("149 reset 1");
        assertThat(after(Duration.ofSeconds(40))).containsExactly("149 none 1");
        assertThat(after(Duration.ofSeconds(20))).containsExactly("149 reset 1");
        assertThat(after(Duration.ofSeconds(40))).as("the graver one is not over").isEmpty();
        assertThat(after(Duration.ofSeconds(20))).containsExactly("149 is over");
    }

    @Test
    void whatEndsTogetherIsOverOnce() {
        assertThat(told(LINK.formatted("Nonfatal"), LINK.formatted("Fatal"))).containsExactly("149 none 1",
                "149 reset 1");
        assertThat(after(Duration.ofSeconds(60))).containsExactly("149 is over");
    }

    @Test
    void whatWasOpenWhenWeEndedIsOverAMinuteAfterOurStart() {
        assertThat(told("31, pid=1, name=x")).containsExactly("31 application 1");
        time.advance(Duration.ofSeconds(20));
        open();
        assertThat(after(Duration.ofSeconds(59))).isEmpty();
        assertThat(after(Duration.ofSeconds(1))).containsExactly("31 is over");
        open();
        assertThat(after(Duration.ofMinutes(2))).as("what was not yet told for certain is told again")
                .containsExactly("31 is over");
        assertThat(after(Duration.ofSeconds(10))).isEmpty();
        open();
        assertThat(after(Duration.ofMinutes(2))).isEmpty();
    }

    @Test
    void theFirstFaultAfterOurStartIsToldAtOnceThoughItsNumberWasOpenBefore() {
        told("31, pid=1, name=x");
        time.advance(Duration.ofHours(20));
        open();
        assertThat(told("31, pid=1, name=x")).containsExactly("31 application 1");
        assertThat(told("31, pid=1, name=x")).isEmpty();
        assertThat(after(Duration.ofMinutes(1))).containsExactly("31 application 1");
        assertThat(after(Duration.ofMinutes(1))).containsExactly("31 is over");
    }

    /** Before the first reading only its place is known; and the driver may number them anew. */
    @Test
    void aFaultOfAGpuThatIsCalledOtherwiseByNowGoesOn() {
        gpu = Optional.of(new Gpu(0, Gpu.NVIDIA, "0000:18:00.0", "GPU-1", "H100"));
        told("31, pid=1, name=x");
        open();
        gpu = Optional.empty();
        assertThat(told("31, pid=1, name=x")).containsExactly("31 application 1");
        time.advance(Duration.ofSeconds(30));
        gpu = Optional.of(new Gpu(1, Gpu.NVIDIA, "0000:18:00.0", "GPU-1", "H100"));
        assertThat(told("31, pid=1, name=x")).isEmpty();
        assertThat(after(Duration.ofSeconds(30))).containsExactly("31 application 1");
        time.advance(Duration.ofSeconds(60));
        assertThat(stream.round(List.of(), time.now(), "host")).singleElement()
                .isInstanceOfSatisfying(Quiet.class, quiet -> assertThat(quiet.gpu().index()).isEqualTo(1));
    }

    @Test
    void whatCannotBeReadIsNothing() throws IOException {
        Files.writeString(root.resolve("gpu-faults"), "31\tAPPLICATION\n31\tNO_CURE\tx\thost\t0\tnvidia\tx\t\t\n");
        open();
        assertThat(after(Duration.ofMinutes(2))).isEmpty();
    }

    @Test
    void whatTheDriverAsksForNextIsToldAtOnce() {
        String changed = "154, GPU recovery action changed from 0x0 (None) to 0x%d (GPU)";
        assertThat(told(changed.formatted(1), changed.formatted(2), changed.formatted(2)))
                .containsExactly("154 reset 1", "154 reboot 1");
    }
}
