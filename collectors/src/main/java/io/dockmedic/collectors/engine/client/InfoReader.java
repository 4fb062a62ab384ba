package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads who answers from {@code GET /info}, or, where a proxy denies that, from {@code GET /version}. */
public final class InfoReader {
    private InfoReader() {}

    /** All of it. */
    public static EngineInfo fromInfo(JsonNode json, ApiVersion version) {
        boolean podman = json.has("BuildahVersion");
        return new EngineInfo(
                podman ? "" : json.path("ID").asText(""),
                json.path("Name").asText(""),
                json.path("ServerVersion").asText(""),
                version.toString(),
                json.path("DockerRootDir").asText(""),
                !podman);
    }

    /** Version and kind; the rest is empty. */
    public static EngineInfo fromVersion(JsonNode json, ApiVersion version) {
        boolean podman = false;
        for (JsonNode component : json.path("Components")) {
            podman |= component.path("Name").asText("").startsWith("Podman");
        }
        return new EngineInfo("", "", json.path("Version").asText(""), version.toString(), "", !podman);
    }
}
