package io.dockmedic.api.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;

/** Things of several instances in one list: each with the name of its host. */
final class Several {
    /** Where the name stands. */
    static final String HOST = "host";

    private Several() {}

    /** @param host empty for the one of this machine, whose things bear no name */
    static Stream<JsonObject> of(String host, JsonArray things) {
        return things.stream()
                .map(JsonObject.class::cast)
                .map(one -> host.isEmpty() ? one : new JsonObject().put(HOST, host).mergeIn(one).put(HOST, host));
    }
}
