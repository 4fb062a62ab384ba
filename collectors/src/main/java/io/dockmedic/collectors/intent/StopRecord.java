package io.dockmedic.collectors.intent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The engine's own record of whether a container was stopped on request: {@code HasBeenManuallyStopped} in
 * {@code containers/ID/config.v2.json} under its data root. It is true after stop, kill and, on 20.10 to 28, after any
 * other signal too; false after a death of its own, and false when the engine stopped the container because it was
 * shutting down (moby {@code daemon/kill.go}). A private format: read where it can be, believed only for a container
 * of that id, and never needed. Blocks on the disk.
 */
public final class StopRecord {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path containers;

    /** @param dataRoot as the engine says it; on another machine or in another mount namespace nothing is found there */
    public StopRecord(Path dataRoot) {
        this.containers = dataRoot.resolve("containers");
    }

    /** Whether the engine has written that somebody stopped it; empty when that cannot be known. */
    public Optional<Boolean> stoppedOnRequest(String containerId) {
        Path file = containers.resolve(containerId).resolve("config.v2.json");
        try {
            JsonNode config = JSON.readTree(Files.readAllBytes(file));
            JsonNode stopped = config.path("HasBeenManuallyStopped");
            return config.path("ID").asText().equals(containerId) && stopped.isBoolean()
                    ? Optional.of(stopped.asBoolean())
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
