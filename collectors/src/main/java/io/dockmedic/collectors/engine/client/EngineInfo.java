package io.dockmedic.collectors.engine.client;

/**
 * Who answers at the engine's address.
 *
 * @param id            the engine's own identity, stable over its restarts; empty for Podman, which makes up a new one
 *                      for every answer
 * @param name          its host's name
 * @param version       {@code 28.5.1}
 * @param apiVersion    the one negotiated with it
 * @param dataRoot      {@code /var/lib/docker}, as the engine sees it
 * @param tellsRequests whether it says {@code kill} before each death somebody asked it for: Docker does, Podman does
 *                      not, so there a death without one proves nothing
 */
public record EngineInfo(
        String id, String name, String version, String apiVersion, String dataRoot, boolean tellsRequests) {
    /** What it is told from others by: its id, else its host's name. */
    public String identity() {
        return id.isEmpty() ? name : id;
    }
}
