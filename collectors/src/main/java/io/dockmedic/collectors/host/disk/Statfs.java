package io.dockmedic.collectors.host.disk;

import java.io.IOException;

/** Asks a file system how full it is. May block for ever: a network file system whose server is gone does. */
@FunctionalInterface
public interface Statfs {
    /** @throws IOException when the kernel says no, with its reason */
    Usage read(String path) throws IOException;
}
