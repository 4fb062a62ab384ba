package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockmedic.collectors.engine.blueprint.BaseImage;
import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** What is asked of the engine to make a container once more: its own JSON, so that no field is lost on the way. */
final class RemakeRequests implements RemakeCalls {
    /** The first in which a container can be made on several networks. */
    private static final ApiVersion SEVERAL_NETWORKS = new ApiVersion(1, 44);
    /** To prepare a writable layer, or to remove one, on a slow disk. */
    private static final Duration DISK = Duration.ofMinutes(1);

    private final Requests calls;

    RemakeRequests(Requests calls) {
        this.calls = calls;
    }

    @Override
    public Future<CallResult<Blueprint>> blueprint(String id) {
        return calls.look(version -> calls.get(version, "/containers/" + escaped(id) + "/json", Blueprint::read));
    }

    @Override
    public Future<CallResult<BaseImage>> baseImage(String id) {
        return calls.look(version -> calls.get(version, "/images/" + escaped(id) + "/json", BaseImage::read));
    }

    @Override
    public Future<CallResult<String>> create(String name, Blueprint same) {
        return calls.change(DISK, version -> calls.say("POST", version, "/containers/create?name=" + escaped(name),
                same.createBody(version.compareTo(SEVERAL_NETWORKS) >= 0), json -> json.path("Id").asText("")));
    }

    @Override
    public Future<CallResult<Void>> connect(String id, Blueprint same) {
        Map<String, JsonNode> networks = same.laterNetworks();
        return calls.change(DISK, version -> {
            CallResult<Void> result = done();
            if (version.compareTo(SEVERAL_NETWORKS) >= 0) {
                return result;
            }
            for (Map.Entry<String, JsonNode> network : networks.entrySet()) {
                ObjectNode said = DockerTransport.object().put("Container", id);
                said.set("EndpointConfig", network.getValue());
                result = calls.say("POST", version, "/networks/" + escaped(network.getKey()) + "/connect", said,
                        Requests::nothing);
                if (!(result instanceof CallResult.Done)) {
                    return result;
                }
            }
            return result;
        });
    }

    @Override
    public Future<CallResult<Void>> rename(String id, String name) {
        return calls.change("/containers/" + escaped(id) + "/rename?name=" + escaped(name), Duration.ZERO);
    }

    @Override
    public Future<CallResult<Void>> remove(String id) {
        return calls.change(DISK, version -> calls.send("DELETE", version,
                "/containers/" + escaped(id) + "?v=false&force=false"));
    }

    private static CallResult<Void> done() {
        return new CallResult.Done<>(Requests.nothing(""));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
