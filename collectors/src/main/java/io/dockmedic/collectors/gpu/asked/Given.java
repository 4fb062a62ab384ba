package io.dockmedic.collectors.gpu.asked;

import io.dockmedic.collectors.event.Gpu;
import java.util.List;

/**
 * What a container was given, by what it asks for.
 *
 * @param gpus    each once
 * @param unknown what it asks for besides, of which it is not known which GPUs those are
 */
public record Given(List<Gpu> gpus, List<Wish> unknown) {
    /** Nothing. */
    public static final Given NOTHING = new Given(List.of(), List.of());

    public Given {
        gpus = List.copyOf(gpus);
        unknown = List.copyOf(unknown);
    }
}
