package io.dockmedic.testkit.matrix;

import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.Engine;
import io.dockmedic.testkit.PodmanEngine;
import io.dockmedic.testkit.PrivateEngine;

/** An engine that the table has a column of. */
public enum Column {
    /** Docker as the distribution has it. */
    INSTALLED,
    /** A current Docker. */
    CURRENT,
    /** Podman, by Docker's API. */
    PODMAN;

    static Column of(Engine engine) {
        return switch (engine) {
            case PodmanEngine podman -> PODMAN;
            case PrivateEngine docker -> docker.edition() == Edition.CURRENT ? CURRENT : INSTALLED;
            default -> throw new IllegalArgumentException("no column for a " + engine.getClass());
        };
    }

    /** Its name and version, as it says them itself. */
    static String version(Engine engine) {
        String said = engine.docker("version", "--format={{.Server.Version}}").orFail().text();
        return (engine instanceof PodmanEngine ? "Podman " : "Docker ") + said.replaceFirst("[^0-9.].*", "");
    }
}
