package io.dockmedic.collectors.gpu.fault;

import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.gpu.reading.GpuPart;
import io.dockmedic.collectors.gpu.reading.GpuProcess;
import io.dockmedic.collectors.gpu.reading.PciAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of NVIDIA's driver in the kernel's log, {@code NVRM: Xid (PCI:0000:18:00): 31, pid=4242, name=python, Ch
 * 00000008, …}. Of a part of a divided GPU {@code  GPU-I:05 GPU-CI:01} stands after the place. The text after the number is of the driver's version. Of a GPU that has fallen off the bus (XID 79) the driver
 * says so in plain words, too, beside that line or in its place.
 */
public final class XidLine {
    /** The XID of a GPU that has. */
    static final int FALLEN_OFF_THE_BUS = 79;

    private static final int RECOVERY_ACTION_CHANGED = 154;
    private static final String PLACE = "((?:[0-9a-fA-F]{4,8}:)?[0-9a-fA-F]{2}:[0-9a-fA-F]{2}(?:\\.[0-7])?)";
    private static final Pattern XID = Pattern.compile(
            "NVRM: Xid \\((?:PCI:)?" + PLACE + "( [^)]{0,40})?\\): (\\d{1,4})(?:, (.*))?");
    private static final Pattern PART = Pattern.compile(" GPU-I:(\\d{1,4})(?: GPU-CI:(\\d{1,4}))?");
    private static final Pattern PROCESS = Pattern.compile("pid='?(\\d{1,9})'?(?:, name=([^,]{1,64}))?.*");
    private static final Pattern FALLEN = Pattern.compile(
            "NVRM: (?:GPU |The NVIDIA GPU )" + PLACE + "\\b.*fallen off the bus.*");
    private static final Pattern ACTION = Pattern.compile(
            ".*recovery action changed from 0x[0-9a-fA-F]+ \\([^)]*\\) to 0x([0-9a-fA-F]{1,4}) .*");

    private XidLine() {}

    /** Empty for a line that tells of no fault of a GPU. */
    public static Optional<Report> read(String text, Instant at) {
        if (!text.startsWith("NVRM: ")) {
            return Optional.empty();
        }
        Matcher xid = XID.matcher(text);
        if (xid.matches()) {
            String rest = xid.group(4) == null ? "" : xid.group(4);
            Matcher process = PROCESS.matcher(rest);
            boolean told = process.matches();
            String name = told && process.group(2) != null ? process.group(2) : "";
            return Optional.of(Report.ofKernel(Gpu.NVIDIA, PciAddress.normal(xid.group(1)),
                    Integer.parseInt(xid.group(3)), at, text, told ? Integer.parseInt(process.group(1)) : 0,
                    name).of(part(xid.group(2) == null ? "" : xid.group(2))));
        }
        Matcher fallen = FALLEN.matcher(text);
        return fallen.matches()
                ? Optional.of(Report.inWords(Gpu.NVIDIA, PciAddress.normal(fallen.group(1)), FALLEN_OFF_THE_BUS,
                        at, text))
                : Optional.empty();
    }

    private static GpuPart part(String words) {
        Matcher part = PART.matcher(words);
        return part.matches()
                ? new GpuPart(Integer.parseInt(part.group(1)),
                        part.group(2) == null ? GpuProcess.NONE : Integer.parseInt(part.group(2)))
                : GpuPart.NONE;
    }

    /** What the driver says is to be done from now on, where the report is of that. */
    static Optional<Need> action(Report report) {
        Matcher action = ACTION.matcher(report.text());
        return report.code() == RECOVERY_ACTION_CHANGED && action.matches()
                ? Optional.of(Need.action(Integer.parseInt(action.group(1), 16)))
                : Optional.empty();
    }
}
