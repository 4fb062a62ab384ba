package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Predicate;

/** Reads the GPUs of one vendor. For one context. */
interface VendorReader {
    /**
     * Makes ready.
     *
     * @param shared runs what may hang
     */
    void open(Vertx own, HangGuard shared);

    /** Looks whether there are any, and reads them; {@link GpuSamples#NONE} where there are none. The future never fails. */
    Future<GpuSamples> read();

    /** Whether its driver has a GPU there, as far as is known. */
    boolean has(String pci);

    /**
     * What the GPU there may draw, after that was set where it is to be. Fails as {@link HangGuard#call} does.
     *
     * @param milliwatts 0 to leave it as it is
     */
    Future<PowerAnswer> power(String pci, long milliwatts);

    /**
     * Closes all that it has open, and opens nothing before {@link #takeBack}. May be called again.
     *
     * @return what is open all the same, for a person; empty when nothing is. Never fails
     */
    Future<String> letGo();

    /**
     * It may be read again.
     *
     * @param maybeReset whether the GPU at that place may have been reset meanwhile
     */
    void takeBack(Predicate<String> maybeReset);
}
