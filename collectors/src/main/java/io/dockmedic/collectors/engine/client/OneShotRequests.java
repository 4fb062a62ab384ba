package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is asked of the engine for a container that runs one command. */
final class OneShotRequests implements OneShotCalls {
    /** To prepare a writable layer, or to remove one, on a slow disk. */
    private static final Duration DISK = Duration.ofMinutes(1);

    private final Requests calls;

    OneShotRequests(Requests calls) {
        this.calls = calls;
    }

    @Override
    public Future<CallResult<Made>> create(String name, Order order) {
        ObjectNode said = DockerTransport.object().put("Image", order.image());
        ArrayNode command = said.putArray("Cmd");
        order.command().forEach(command::add);
        if (!order.user().isEmpty()) {
            said.put("User", order.user());
        }
        said.putObject("Healthcheck").putArray("Test").add("NONE");
        labels(said.putObject("Labels"), order.act());
        bounds(said.putObject("HostConfig"), order);
        return calls.change(DISK,
                version -> calls.say("POST", version, "/containers/create?name=" + escaped(name), said,
                        OneShotRequests::made));
    }

    private static Made made(JsonNode json) {
        List<String> warnings = new ArrayList<>();
        json.path("Warnings").forEach(warning -> warnings.add(warning.asText()));
        return new Made(json.path("Id").asText(""), warnings);
    }

    /** A Compose one-off is what is meant to end, also to those who do not know us; nobody heals it. */
    private static void labels(ObjectNode labels, String act) {
        labels.put(LABEL, act)
                .put("dockmedic.heal", "false")
                .put("autoheal", "false")
                .put("com.docker.compose.oneoff", "True");
    }

    private static void bounds(ObjectNode host, Order order) {
        host.put("NetworkMode", order.network())
                .put("ReadonlyRootfs", !order.writable())
                .put("Privileged", false)
                .put("AutoRemove", false)
                .put("Memory", order.memoryBytes())
                .put("MemorySwap", order.memoryBytes())
                .put("NanoCpus", order.nanoCpus())
                .put("PidsLimit", order.pids());
        host.putArray("SecurityOpt").add("no-new-privileges");
        host.putObject("RestartPolicy").put("Name", "no");
        host.putObject("LogConfig")
                .put("Type", "json-file")
                .putObject("Config")
                .put("max-size", "1m")
                .put("max-file", "1");
    }

    @Override
    public Future<CallResult<Void>> discard(String id) {
        return calls.change(DISK, version -> calls.send("DELETE", version,
                "/containers/" + escaped(id) + "?v=true&force=false"));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
