package io.dockmedic.api.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What defaults depend on besides the file.
 *
 * @param environment the process's environment
 * @param home        of the user
 * @param root        whether the user is root
 */
public record Surroundings(Map<String, String> environment, Path home, boolean root) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Those of this process. */
    public static Surroundings ours() {
        return new Surroundings(
                System.getenv(),
                Path.of(System.getProperty("user.home", "/")),
                "root".equals(System.getProperty("user.name")));
    }

    /** {@code DOCKER_HOST}, else the engine's usual socket. */
    String engine() {
        String host = environment.getOrDefault("DOCKER_HOST", "");
        return host.isEmpty() ? "unix:///var/run/docker.sock" : host;
    }

    /** {@code DOCKER_API_VERSION}, when it is set. */
    Optional<String> apiVersion() {
        return Optional.of(environment.getOrDefault("DOCKER_API_VERSION", "")).filter(version -> !version.isEmpty());
    }

    /** systemd's {@code RUNTIME_DIRECTORY} (the first of several), else the usual place for root or for a user. */
    Path runtimeDirectory() {
        String runtime = environment.getOrDefault("RUNTIME_DIRECTORY", "");
        if (!runtime.isEmpty()) {
            return Path.of(runtime.replaceFirst(":.*", ""));
        }
        String ofUser = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return root || ofUser.isEmpty() ? Path.of("/run/dockmedic") : Path.of(ofUser, "dockmedic");
    }

    /** systemd's {@code STATE_DIRECTORY} (the first of several), else the usual place for root or for a user. */
    Path dataDirectory() {
        String state = environment.getOrDefault("STATE_DIRECTORY", "");
        if (!state.isEmpty()) {
            return Path.of(state.replaceFirst(":.*", ""));
        }
        return root ? Path.of("/var/lib/dockmedic") : home.resolve(".local/state/dockmedic");
    }
}
