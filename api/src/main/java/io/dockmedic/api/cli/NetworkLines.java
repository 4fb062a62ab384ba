package io.dockmedic.api.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Networks of a diagnosis, one line each, and what the container asks for names. */
final class NetworkLines {
    private NetworkLines() {}

    static List<String> of(JsonObject found) {
        List<String> all = new ArrayList<>();
        found.getJsonArray("networks", new JsonArray()).forEach(one -> {
            JsonObject network = (JsonObject) one;
            all.add((network.getString("name") + " " + network.getString("address")
                    + (network.getString("gateway", "").isEmpty() ? "" : ", gateway " + network.getString("gateway"))
                    + (network.getJsonArray("aliases").isEmpty()
                            ? ""
                            : ", as " + words(network.getJsonArray("aliases"))))
                    .strip());
        });
        JsonArray resolver = found.getJsonArray("resolver", new JsonArray());
        if (!resolver.isEmpty()) {
            all.add("asks for names: " + words(resolver));
        }
        return all;
    }

    /** {@code db:5432 (DATABASE_URL): shop-db-1 on shop_default, which runs, and listens there}. */
    static String need(JsonObject need) {
        return need.getString("host") + (need.getInteger("port") > 0 ? ":" + need.getInteger("port") : "") + " ("
                + need.getString("from") + "): " + need.getString("found");
    }

    private static String words(JsonArray all) {
        return all.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
