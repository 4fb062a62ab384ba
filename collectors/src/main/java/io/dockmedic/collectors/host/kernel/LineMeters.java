package io.dockmedic.collectors.host.kernel;

import io.dockmedic.collectors.event.KernelEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** What is counted of the log. Safe for use by several threads. */
final class LineMeters {
    /** A line of the kernel's that is about a GPU, for others to make sense of. */
    static final String TAKEN = "gpu.fault";
    /** A line of the kernel's that tells of no fault. */
    static final String OTHER = "other";
    /** A line that a process wrote. */
    static final String USER = "user";

    private static final String RECORDS = "dockmedic.kernel.log.records";

    private final MeterRegistry meters;
    private final Counter overwritten;
    private final Counter flood;
    private final Counter unread;

    LineMeters(MeterRegistry meters) {
        this.meters = meters;
        this.overwritten = lost("overwritten", meters);
        this.flood = lost("flood", meters);
        this.unread = lost("unread", meters);
        List.of(KernelEvent.OutOfMemory.KIND, KernelEvent.IoError.KIND, KernelEvent.FilesystemError.KIND,
                KernelEvent.TaskHung.KIND, TAKEN, OTHER, USER).forEach(this::records);
    }

    private static Counter lost(String reason, MeterRegistry meters) {
        return Counter.builder("dockmedic.kernel.log.lost")
                .description("Records of the kernel's log that were not read or not told, by reason")
                .tag("reason", reason)
                .register(meters);
    }

    private Counter records(String kind) {
        return Counter.builder(RECORDS)
                .description("Records of the kernel's log that were read, by what they tell of")
                .tag("kind", kind)
                .register(meters);
    }

    void read(String kind) {
        records(kind).increment();
    }

    void overwritten(long records) {
        overwritten.increment((double) records);
    }

    void unread() {
        unread.increment();
    }

    void flood(long records) {
        flood.increment((double) records);
    }
}
