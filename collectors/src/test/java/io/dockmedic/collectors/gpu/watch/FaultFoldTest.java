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

    @BeforeEach
    void open() {
        Containers containers = new Containers();
        stream = new FaultStream(new FaultReports(Map.of(), new Looks(), new SimpleMeterRegistry()), new Remembered(),
                new Owners(containers, root), pci -> Optional.empty(), new FaultStream.Unread() {
                    @Override
                    public Optional<Gpu> gpu(String pci) {
                        return Optional.empty();
                    }

                    @Override
                    public boolean released() {
                        return false;
                    }
                }, new Grants(containers, root, () -> KnownGpus.NONE, () -> false), new Lately(), time);
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
    void whatTheDriverAsksForNextIsToldAtOnce() {
        String changed = "154, GPU recovery action changed from 0x0 (None) to 0x%d (GPU)";
        assertThat(told(changed.formatted(1), changed.formatted(2), changed.formatted(2)))
                .containsExactly("154 reset 1", "154 reboot 1");
    }
}
