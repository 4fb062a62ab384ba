package io.dockmedic.collectors.engine.client;

/**
 * Who answers at the engine's address.
 *
 * @param id         the engine's own identity, stable over its restarts; may be empty (Podman)
 * @param name       its host's name
 * @param version    {@code 28.5.1}
 * @param apiVersion the one negotiated with it
 * @param dataRoot   {@code /var/lib/docker}, as the engine sees it
 */
public record EngineInfo(String id, String name, String version, String apiVersion, String dataRoot) {}
