package io.dockmedic.api.doctor.fact;

import io.dockmedic.collectors.host.disk.Usage;
import java.util.Optional;

/**
 * What is seen of the engine's disks.
 *
 * @param elsewhere why its disks are not of this machine; empty when they are, or that is not known
 * @param untold    why nothing is known of them; empty when something is
 * @param dataRoot  where it keeps its things
 * @param usage     of the file system below that; empty when it cannot be asked
 * @param shown     whether that path is here; a container, for one, has another file system
 * @param sources   volumes and binds of the containers that run
 * @param hidden    of these, not seen here
 * @param logs      json logs of the containers that run
 * @param closed    of these, whose size cannot be seen
 */
public record DiskLook(String elsewhere, String untold, String dataRoot, Optional<Usage> usage, boolean shown,
        int sources, int hidden, int logs, int closed) {
    /** Not looked at, for they are another machine's. */
    public static DiskLook elsewhere(String why) {
        return new DiskLook(why, "", "", Optional.empty(), false, 0, 0, 0, 0);
    }

    /**
     * Nothing came of it.
     *
     * @param dataRoot empty where the engine does not even say where that is
     */
    public static DiskLook untold(String why, String dataRoot) {
        return new DiskLook("", why, dataRoot, Optional.empty(), false, 0, 0, 0, 0);
    }
}
