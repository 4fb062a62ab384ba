package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What is asked of the engine to put a container on a network. */
final class NetworkRequests implements NetworkCalls {
    /** A driver of another host's may have to be asked. */
    private static final Duration DRIVER = Duration.ofSeconds(20);

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
}
