package io.dockmedic.collectors.host.disk;

import java.util.Locale;

/** Why a file system matters. */
public enum Role {
    /** The engine's data root: images, layers, containers. */
    ENGINE,
    /** A volume of a running container. */
    VOLUME,
    /** A folder or file of the host that a running container has. */
    BIND,
    /** Where a running container's json log is. */
    LOG,
    /** Dockmedic's own data directory, with the journal. */
    DOCKMEDIC;

    /** As rules write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
