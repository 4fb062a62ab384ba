package io.dockmedic.collectors.event;

import java.util.Locale;

/** How a vendor's driver answers for all GPUs of the machine. */
public enum GpuDriverState {
    /** It answers. */
    OK,
    /** There is a GPU, and its driver is not loaded. */
    NO_DRIVER,
    /** There is a GPU, and the library to ask about it cannot be loaded. */
    NO_LIBRARY,
    /**
     * The library and the loaded driver are of different versions: no program that starts now can use a GPU until the driver
     * is loaded anew. What has one goes on, so that GPUs may be read all the same.
     */
    MISMATCH,
    /** A call into it has not come back. */
    STUCK,
    /** It may not be asked: a device that is not there, or not ours to open. */
    REFUSED,
    /** It answers with another error. */
    FAILED,
    /** It is not asked: a person had Dockmedic let go of the GPUs for a while. */
    RELEASED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As rules and metric labels write it. */
    public String word() {
        return word;
    }
}
