package io.dockmedic.chaos;

import io.dockmedic.testkit.gpu.FakeNvml;
import java.nio.file.Path;

/**
 * GPUs of a host that has none, one for each bed: a library that stands in for NVIDIA's. What befalls one while nobody listens is
 * told to nobody, as by a driver.
 */
final class Gpus {
    private static final int MOST = 16;
    private static final int PAGE_FAULT = 31;
    private static final long BYTES = 1000;

    private final FakeNvml library;

    Gpus(Path folder) {
        library = FakeNvml.in(folder).says("count", MOST).says("only_new", 1);
    }

    String settings() {
        return "gpu: {library: \"" + library.file() + "\"}\n";
    }

    /** The process computes on that bed's GPU, and nobody else does. */
    void used(int bed, long pid) {
        library.runs(bed % MOST, pid, BYTES);
    }

    /** Its driver tells of a fault that the program made, and not of which. */
    void fault(int bed) {
        library.xid(bed % MOST, PAGE_FAULT);
    }

    /** How often that GPU's driver told of a fault to somebody who listened. */
    long told(int bed) {
        return library.told(bed % MOST);
    }

    /** That process is gone, or has let go of it. */
    void left(int bed, long pid) {
        library.leaves(bed % MOST, pid);
    }
}
