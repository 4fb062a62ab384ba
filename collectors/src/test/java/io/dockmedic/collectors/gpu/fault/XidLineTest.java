package io.dockmedic.collectors.gpu.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.gpu.reading.GpuPart;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XidLineTest {
    private static final Instant AT = Instant.parse("2026-11-26T00:00:00Z");

    private static Report read(String text) {
        return XidLine.read(text, AT).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "NVRM: Xid (PCI:0000:18:00): 31, pid=4242, name=python, Ch 00000008, intr 10000000. MMU Fault"
                    + "|0000:18:00.0|31|4242|python",
            "NVRM: Xid (PCI:0000:AF:00): 13, Graphics SM Warp Exception|0000:af:00.0|13|0|''",
            "NVRM: Xid (0000:18:00): 79, GPU has fallen off the bus.|0000:18:00.0|79|0|''",
            "NVRM: Xid (PCI:0000:18:00): 45, pid='<unknown>', name=<unknown>, Ch 00000001|0000:18:00.0|45|0|''",
            "NVRM: Xid (PCI:00000001:18:00.0): 48, pid='12', name=x|0001:18:00.0|48|12|x",
            "NVRM: Xid (PCI:00000001:18:00.0): 8, x|0001:18:00.0|8|0|''"})
    void linesOfTheDriverAreFaults(String text, String pci, int code, int pid, String process) {
        assertThat(read(text)).isEqualTo(
                new Report(Report.Source.KERNEL, "nvidia", pci, code, AT, text, pid, process == null ? "" : process));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "GPU-I:05|5|-1", "GPU-I:12 GPU-CI:01|12|1", "GPU-CI:01|-1|-1", "GPU-I:x|-1|-1", "GPU-I:99999|-1|-1"})
    void aPartOfADividedGpuIsTold(String words, int gpuInstance, int computeInstance) {
        String text = "NVRM: Xid (PCI:0000:18:00 " + words + "): 43, pid=7, name=a b:c, x";
        assertThat(read(text)).isEqualTo(new Report(Report.Source.KERNEL, "nvidia", "0000:18:00.0", 43, AT, text, 7,
                "a b:c", new GpuPart(gpuInstance, computeInstance)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "NVRM: GPU 0000:18:00.0: GPU has fallen off the bus.",
            "NVRM: The NVIDIA GPU 0000:18:00.0\\x0aNVRM: (PCI ID: 10de:2330) installed in this system has\\x0aNVRM: fallen"
                    + " off the bus and is not responding to commands."})
    void plainWordsAreToo(String text) {
        assertThat(read(text))
                .isEqualTo(new Report(Report.Source.PLAIN, "nvidia", "0000:18:00.0", 79, AT, text, 0, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "NVRM: loading NVIDIA UNIX x86_64 Kernel Module  550.54.15", "NVRM: Xid", "NVRM: Xid (PCI:x): 31, pid=1",
            "python[4242]: NVRM: Xid (PCI:0000:18:00): 31, pid=1", "NVRM: Xid (PCI:0000:18:00): many",
            "INFO: task NVRM: Xid (PCI:0000:18:00): 31:12 blocked for more than 120 seconds."})
    void otherLinesAreNone(String text) {
        assertThat(XidLine.read(text, AT)).isEmpty();
    }

    @Test
    void theKernelsWordsAreBounded() {
        String line = "NVRM: Xid (PCI:0000:18:00): 31, pid=1, name=x, " + "y".repeat(9_000);
        assertThat(read(line).text()).hasSize(300);
    }

    @ParameterizedTest
    @CsvSource({"1 (GPU Reset Required), RESET", "2 (Node Reboot Required), REBOOT", "0 (None), NONE"})
    void aChangedRecoveryActionIsTheDriversOwnWord(String to, Cure cure) {
        Report report = read("NVRM: Xid (PCI:0000:18:00): 154, GPU recovery action changed from 0x0 (None) to 0x" + to);
        assertThat(XidLine.action(report).map(Need::cure)).contains(cure);
        assertThat(XidLine.action(read("NVRM: Xid (PCI:0000:18:00): 31, GPU recovery action changed from 0x0 (None) to"
                + " 0x1 (GPU Reset Required)"))).isEmpty();
    }
}
