package io.dockmedic.collectors.gpu.reading;

import io.dockmedic.collectors.event.Gpu;
import java.util.List;

/**
 * Which GPUs this host has.
 *
 * @param gpus  those that are known
 * @param whole whether there is no other; not while a driver has not said which it has
 */
public record KnownGpus(List<Gpu> gpus, boolean whole) {
    /** Nobody has looked yet. */
    public static final KnownGpus NOT_YET = new KnownGpus(List.of(), false);

    /** There is none. */
    public static final KnownGpus NONE = new KnownGpus(List.of(), true);

    public KnownGpus {
        gpus = List.copyOf(gpus);
    }
}
