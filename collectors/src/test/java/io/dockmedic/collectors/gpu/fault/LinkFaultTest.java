package io.dockmedic.collectors.gpu.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Cure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lines as in reports of users, and as other programs read them. */
class LinkFaultTest {
    private static final String ZEROS = " 0x00000000 0x00000000 0x00000000 0x00000000 0x00000000)";

    private static Report report(int code, String words) {
        return XidLine.read("NVRM: Xid (PCI:0009:01:00): " + code + ", " + words, Instant.EPOCH).orElseThrow();
    }

    private static String read(int code, String words) {
        return LinkFault.of(report(code, words)).map(link -> link.cure().word() + " " + link.words()).orElse("");
    }

    @Test
    void whatTheWordsSayDecidesWhatHelps() {
        assertThat(read(149, "NETIR_LINK_EVT  Fatal   XC0 i0 Link 01 (0x021425c6" + ZEROS)).isEqualTo(
                "reset NETIR_LINK_EVT on link 1, fatal, sub-code 33: look at the other end of the link");
        assertThat(read(149, "NETIR_LINK_EVT Fatal XC0 i0 Link 04 (0x004505c6" + ZEROS)).isEqualTo(
                "reset NETIR_LINK_EVT on link 4, fatal, sub-code 4: look at the link's signal");
        assertThat(read(149, "NETIR_LINK_EVT Fatal XC0 i0 Link 00 (0x028001c6" + ZEROS)).isEqualTo(
                "inspect NETIR_LINK_EVT on link 0, fatal, sub-code 40: look at the host");
        assertThat(read(149, "NETIR_LINK_EVT Fatal XC0 i0 Link 00 (0x026001c6" + ZEROS)).startsWith("inspect ");
        assertThat(
                read(144, "pid='<unknown>', name=<unknown>, SAW_MVB Non-fatal XC0 i0 Link -1 (0x00000021 0x00000004)"))
                .isEqualTo("none SAW_MVB, not fatal, sub-code 0");
        assertThat(read(149, "NETIR_LINK_EVT Fatal XC 1 i 2 Link 01 [0x0000000a]")).as("before 575")
                .isEqualTo(
                        "reset NETIR_LINK_EVT on link 1, fatal");
    }

    /** By NVIDIA's catalogue of 2025-10, sheet "XID 144-150 Decode". */
    @Test
    void someThatAreNotFatalEndTheProgram() {
        assertThat(read(145, "RLW_REMAP Nonfatal XC1 i0 Link 12 (0x00000082 0x00000004)")).isEqualTo(
                "application RLW_REMAP on link 12, not fatal, sub-code 0: the program that used it was ended");
        assertThat(read(145, "RLW_SRC_TRACK Nonfatal XC0 i0 Link 00 (0x00000007 0x00000008" + ZEROS)).startsWith(
                "application ");
        assertThat(read(145, "RLW_REMAP Nonfatal XC0 i0 Link 00 (0x00000004 0x00000100" + ZEROS)).startsWith("none ");
        assertThat(read(145, "RLW_REMAP Nonfatal XC0 i0 Link 00 (0x00000004 0x80000000" + ZEROS)).startsWith("none ");
        assertThat(read(145, "RLW_SRC_TRACK Nonfatal XC0 i0 Link 00 (0x00000007 0x00000002" + ZEROS))
                .startsWith("none ");
        assertThat(read(145, "RLW_CTRL Nonfatal XC0 i0 Link 00 (0x00000003 0x80000000" + ZEROS)).startsWith("none ");
        assertThat(read(145, "RLW_REMAP Nonfatal XC0 i0 Link 00 (0x00000004 or so)")).startsWith("none ");
        assertThat(read(145, "RLW_REMAP Fatal XC0 i0 Link 00 (0x00000004 0x00000040" + ZEROS)).startsWith("reset ");
    }

    @Test
    void otherWordsAndOtherFaultsAreLeftToTheCatalogue() {
        assertThat(read(149, "something else")).isEmpty();
        assertThat(read(31, "NETIR_LINK_EVT Fatal XC0 i0 Link 04 (0x004505c6" + ZEROS)).isEmpty();
        assertThat(LinkFault.of(Report.ofLibrary("nvidia", "0000:18:00.0", 149, Instant.EPOCH))).isEmpty();
    }

    private static Diagnosed diagnosed(Map<Integer, Cure> owners, Report report) {
        return new FaultReports(owners, new Looks(), new SimpleMeterRegistry())
                .round(List.of(report), Instant.EPOCH)
                .getFirst();
    }

    @Test
    void theOwnerKnowsBetter() {
        Report fatal = report(149, "NETIR_LINK_EVT Fatal XC0 i0 Link 04 (0x004505c6" + ZEROS);
        assertThat(diagnosed(Map.of(), fatal).need().cure()).isEqualTo(Cure.RESET);
        assertThat(diagnosed(Map.of(), fatal).meaning()).isEqualTo(
                "NVLINK: NETIR Error (NETIR_LINK_EVT on link 4, fatal, sub-code 4: look at the link's signal)");
        Diagnosed owners = diagnosed(Map.of(149, Cure.REPLACE), fatal);
        assertThat(owners.need().cure()).isEqualTo(Cure.REPLACE);
        assertThat(owners.meaning()).contains("sub-code 4");
        assertThat(diagnosed(Map.of(), report(150, "words of a later driver")).need().cure())
                .isEqualTo(Cure.INSPECT);
    }
}
