package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What is asked of the engine about networks, and to put a container on one. */
final class NetworkRequests implements NetworkCalls, BridgeCalls {
    /** A driver of another host's may have to be asked. */
    private static final Duration DRIVER = Duration.ofSeconds(20);

    private static final int SHORT_ID = 12;

    private final Requests calls;

    NetworkRequests(Requests calls) {
        this.calls = calls;
    }

    @Override
    public Future<CallResult<Void>> connect(String container, String network, JsonNode endpoint) {
        ObjectNode said = DockerTransport.object().put("Container", container);
        said.set("EndpointConfig", endpoint);
        return calls.change(DRIVER, version -> calls.say("POST", version,
                "/networks/" + URLEncoder.encode(network, StandardCharsets.UTF_8) + "/connect", said,
                Requests::nothing));
    }

    @Override
    public Future<CallResult<String>> bridge(String network) {
        return calls.look(version -> calls.get(version, "/networks/" + Requests.escaped(network), json -> {
            String own = json.path("Options").path("com.docker.network.bridge.name").asText("");
            String id = json.path("Id").asText("");
            return !json.path("Driver").asText("").equals("bridge")
                    ? ""
                    : own.isEmpty() ? "br-" + id.substring(0, Math.min(SHORT_ID, id.length())) : own;
        }));
    }
}
