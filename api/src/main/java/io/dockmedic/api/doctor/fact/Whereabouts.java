package io.dockmedic.api.doctor.fact;

import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.EngineInfo;

/**
 * Whether the engine is on this machine. As {@code serve} judges it
 * ({@link io.dockmedic.collectors.host.view.EngineHost}), but for a local socket that leads to another machine, which
 * only the names tell.
 *
 * @param elsewhere why it is on another machine; empty when it is here, or not known
 * @param untold    why that cannot be known; empty when it is
 */
record Whereabouts(String elsewhere, String untold) {
    /**
     * @param own       what the kernel calls this machine, or this container
     * @param contained whether we are in a container, whose name is never the machine's
     */
    static Whereabouts of(EngineAddress address, EngineInfo info, String own, boolean contained) {
        if (info.dataRoot().isEmpty()) {
            return new Whereabouts("", "the engine does not say where its data root is: something before it denies"
                    + " GET /info");
        }
        boolean sameName = info.name().equals(own);
        if (!(address instanceof EngineAddress.Unix)) {
            return sameName
                    ? new Whereabouts("", "")
                    : new Whereabouts("the engine runs on another machine, " + info.name(), "");
        }
        boolean doubtful = !contained && !sameName && !info.name().isEmpty() && !own.isEmpty();
        return doubtful
                ? new Whereabouts("the engine calls its machine " + info.name() + ", and this one is " + own + ": its"
                        + " socket seems to be forwarded from there, and `serve`, which takes a local socket's engine to"
                        + " be here, would read this machine's disks for its", "")
                : new Whereabouts("", "");
    }
}
