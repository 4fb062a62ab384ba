package io.dockmedic.api.doctor.fact;

import io.dockmedic.collectors.engine.client.EngineAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way to the engine that is set, and where engines' sockets are besides. Looks at the file system, connects to none. */
final class EngineSockets {
    private EngineSockets() {}

    /**
     * The way that is set.
     *
     * @param environment for TLS
     */
    static Way way(String written, Map<String, String> environment) {
        try {
            return switch (EngineAddress.parse(written, environment)) {
                case EngineAddress.Unix unix -> new Way(unix.shown(), unix, "",
                        Optional.of(SocketFile.at(unix.socket())), List.of());
                case EngineAddress.Tcp tcp -> remote(tcp);
                case EngineAddress.Tls tls -> remote(tls);
            };
        } catch (IllegalArgumentException e) {
            return new Way(written, null, String.valueOf(e.getMessage()), Optional.empty(), List.of());
        }
    }

    private static Way remote(EngineAddress address) {
        return new Way(address.shown(), address, "", Optional.empty(), List.of());
    }

    /**
     * Sockets of engines that are here, too, where the way is a socket.
     *
     * @param environment for the folders of the user
     */
    static List<Path> others(Way way, Map<String, String> environment) {
        return way.address() instanceof EngineAddress.Unix(Path set) ? besides(set, environment) : List.of();
    }

    private static List<Path> besides(Path set, Map<String, String> environment) {
        List<Path> candidates = new ArrayList<>(List.of(Path.of("/var/run/docker.sock"),
                Path.of("/run/podman/podman.sock")));
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isEmpty()) {
            candidates.add(Path.of(runtime, "docker.sock"));
            candidates.add(Path.of(runtime, "podman/podman.sock"));
        }
        String home = environment.getOrDefault("HOME", "");
        if (!home.isEmpty()) {
            candidates.add(Path.of(home, ".docker/run/docker.sock"));
            candidates.add(Path.of(home, ".docker/desktop/docker.sock"));
        }
        return candidates.stream().filter(one -> !one.equals(set) && Files.exists(one)).toList();
    }
}
