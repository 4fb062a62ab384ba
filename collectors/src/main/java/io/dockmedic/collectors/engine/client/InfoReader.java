package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads who answers from {@code GET /info}, or, where a proxy denies that, from {@code GET /version}. */
public final class InfoReader {
    private InfoReader() {}

    /** All of it. */
    public static EngineInfo fromInfo(JsonNode json, ApiVersion version) {
        return new EngineInfo(
                json.path("ID").asText(""),
                json.path("Name").asText(""),
                json.path("ServerVersion").asText(""),
                version.toString(),
                json.path("DockerRootDir").asText(""));
    }

    /** Version only; the rest is empty. */
    public static EngineInfo fromVersion(JsonNode json, ApiVersion version) {
        return new EngineInfo("", "", json.path("Version").asText(""), version.toString(), "");
    }
}
