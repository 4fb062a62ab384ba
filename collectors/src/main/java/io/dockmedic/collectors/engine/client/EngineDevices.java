package io.dockmedic.collectors.engine.client;

import java.util.List;

/**
 * What the engine says that it has to start containers with that ask for devices. Names, and no more.
 *
 * @param runtimes     container runtimes, in order; empty where it does not say
 * @param usual        the runtime of a container that names none; empty where it does not say
 * @param cdiFolders   where it looks for files of CDI; empty where it knows no CDI, or does not say
 * @param devices      of CDI, in order
 * @param tellsDevices whether it says which there are: Engine 28.2 and later
 */
public record EngineDevices(
        List<String> runtimes, String usual, List<String> cdiFolders, List<String> devices, boolean tellsDevices) {
    /** It says nothing. */
    public static final EngineDevices UNSAID = new EngineDevices(List.of(), "", List.of(), List.of(), false);

    public EngineDevices {
        runtimes = List.copyOf(runtimes);
        cdiFolders = List.copyOf(cdiFolders);
        devices = List.copyOf(devices);
    }
}
