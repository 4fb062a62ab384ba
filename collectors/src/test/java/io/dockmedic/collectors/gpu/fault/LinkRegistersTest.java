package io.dockmedic.collectors.gpu.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Cure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lines as in reports of users. */
class LinkRegistersTest {
    private static String read(int code, String words) {
        Report report = XidLine.read("NVRM: Xid (PCI:0003:00:00): " + code + ", " + words, Instant.EPOCH)
                .orElseThrow();
        return LinkRegisters.of(report).map(LinkRegisters::words).orElse("");
    }

    private static String link(String registers) {
        return read(74, "pid='<unknown>', name=<unknown>, NVLink: fatal error detected on link 14(" + registers + ")");
    }

    @Test
    void theBitsSayWhereToLook() {
        assertThat(link("0x0, 0x0, 0x10000, 0x0, 0x0, 0x0, 0x0")).isEqualTo(
                "on link 14; of Hopper: run field diagnostics if it comes again");
        assertThat(link("0x10000, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0")).isEqualTo("on link 14; of Hopper:"
                + " perhaps the hardware: look at how the link is connected, then run diagnostics");
        assertThat(link("0x30, 0x0, 0x1, 0x40000, 0x100000, 0x0, 0x0")).isEqualTo("on link 14; of Hopper:"
                + " an error of the link's own memory: report it if one link has it more than twice;"
                + " it follows from another fault, as a rule, and all linked GPUs must be reset;"
                + " many errors, all of them corrected: go on");
        assertThat(link("0x0, 0xffffffff, 0x0, 0x0, 0x0, 0xffffffff, 0xffffffff")).as("those that do not count")
                .isEqualTo("on link 14");
        assertThat(link("0x80000000, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0")).as("not named").isEqualTo("on link 14");
    }

    @Test
    void otherWordsAndOtherFaultsSayNothing() {
        assertThat(read(74, "NVLink: fatal error detected on link 2")).isEmpty();
        assertThat(read(74, "NVLink: fatal error detected on link 2(0x0, 0x0)")).isEmpty();
        assertThat(read(71, "NVLink: fatal error detected on link 2(0x1, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0)")).isEmpty();
    }

    @Test
    void whatHelpsIsTheNumbers() {
        Report report = XidLine
                .read("NVRM: Xid (PCI:0003:00:00): 74, pid='<unknown>', name=<unknown>, NVLink: fatal error"
                        + " detected on link 14(0x0, 0x0, 0x0, 0x0, 0x100000, 0x0, 0x0)", Instant.EPOCH)
                .orElseThrow();
        Diagnosed told = new FaultReports(Map.of(), new Looks(), new SimpleMeterRegistry())
                .round(List.of(report), Instant.EPOCH)
                .getFirst();
        assertThat(told.need().cure()).isEqualTo(Cure.RESET);
        assertThat(told.meaning()).isEqualTo(
                "NVLINK Error (on link 14; of Hopper: many errors, all of them corrected: go on)");
    }
}
