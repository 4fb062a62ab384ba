package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * What GPUs may draw, by their places on the bus. A call into a GPU waits for the one before it, and has a deadline as a reading
 * has: one that hangs is followed by no other. May be asked from any context; futures complete on that, and never fail.
 */
public interface PowerLimits {
    /** What it may draw. Changes nothing. */
    Future<PowerAnswer> look(String pci);

    /**
     * Sets what it may draw, until its driver is loaded anew.
     *
     * @param milliwatts more than 0
     */
    Future<PowerAnswer> set(String pci, long milliwatts);

    /** What slows it down to protect it, as it was read last, words with a space between; empty when it is not read. */
    Optional<String> slowdown(String pci);
}
