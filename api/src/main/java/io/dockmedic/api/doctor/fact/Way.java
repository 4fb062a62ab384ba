package io.dockmedic.api.doctor.fact;

import io.dockmedic.collectors.engine.client.EngineAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way to the engine.
 *
 * @param written as it is set
 * @param address null when what is set is none
 * @param wrong   why; empty when it is one
 * @param socket  the local socket, where that is the way
 * @param others  sockets of engines that are here, too
 */
public record Way(String written, @Nullable EngineAddress address, String wrong, Optional<SocketFile> socket,
        List<Path> others) {
    public Way {
        others = List.copyOf(others);
    }

    /** The same, when it turned out that it cannot be gone. */
    public Way broken(String why) {
        return new Way(written, null, why, socket, others);
    }

    /** The same, with sockets of engines that are here, too. */
    Way beside(List<Path> sockets) {
        return new Way(written, address, wrong, socket, sockets);
    }

    /** The address, where what is set is one. */
    public EngineAddress reached() {
        return Objects.requireNonNull(address);
    }
}
