package io.dockmedic.collectors.gpu.fault;

import io.dockmedic.collectors.gpu.reading.GpuPart;
import java.time.Instant;

/**
 * One who tells of one fault.
 *
 * @param vendor  of the GPU, {@code nvidia} or {@code amd}
 * @param pci     where the GPU sits, as {@link io.dockmedic.collectors.gpu.reading.PciAddress} writes it
 * @param code    of NVIDIA the XID; of AMD our own number, {@link AmdCatalogue}
 * @param text    the kernel's own words, at most 300 characters; empty when the driver's library tells
 * @param pid     of the process that made it, on the host; 0 when not told, {@link #NOBODY} when it was and cannot be read
 * @param process its name, which it chose itself; empty when not told
 * @param part    of a divided GPU, that it is told of
 */
public record Report(
        Source source, String vendor, String pci, int code, Instant at, String text, int pid, String process,
        GpuPart part) {
    /** Whose it is was told in words that can be read in more than one way: then it is nobody's. */
    public static final int NOBODY = -1;

    /** What is kept of the kernel's words. */
    static final int LONGEST = 300;

    /** Who. */
    public enum Source {
        /** The kernel's log. */
        KERNEL,
        /** The kernel's log in plain words, without a number: beside a line that has it, or in its place. */
        PLAIN,
        /** An event of the driver's library, or a count of the driver's that went up. */
        LIBRARY
    }

    /** Of no part of a divided GPU. */
    public Report(Source source, String vendor, String pci, int code, Instant at, String text, int pid,
            String process) {
        this(source, vendor, pci, code, at, text, pid, process, GpuPart.NONE);
    }

    /** The same, of that part. */
    public Report of(GpuPart which) {
        return new Report(source, vendor, pci, code, at, text, pid, process, which);
    }

    /** By the driver, beside the log, which tells neither words nor process. */
    public static Report ofLibrary(String vendor, String pci, int code, Instant at) {
        return new Report(Source.LIBRARY, vendor, pci, code, at, "", 0, "");
    }

    /** By the kernel's log in plain words. */
    static Report inWords(String vendor, String pci, int code, Instant at, String text) {
        return new Report(Source.PLAIN, vendor, pci, code, at, text.substring(0, Math.min(LONGEST, text.length())), 0,
                "");
    }

    /** By the kernel's log. */
    static Report ofKernel(String vendor, String pci, int code, Instant at, String text, int pid, String process) {
        return new Report(Source.KERNEL, vendor, pci, code, at, text.substring(0, Math.min(LONGEST, text.length())),
                pid,
                process);
    }
}
