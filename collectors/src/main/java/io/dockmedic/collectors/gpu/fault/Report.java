package io.dockmedic.collectors.gpu.fault;

import java.time.Instant;

/**
 * One who tells of one fault.
 *
 * @param pci     where the GPU sits, as {@link io.dockmedic.collectors.gpu.reading.PciAddress} writes it
 * @param code    of NVIDIA the XID
 * @param text    the kernel's own words, at most 300 characters; empty when the driver's library tells
 * @param pid     of the process that made it, on the host; 0 when not told
 * @param process its name, which it chose itself; empty when not told
 */
public record Report(Source source, String pci, int code, Instant at, String text, int pid, String process) {
    /** Who. */
    public enum Source {
        /** The kernel's log. */
        KERNEL,
        /** An event of the driver's library. */
        LIBRARY
    }

    /** By the driver's library, which tells neither words nor process. */
    public static Report ofLibrary(String pci, int code, Instant at) {
        return new Report(Source.LIBRARY, pci, code, at, "", 0, "");
    }
}
